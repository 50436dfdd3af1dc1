import type { Catalog } from "../keys";

export const console: Catalog["console"] = {
  tools: "Werkzeuge der Konsole",
  channelList: "Kanäle",
  channels: {
    output: "Ausgabe",
    results: "Ergebnisse",
    server: "Server",
    errors: "Fehler",
    warnings: "Warnungen",
    lab: "Labor",
  },
  showChannel: "{channel} zeigen",
  hideChannel: "{channel} ausblenden",
  filter: "Filtern",
  filterHelp: "Konsole filtern",
  follow: "Der neuesten Zeile folgen",
  copy: "Gezeigte Zeilen kopieren",
  copied: "Kopiert",
  noClipboard: "In die Zwischenablage kann nicht geschrieben werden.",
  lines: "Zeilen der Konsole",
  none: "Was Programme ausgeben, was await ergab und was der Server sah, steht dann hier.",
  noMatch: "Keine Zeile passt.",
  later:
    "{count} Zeile später: zu diesem Zeitpunkt noch nicht ausgegeben. | {count} Zeilen später: zu diesem Zeitpunkt noch nicht ausgegeben.",
  showLine: "Zeile {line} von {file} zeigen",
};
