import type { Catalog } from "../keys";

export const time: Catalog["time"] = {
  jump: "Sprung",
  tenth: "Sleeps und Timeouts dauern zehnmal so lange.",
  quarter: "Sleeps und Timeouts dauern viermal so lange.",
  real: "Echtzeit",
  tenTimes: "Sleeps und Timeouts dauern ein Zehntel.",
  jumps: "Springt zum nächsten Timer, sobald nichts anderes zu tun ist.",
  realRemains: "Schritte, die rechnen, und Anfragen über HTTP behalten ihre echte Dauer.",
  notNow: "Nicht jetzt: {at}.",
  earliest: "Früheres ist nicht mehr aufgezeichnet.",
  refusal: "Das ist {at} und nicht jetzt: zum Jetzt zurückkehren, um mit Tasks etwas zu tun.",
  totalsUpTo: "Summen bis {at}, dem Zeitpunkt, der gezeigt wird",
  later: "Später als {at}, der Zeitpunkt, der gezeigt wird",
  notCreatedYet: "Zum Zeitpunkt, der gezeigt wird, {at}, noch nicht erzeugt",
  notSoFar: "war zum Zeitpunkt, der gezeigt wird, noch nicht so weit",
  noTaskYet: "noch kein Task",
  recordingRefusal:
    "Das ist eine Aufzeichnung: Ihre Tasks sind vorbei, mit ihnen lässt sich nichts mehr tun.",
};
