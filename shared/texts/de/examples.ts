import type { Catalog } from "../keys";

export const examples: Catalog["examples"] = {
  title: "Beispiele",
  intro: "Programme zum Ausführen, Ansehen und Ändern. Jedes gibt es in Python und in TypeScript.",
  find: "Beispiel suchen",
  findHint: "Was es zeigt, oder ein Wort wie „gather“",
  all: "Alle",
  none: "Davon handelt kein Beispiel.",
  count: "{count} Beispiel | {count} Beispiele",
  open: "„{title}“ in {language} öffnen",
  run: "„{title}“ in {language} ausführen",
  runWord: "Ausführen",
  close: "Schließen",
};
