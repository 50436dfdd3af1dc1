import type { Catalog } from "../keys";

export const tour: Catalog["tour"] = {
  take: "Rundgang durch das Fenster",
  label: "Rundgang durch das Fenster",
  step: "{number} von {all}",
  next: "Weiter",
  back: "Zurück",
  done: "Fertig",
  skip: "Rundgang überspringen",
  welcomeTitle: "Willkommen im Labor",
  welcome:
    "Einige Stationen zeigen, wo was ist. Alles ist echt: Was Sie sehen, ist wirklich gelaufen.",
  paletteTitle: "Einen Task erzeugen",
  palette:
    "Wählen Sie eine Coroutine, erzeugen Sie einen Task daraus oder warten Sie direkt auf sie, und sehen Sie den Unterschied.",
  tasksTitle: "Die Tasks, die es gibt",
  tasks:
    "Jeder zeigt seinen Zustand, worauf er wartet, und Knöpfe, die auf ihn warten oder ihn abbrechen.",
  timelineTitle: "Was sie taten, und wann",
  timeline:
    "Jeder Balken ist ein Schritt, der ausgeführt wurde. Ziehen Sie den Cursor, um das ganze Fenster zu sehen, wie es da war.",
  libraryTitle: "Lektionen, Beispiele, Programme",
  library:
    "Lektionen erklären, Beispiele sind zum Ändern da, und Aufzeichnungen lassen sich wieder öffnen.",
  actionsTitle: "Alle Aktionen, und Hilfe",
  actions:
    "Alles, was man tun kann, steht in dieser Liste, mit seiner Taste. F1 erklärt den Teil, in dem Sie sind.",
};
