import type { Catalog } from "../keys";

export const program: Catalog["program"] = {
  argumentsExample: 'JSON: 1.5, "Text"',
  program: "Programm",
  run: "Lauf",
  none: "Ein solches Programm gibt es nicht.",
  notRun: "Noch nicht gelaufen.",
  below: "Unten steht der Lauf von „{title}“.",
  running: "Läuft.",
  stopping: "Wird gestoppt: Es wird noch aufgeräumt.",
  ended: "Beendet.",
  newTask: "Neuer Task des Programms",
  newTaskHelp: "Einen Task aus einer Coroutine des Programms erzeugen",
  noNewTask: "Das Programm ist beendet: Tasks können nicht mehr erzeugt werden",
  coroutine: "Coroutine",
  arguments: "Argumente",
};
