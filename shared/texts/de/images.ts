import type { Catalog } from "../keys";

export const images: Catalog["images"] = {
  title: "Zeitleiste als Bild exportieren",
  about: "Achse, Namen, Spuren und Legende von „{title}“.",
  size: "Größe",
  pixels: "{width} × {height} Pixel.",
  doNot: "Nicht exportieren",
  export: "Exportieren",
  noTimeline: "Auf der Seite ist keine Zeitleiste: Zeigen Sie erst eine.",
  notMade: "Das Bild konnte nicht gemacht werden: {why}",
  choices: {
    format: {
      legend: "Format",
      svg: "SVG: Vektoren, in jeder Größe scharf",
      png: "PNG: Pixel, öffnet sich überall",
    },
    extent: {
      legend: "Was es zeigt",
      seen: "Was zu sehen ist",
      whole: "Den ganzen Lauf, alle Zeilen der Liste",
    },
    colors: { legend: "Farben", screen: "Wie auf dem Bildschirm", light: "Hell, zum Drucken" },
  },
  tooLarge: {
    pngChoose:
      "Ein so großes PNG öffnet kaum ein Programm: Wählen Sie SVG oder das, was zu sehen ist.",
    png: "Ein so großes PNG öffnet kaum ein Programm: Exportieren Sie es als SVG, oder nehmen Sie, was zu sehen ist.",
    memory: "Für ein so großes PNG reicht der Speicher nicht.",
    rows: "Ein Bild hat höchstens {most} Zeilen, und das sind {rows}: Klappen Sie Tasks zu, filtern Sie sie, oder nehmen Sie, was zu sehen ist.",
    shapes:
      "Ein Bild hat höchstens {most} Formen; mit diesen Zeilen wären es mehr: Vergrößern Sie, klappen Sie Tasks zu, oder nehmen Sie, was zu sehen ist.",
  },
  span: "{count} Task, von {from} bis {to} | {count} Tasks, von {from} bis {to}",
  legend: {
    running: "läuft",
    ready: "bereit, wartet darauf, an die Reihe zu kommen",
    waiting: "wartet",
    cancel: "Abbruch verlangt",
  },
  description:
    "Zeitleiste von {count} Task von {from} bis {to}, eine Spur je Task: gefüllt, wo er läuft, eine dünne Linie, wo er bereit ist, gestreift, wo er wartet. | Zeitleiste von {count} Tasks von {from} bis {to}, eine Spur je Task: gefüllt, wo er läuft, eine dünne Linie, wo er bereit ist, gestreift, wo er wartet.",
  others: "{count} anderer Task ausgelassen. | {count} andere Tasks ausgelassen.",
};
