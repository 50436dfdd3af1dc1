import type { Catalog } from "../keys";

export const loop: Catalog["loop"] = {
  entries: {
    step: "Schritt",
    wake: "wecken",
    notify: "melden",
    callback: "aufrufen",
  },
  entryHelp: {
    step: "Die Coroutine des Tasks läuft weiter, bis sie wieder wartet oder endet",
    wake: "Ein sleep ist fällig: Sein Task wird bereit, hinter allem, was schon bereit ist",
    notify: "Etwas ist fertig: Die Tasks, die darauf warten, werden bereit",
    callback: "Eine Funktion, die der Loop übergeben wurde, wird aufgerufen",
  },
  namesAndMore: "{names} und {others} weitere",
  namesAndLast: "{names} und {last}",
  tookStep: "{names} hat einen Schritt getan.",
  sleepOver: "Ein sleep war vorbei.",
  sleepOfOver: "Der sleep von {names} war vorbei.",
  told: "Die Loop hat gemeldet, dass etwas fertig war.",
  heard: "{names} hat erfahren, dass fertig ist, worauf gewartet wird.",
  called: "Ein Callback wurde aufgerufen.",
  calledByName: "Der Callback {callback}() wurde aufgerufen.",
  nothingReady: "Nichts ist bereit, und kein Timer ist gestellt.",
  nothingReadyRequests:
    "Nichts ist bereit: Eine Antwort über HTTP steht aus und kommt in Echtzeit.",
};
