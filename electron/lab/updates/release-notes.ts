/** The most of a version's notes that is shown, in characters: the rest stands where the version is from. */
const MAX_NOTES = 4_000;

/** What a feed says of a version: a text, one for each version in between, or nothing. */
export type ReleaseNotes =
  string | readonly { readonly version: string; readonly note: string | null }[] | null | undefined;

const ENTITIES: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
  "&nbsp;": " ",
  "&amp;": "&",
};

/**
 * A version's notes as plain text. Some feeds give HTML: its tags are left out, for what is shown is text in
 * any case, and its paragraphs and lists become lines.
 */
export function plainNotes(notes: ReleaseNotes): string {
  const text =
    typeof notes === "string"
      ? textOf(notes)
      : (notes ?? []).map(({ version, note }) => `${version}\n${textOf(note ?? "")}`).join("\n\n");
  const plain = text.replace(/\n{3,}/g, "\n\n").trim();
  return plain.length > MAX_NOTES ? `${plain.slice(0, MAX_NOTES)} …` : plain;
}

function textOf(notes: string): string {
  if (!/<\/?[a-z][^<>]*>/i.test(notes)) return notes;
  return notes
    .replace(/\s+/g, " ")
    .replace(/<li\b[^<>]*> ?/gi, "\n• ")
    .replace(/<(?:br|\/?(?:p|div|ul|ol|h[1-6]))\b[^<>]*> ?/gi, "\n")
    .replace(/<\/?[a-z][^<>]*>/gi, "")
    .replace(/&(?:lt|gt|quot|#39|nbsp|amp);/g, (entity) => ENTITIES[entity] ?? entity);
}
