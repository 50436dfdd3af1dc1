import type { Catalog } from "../keys";

export const help: Catalog["help"] = {
  title: "Hilfe",
  about: "Hilfe zu diesem Teil des Fensters",
  all: "Alle Seiten der Hilfe",
  glossary: "Glossar der Wörter von asyncio",
  find: "Hilfe durchsuchen",
  pages: "Seiten",
  count: "{count} Stelle | {count} Stellen",
  none: "Davon sagt die Hilfe nichts.",
  close: "Schließen",
  inEnglish: "Die Seiten sind auf Englisch.",
};
