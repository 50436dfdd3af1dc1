import type { Catalog } from "../keys";

export const settings: Catalog["settings"] = {
  title: "Einstellungen",
  close: "Einstellungen schließen",
  requests: "Anfragen",
  baseUrl: "Basis-URL",
  baseUrlHelp: "Wohin Anfragen gehen. Leer: an den eigenen Posts-Server des Labors.",
  postsServer: "der eigene Posts-Server des Labors",
  dials: "Der Posts-Server des Labors",
  dialsIdle: "Nicht in Gebrauch: Anfragen gehen an die Basis-URL oben.",
  latency: "Latenz",
  jitter: "Schwankung",
  errorRate: "Anteil an Fehlern",
  dropRate: "Anteil abgerissener Verbindungen",
  ownPrograms: "Eigene Programme",
  allowNetwork: "Dürfen von überall abrufen",
  allowNetworkHelp:
    "Sonst erreichen sie die Posts des Labors und jsonplaceholder.typicode.com, das in Anleitungen vorkommt.",
  history: "Verlauf",
  historyEvents: "Aufbewahrte Ereignisse je Sitzung",
  historyEventsHelp:
    "Die ältesten gehen zuerst und werden in der Statusleiste gezählt. Eine Million braucht etwa 50 MB im Labor und auf der Seite.",
  appearance: "Darstellung",
  theme: "Farbschema",
  asSystem: "Wie das System",
  light: "Hell",
  dark: "Dunkel",
  language: "Sprache",
  slider: "{label}, Regler",
  saved: "{label}: gespeichert",
};
