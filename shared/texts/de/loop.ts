import type { Catalog } from "../keys";

export const loop: Catalog["loop"] = {
  readyQueue: "Bereit",
  next: "nächster",
  nextIteration: "nächste Runde",
  noneReady: "Nichts ist bereit.",
  timers: "Timer",
  noTimer: "Kein Timer ist gestellt.",
  in: "in {duration}",
  aCallback: "ein Callback",
  nobody: "niemand wartet mehr",
  recording: "Eine Aufzeichnung: So ging sie zu Ende.",
  pausedBefore: "Angehalten: Der nächste Lauf beginnt mit seinem ersten Schritt.",
  noLoop: "Keine Loop läuft.",
  pausedAt: "Angehalten bei {at}.",
  worksOff: "Arbeitet {count} Eintrag ab. | Arbeitet {count} Einträge ab.",
  idle: "Untätig: wartet auf Sie.",
  idleAnswers:
    "Untätig: wartet auf {count} Antwort über HTTP. | Untätig: wartet auf {count} Antworten über HTTP.",
  idleTimer: "Untätig: wartet auf den ersten Timer, fällig in {left}.",
  idleTimerAnswers:
    "Untätig: wartet auf den ersten Timer, fällig in {left}, und auf {count} Antwort über HTTP. | Untätig: wartet auf den ersten Timer, fällig in {left}, und auf {count} Antworten über HTTP.",
  wasInStep: "Nicht jetzt: Bei {at} war {name} in Schritt {step}.",
  wereReady:
    "Nicht jetzt: Bei {at} war {count} Eintrag bereit. | Nicht jetzt: Bei {at} waren {count} Einträge bereit.",
  wasNothing: "Nicht jetzt: Bei {at} war nichts bereit und kein Timer gestellt.",
  wasTimer: "Nicht jetzt: Bei {at} war nichts bereit; der erste Timer war in {left} fällig.",
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
