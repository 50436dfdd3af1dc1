import type { Catalog } from "../keys";

export const about: Catalog["about"] = {
  title: "Über Tasklab",
  close: "Seite über Tasklab schließen",
  what: "Ein Labor, in dem man kooperativer Nebenläufigkeit zusehen kann: Coroutinen, Tasks, Warten, Abbrechen.",
  license: "Freie Software unter der MIT-Lizenz. Copyright © the Tasklab contributors.",
  parts: "LICENSES.md, neben der App, enthält die Lizenzen dessen, woraus sie gemacht ist.",
  versions: "Versionen",
  system: "System",
  browser: "Browser",
  log: "Protokoll",
  logHelp: "Was schiefging, steht hier und geht von allein nirgendwohin.",
  showLogs: "Protokolldateien zeigen",
  diagnostics: "Diagnose",
  diagnosticsHelp:
    "Für einen Fehlerbericht: Versionen, geänderte Einstellungen und das Ende des Protokolls. Keiner Ihrer Ordner wird genannt, und kein Zugangsschlüssel steht darin. Lesen Sie sie, bevor Sie sie verschicken.",
  copy: "Diagnose kopieren",
  copied: "Diagnose kopiert",
  notCopied:
    "Der Browser ließ die Diagnose nicht kopieren: Markieren Sie sie im Text und kopieren Sie sie.",
};
