import { readHelpPage } from "./help-pages";

const FILES = import.meta.glob<string>("../../../docs/*.md", {
  query: "?raw",
  import: "default",
  eager: true,
});
const PICTURES = import.meta.glob<string>("../../../docs/images/*.png", {
  query: "?url",
  import: "default",
  eager: true,
});

/** In which the pages are read; what is not named follows by its title. */
const ORDER = [
  "getting-started",
  "playground",
  "timeline",
  "inspector",
  "panels",
  "programs",
  "taking-lessons",
  "compare",
  "recordings",
  "settings",
  "recipes",
  "glossary",
  "lessons",
  "recording",
];

const idOf = (path: string): string => /([^/]+)\.\w+$/.exec(path)?.[1] ?? path;
const placeOf = (id: string): number => {
  const place = ORDER.indexOf(id);
  return place === -1 ? ORDER.length : place;
};

/** The files of `docs/`, as they were when the lab was built. */
export const HELP_PAGES = Object.entries(FILES)
  .map(([path, text]) => readHelpPage(idOf(path), text))
  .sort(
    (one, other) => placeOf(one.id) - placeOf(other.id) || one.title.localeCompare(other.title),
  );

const pictures = new Map(Object.entries(PICTURES).map(([path, url]) => [idOf(path), url]));

/** Where a picture of the pages is, in the theme that is shown; undefined if there is none of that name. */
export function pictureAt(address: string, theme: "dark" | "light"): string | undefined {
  const id = idOf(address);
  return pictures.get(id.replace(/-(?:dark|light)$/, `-${theme}`)) ?? pictures.get(id);
}
