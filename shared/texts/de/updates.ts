import type { Catalog } from "../keys";

export const updates: Catalog["updates"] = {
  title: "Neue Versionen",
  choice: "Neue Versionen der Desktop-App",
  off: "Aus",
  tell: "Melden",
  download: "Auf Wunsch laden",
  help: "Sucht kurz nach dem Start und einmal am Tag nach einer neueren Version. Installiert wird nur, wenn Sie es verlangen.",
  unavailable: {
    browser:
      "Neue Versionen kommen mit der Desktop-App. Dieses Labor läuft in einem Browser: Es wird so aktualisiert, wie es installiert wurde.",
    noFeed:
      "Es ist keine Quelle eingestellt: Diese Kopie weiß nicht, wo es neue Versionen gibt. Es gibt sie dort, woher diese stammt.",
    byHand:
      "Diese Kopie wurde entpackt oder so installiert, dass sie sich nicht selbst erneuern kann: Neue Versionen gibt es dort, woher diese stammt.",
  },
  isOff: "Ausgeschaltet: Es wird nach nichts gesucht.",
  waiting: "Noch nicht gesucht.",
  checking: "Sucht nach einer neueren Version …",
  none: "Dies ist die neueste Version.",
  available: "Es gibt Version {version}.",
  downloading: "Lädt Version {version}: {percent} %",
  ready:
    "Version {version} liegt bereit und wird mit einem Neustart installiert. Was läuft, wird vorher gestoppt.",
  installing: "Tasklab endet, um Version {version} zu installieren …",
  failed: {
    check: "Nach einer neueren Version konnte nicht gesucht werden.",
    download: "Version {version} konnte nicht geladen werden.",
  },
  problems: {
    unreachable: "Der Server mit den Versionen antwortet nicht, wie er soll. Später noch einmal.",
    noVersions: "Der Server hat keine Versionen für diese Art der Installation.",
    damaged: "Was kam, ist nicht, was es sein soll, und wurde verworfen.",
    disk: "Die Festplatte ist voll oder lässt sich nicht beschreiben.",
    other: "Der Grund steht darunter und im Protokoll.",
  },
  getByHand: "Es gibt sie dort, woher diese stammt, oder mit „{download}“.",
  notes: "Neu in Version {version}",
  check: "Nach neuen Versionen suchen",
  fetch: "Laden",
  again: "Noch einmal",
  install: "Neu starten und installieren",
  settings: "In den Einstellungen einschalten",
  show: "Zeigen",
};
