import type { Catalog } from "../keys";

export const turns: Catalog["turns"] = {
  created: "{name} wurde erzeugt.",
  tookAStep: "{name} hat einen Schritt getan.",
  isInStep: "{name} ist in Schritt {step}.",
  tookStep: "{name} hat Schritt {step} getan.",
  becameReady: "{name} wurde bereit.",
  youAskedCancel: "{name} wurde von Ihnen um Abbruch gebeten.",
  askedCancel: "{name} wurde um Abbruch gebeten.",
  requestEnded: "Eine Anfrage von {name} ist zu Ende.",
  printed: "Eine Zeile wurde ausgegeben.",
};
