import { sectionTitle } from "../../composables/actions/action";
import { DEFAULT_KEYS, areInTheWay } from "../../../shared/keymap";
import type { KeyedAction } from "../../composables/actions/action";
import { keyWords } from "../../model/keys";
import { matches } from "../command-palette/search";

/** An action on the page of shortcuts, with all of its keys. */
export interface KeyRow {
  readonly id: string;
  readonly title: string;
  readonly section: string;
  /** Undefined: it has none. */
  readonly keys: string | undefined;
  /** Its keys while a program is in the editor, if they are others. */
  readonly editorKeys: string | undefined;
  /** A key that works in the task list or on the timeline alone; it stays what it is. */
  readonly listKey: string | undefined;
  readonly isOwn: boolean;
}

interface Keys {
  bothKeysOf(action: string): readonly [string | undefined, string | undefined];
  isOwn(action: string): boolean;
}

export function keyRows(actions: readonly KeyedAction[], keymap: Keys): KeyRow[] {
  return actions.map(({ id, title, section, listKey }) => {
    const [keys, inEditor] = keymap.bothKeysOf(id);
    const editorKeys = inEditor === keys ? undefined : inEditor;
    return {
      id,
      title,
      section: sectionTitle(section),
      keys,
      editorKeys,
      listKey,
      isOwn: keymap.isOwn(id),
    };
  });
}

/**
 * The rows that `query` names, by what they do or by their keys, section by section. Without a query, those
 * that have keys or could be expected to, if `onlyWithKeys` says so.
 */
export function foundRows(
  rows: readonly KeyRow[],
  query: string,
  onlyWithKeys: boolean,
): [section: string, rows: KeyRow[]][] {
  const sections = new Map<string, KeyRow[]>();
  for (const row of rows) {
    if (onlyWithKeys && !hasKeys(row)) continue;
    if (!matches(wordsOf(row), query.replaceAll("+", " "))) continue;
    const section = sections.get(row.section);
    if (section === undefined) sections.set(row.section, [row]);
    else section.push(row);
  }
  return [...sections];
}

function hasKeys({ id, keys, editorKeys, listKey, isOwn }: KeyRow): boolean {
  const all = [keys, editorKeys, listKey];
  return isOwn || id in DEFAULT_KEYS || all.some((one) => one !== undefined);
}

function wordsOf({ title, section, keys, editorKeys, listKey }: KeyRow): string {
  const written = [keys, editorKeys, listKey].map((one) =>
    one === undefined ? "" : keyWords(one).replaceAll("+", " "),
  );
  return [section, title, ...written].join(" ");
}

/** The other actions that `keys` would be in the way of. */
export function conflictsOf(
  rows: readonly KeyRow[],
  action: string,
  keys: string,
): readonly KeyRow[] {
  const list = rows.find(({ id }) => id === "palette")?.keys;
  return rows.filter(
    (row) =>
      row.id !== action &&
      [row.keys, row.editorKeys].some((one) => one !== undefined && areInTheWay(one, keys, list)),
  );
}
