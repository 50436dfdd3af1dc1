import type { Catalog } from "../keys";

export const common: Catalog["common"] = {
  lookAt: "{at} ansehen",
  notLoaded: "Dieser Teil des Fensters konnte nicht geladen werden.",
  loadAnew: "Fenster neu laden",
  line: "Zeile {line}",
  showPlace: "{place} zeigen",
  standsInLine: "{name} steht in Zeile {line}: auswählen",
  standsHere: "{name} steht hier",
  more: "und {more} weitere",
  namesAndLast: "{names} und {last}",
};
