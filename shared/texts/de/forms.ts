import type { Catalog } from "../keys";

export const forms: Catalog["forms"] = {
  range: "{least} bis {most}",
  number: "Bitte eine Zahl von {range}.",
  integer: "Bitte eine ganze Zahl von {range}.",
  tooLong: "Höchstens {most} Zeichen, nicht {length}.",
  arguments:
    'Argumente als JSON schreiben, mit Kommas dazwischen: 1.5, "Text", [1, 2], true, null.',
  tooManyArguments: "Mehr als {most} Argumente können nicht übergeben werden.",
};
