import type { Catalog } from "../keys";

export const shortcuts: Catalog["shortcuts"] = {
  title: "Tastenkürzel",
  find: "Aktion oder Taste suchen",
  findHint: "Eine Aktion, oder Tasten wie „strg k“",
  onlyWithKeys: "Nur Aktionen mit Tasten",
  none: "Nichts heißt so, und nichts hat diese Taste.",
  resetAll: "Alle Tasten zurücksetzen",
  resetAllSure: "Alle Aktionen haben wieder ihre ursprünglichen Tasten.",
  change: "Tasten von „{action}“ ändern",
  remove: "„{action}“ die Tasten nehmen",
  reset: "„{action}“ die ursprünglichen Tasten geben",
  own: "eigene",
  noKeys: "keine Tasten",
  inEditor: "im Editor",
  inLists: "in Liste und Zeitleiste",
  close: "Schließen",
  count: "{count} Aktion | {count} Aktionen",
  recordTitle: "Tasten von „{action}“",
  recordHelp:
    "Drücken Sie die Tasten, höchstens zwei Anschläge nacheinander. Enter übernimmt sie, Escape lässt alles, wie es war.",
  recordBox: "Gedrückte Tasten",
  waiting: "Tasten drücken…",
  typing:
    "Das schreibt ein Zeichen: Beginnen Sie mit Strg, Alt oder ⌘, oder drücken Sie eine Funktionstaste.",
  conflict: "„{actions}“ hat diese Tasten und verliert sie, wenn Sie sie hier übernehmen.",
  riskBrowser:
    "Browser behalten diese Tasten für sich: Im Browser erreichen sie das Labor vielleicht nicht.",
  riskEditing: "Diese Tasten bearbeiten Text: In Feldern täten sie das nicht mehr.",
  take: "Tasten übernehmen",
  cancel: "Abbrechen",
};
