import type { Catalog } from "../keys";

export const commands: Catalog["commands"] = {
  title: "Alle Befehle",
  help: "Tippen, um einen Befehl oder einen Task zu finden, Pfeiltasten zum Wählen, Enter zum Ausführen.",
  find: "Befehl oder Task suchen",
  actions: "Befehle",
  none: "So heißt hier nichts.",
  found: "{count} gefunden",
  tasksFound: "Gefundene Tasks",
};
