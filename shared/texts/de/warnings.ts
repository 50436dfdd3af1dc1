import type { Catalog } from "../keys";

export const warnings: Catalog["warnings"] = {
  none: "Keine Warnungen",
  noneThen: "Bis dahin keine Warnungen",
  help: "Verschluckte Abbrüche, Fehler, die niemand ansieht, Schritte, die die Loop blockieren, und Ähnliches stehen dann hier, jeweils mit dem, was zu tun ist.",
  list: "Warnungen, die neueste zuerst",
  earlier:
    "{count} frühere Warnung fehlt in der Liste: Sie zeigt höchstens die {most} neuesten. | {count} frühere Warnungen fehlen in der Liste: Sie zeigt höchstens die {most} neuesten.",
  titles: {
    warning: "Warnung",
    neverAwaited: "Nie awaitet",
    unseenError: "Ungesehener Fehler",
    swallowedCancel: "Verschluckter Abbruch",
    outliving: "Überlebte sein Programm",
    circle: "Warten im Kreis",
    slowStep: "Blockierte die Loop",
    awaitedAtOnce: "Keine Nebenläufigkeit gewonnen",
  },
};
