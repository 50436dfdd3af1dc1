import type { Catalog } from "../keys";

export const recordings: Catalog["recordings"] = {
  recording: "Aufzeichnung",
  playground: "Spielwiese",
  drop: "Aufzeichnung oder Programm hier ablegen, um es zu öffnen",
  export: "Exportieren",
  formats: {
    "json-lines": "JSON Lines: öffnet sich in Tasklab",
    "trace-events": "Trace: öffnet sich in Perfetto und Chrome",
    spans: "Spans: OpenTelemetry (OTLP-JSON)",
    picture: "Bild der Zeitleiste: SVG oder PNG",
  },
  bytes: "{count} Byte | {count} Byte",
  holds: "{count} Ereignis in {duration}. | {count} Ereignisse in {duration}.",
  holdsSince:
    "{count} Ereignis in {duration}, aufgezeichnet am {when}. | {count} Ereignisse in {duration}, aufgezeichnet am {when}.",
  work: "Laufende Arbeiten",
  doneOf: "{done} von {total}",
  doneEvents: "{done} Ereignisse",
  cancel: "Abbrechen",
  ofPlayground: "Ein Lauf der Spielwiese",
  ofProgram: "Ein Lauf von „{title}“",
  none: "Es ist keine Aufzeichnung offen. Eine in der Bibliothek wählen oder eine Datei auf dem Fenster ablegen.",
  notLive: "aufgezeichnet, nicht live",
  copyLink: "Link kopieren",
  copied: "Kopiert",
  copyLinkHelp:
    "Einen Link kopieren, der diese Aufzeichnung so öffnet, wie sie gerade zu sehen ist",
  delete: "Löschen",
  close: "Schließen",
  name: "Name",
  rename: "Umbenennen",
  source: "Quelltext der Aufzeichnung",
  saveAs: "Als Aufzeichnung speichern",
  saveHelp:
    "Alles, was diese Sitzung jetzt enthält, um es später zu öffnen, zu vergleichen und zu exportieren.",
  doNotSave: "Nicht speichern",
  save: "Speichern",
  saving: "„{name}“ wird gespeichert",
  saved: "Als „{name}“ gespeichert.",
  opening: "„{name}“ wird geöffnet",
  openingFile: "{name} wird geöffnet",
  tooLarge: "{name} ist zu groß: Eine Aufzeichnung hat höchstens {most} MB.",
  exporting: "Wird exportiert",
  exported: "Nach {path} exportiert.",
  pictureName: "{title}, Zeitleiste",
  savedTo: "Unter {path} gespeichert.",
  notInLibrary:
    "In dieser Bibliothek ist keine Aufzeichnung „{name}“: Ihre Datei öffnen und unter diesem Namen speichern, dann geht der Link.",
  linkProblems: {
    "too-long": "Dieser Link ist zu lang, um einer von Tasklab zu sein.",
    unknown:
      "Das ist kein Link von Tasklab: Die beginnen mit tasklab://lesson/, tasklab://example/ oder tasklab://recording/.",
    "no-name": "Dieser Link nennt nichts, was Tasklab öffnen könnte.",
    "bad-path":
      "Dieser Link nennt eine Datei, die von einem Link aus nicht geöffnet wird: Es muss eine Aufzeichnung (.tasklab) sein, mit ihrem ganzen Pfad, auf einem Laufwerk dieses Rechners.",
    "bad-view":
      "Dieser Link stimmt nicht: Zeiten und Tasks sind Zahlen, und ein Abschnitt der Zeit beginnt, bevor er endet.",
  },
  link: {
    ask: "Öffnen, was ein Link nennt?",
    warning:
      "Der Link kam von außerhalb von Tasklab: von einer Seite, aus einer Nachricht oder von einem anderen Programm. Öffnen Sie ihn nur, wenn Sie ihm selbst gefolgt sind. Ausgeführt wird dadurch nichts.",
    opens: "Er öffnet",
    lesson: "die Lektion „{title}“",
    example: "das Beispiel „{title}“, im Editor",
    recording: "die Aufzeichnung „{name}“ dieser Bibliothek",
    file: "die Aufzeichnung in der Datei {path}",
    at: "so, wie sie bei {time} war",
    text: "Der Link",
    open: "Öffnen",
    doNotOpen: "Nicht öffnen",
    missingLesson: "Der Link nennt eine Lektion, die es hier nicht gibt: „{name}“.",
    missingExample: "Der Link nennt ein Beispiel, das es hier nicht gibt: „{name}“.",
  },
};
