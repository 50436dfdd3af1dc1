import type { Catalog } from "../keys";

export const native: Catalog["native"] = {
  view: "Ansicht",
  export: "Exportieren",
  openProgram: "Programm öffnen",
  open: "Öffnen",
  programs: "Programme",
  saveProgram: "Programm speichern",
  save: "Speichern",
  reload: "Neu laden",
  close: "Schließen",
  wait: "Warten",
  stopped: "Das Fenster funktioniert nicht mehr.",
  stoppedDetail: "Die Tasks laufen weiter: Sie laufen nicht im Fenster. (Grund: {reason}.)",
  hangs: "Das Fenster reagiert nicht.",
  hangsDetail: "Die Tasks laufen weiter: Sie laufen nicht im Fenster.",
  noStart: "Tasklab konnte nicht starten",
};
