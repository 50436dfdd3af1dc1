import type { Catalog } from "../keys";

export const explain: Catalog["explain"] = {
  // Im Akkusativ: was nach „wartete auf“ steht.
  waits: {
    timer: "einen Timer",
    sleep: "sein {sleep}",
    answer: "eine Antwort",
    answerTo: "die Antwort auf {request}",
    task: "einen Task",
    shielded: "einen abgeschirmten Task",
    behindShield: "{name}, abgeschirmt",
    gather: "alles in seinem gather",
    some: "einige von mehreren Tasks",
    group: "die Tasks seiner Gruppe",
    lock: "das Lock",
    semaphore: "die Semaphore",
    event: "das Event",
    condition: "die Condition",
    barrier: "die Barrier",
    queueGet: "ein Element in der Queue",
    queuePut: "Platz in der Queue",
    queueJoin: "das Abarbeiten der Queue",
    future: "ein Future",
  },
  time: {
    noWaits: "Der Lauf dauerte {took}: Nichts darin wartete lange.",
    because: "Der Lauf dauerte {took}, denn {reason}",
    sum: "Der Lauf dauerte {took}. Folgendes kam nacheinander und ergibt zusammen diese Zeit: {sum}.",
    moreStretches:
      "Und {count} weiterer Abschnitt dieser Art. | Und {count} weitere Abschnitte dieser Art.",
    once: {
      ran: "{who} lief {time} lang, ohne die Kontrolle abzugeben{end}.",
      noTurn: "{who} war {time} lang bereit und kam nicht an die Reihe{end}.",
      waited: "{who} wartete {time}{end}.",
      waitedFor: "{who} wartete {time} auf {what}{end}.",
    },
    often: {
      ran: "{who} lief {often} hintereinander, ohne die Kontrolle abzugeben: {sum}{end}.",
      noTurn: "{who} war {often} hintereinander bereit und kam nicht an die Reihe: {sum}{end}.",
      waited: "{who} wartete {often} hintereinander: {sum}{end}.",
      waitedFor: "{who} wartete {often} hintereinander auf {what}: {sum}{end}.",
    },
    twice: "zweimal",
    times: "{number}-mal",
    late: ", also länger als verlangt: Die Loop war beschäftigt, als die Zeit um war",
    untilCancelled: ", bis der Task {by} abgebrochen wurde",
    by: {
      task: "von {name}",
      user: "von Ihnen",
      end: "am Ende des Programms",
      timeout: "von einem Timeout oder seiner Gruppe",
    },
    alone:
      "Es gab nur einen Task. Worauf er wartete, lief in ihm selbst, eins nach dem anderen, so dass sich nichts überlappen konnte.",
    nothingSaved: "Nie wurde an zwei Stellen zugleich gewartet: Gespart wurde nichts.",
    overlapped:
      "{names} warteten nebeneinander: {total} Warten passten in {covered}. Das sparte {saved}.",
    blocked:
      "{name} lief {time} lang in einem Schritt. Solange kam niemand sonst an die Reihe, und kein Timer lief ab.",
    cancelled: "{name} wurde {by} abgebrochen.",
    cancelledWhile: "{name} wurde {by} abgebrochen, beim Warten auf {what}.",
    cancelledAsleep:
      "{name} wurde {by} abgebrochen, beim Warten auf {what}: Der Rest dieses sleep kostete keine Zeit.",
    runs: "{names} führt {coroutine} aus",
    run: "{names} führen {coroutine} aus",
  },
  order: {
    unknown: "Welcher Task dieses Laufs das ausgegeben hat, ist nicht bekannt.",
    straightOn:
      "{name} lief geradewegs weiter: Solange ein Task nicht wartet, kann nichts dazwischenkommen.",
    nextTurn: "{name} kam wieder an die Reihe.",
    late: "Es hätte {late} früher weitergehen können, aber da lief jemand anders.",
    first: "{name} läuft als Erstes.",
    firstTurn:
      "{name} kam zum ersten Mal an die Reihe, als {creator} zu warten begann. Beim Erzeugen war noch nichts davon gelaufen.",
    firstTurnAfter:
      "{name} kam zum ersten Mal an die Reihe, als {creator} zu warten begann, nach {before}, früher erzeugt. Beim Erzeugen war noch nichts davon gelaufen.",
    cutShort: "Ein Abbruch beendete bei {at} das Warten von {name} auf {what}.",
    letOthers: "{name} hatte nur den anderen den Vortritt gelassen.",
    sleepOver: "Das {sleep} von {name} war bei {at} vorbei.",
    answer: "Die Antwort für {name} kam bei {at}.",
    awaitedDone: "{name} lief bei {at} weiter: Worauf gewartet wurde, war fertig.",
    awaited: {
      finished: "{name} wartete auf {other}, und das war bei {at} fertig.",
      failed: "{name} wartete auf {other}, und das scheiterte bei {at}.",
      cancelled: "{name} wartete auf {other}, und das wurde bei {at} abgebrochen.",
    },
    enough: "Genug von dem, worauf {name} wartete, war bei {at} fertig.",
    group: "Alle Tasks der Gruppe von {name} waren bei {at} zu Ende.",
    queueJoin: "Alles in der Queue war bei {at} abgearbeitet.",
    queueGet: "Ein Element für {name} kam bei {at}.",
    queuePut: "Platz für das Element von {name} gab es bei {at}.",
    lock: "{name} bekam das Lock bei {at}.",
    other: "Worauf {name} wartete, kam bei {at}.",
    allResults: "{name} hatte bei {at} alle Ergebnisse.",
    gatherFailed: "{failed} scheiterte bei {at}, und gather gab das sofort an {name} weiter.",
    sameTime: "{other} war zur gleichen Zeit bereit und stand weiter vorn.",
  },
  verdict: {
    allLines: "Die Zeile kam, wie Sie sagten. | Alle {count} Zeilen kamen, wie Sie sagten.",
    linesRight:
      "{right} von {count} Zeile steht, wo sie kam. | {right} von {count} Zeilen stehen, wo sie kamen.",
    noMore: "Dann haben Sie „{line}“ erwartet; es kam keine Zeile mehr.",
    oneMore: "Es kam eine mehr, als Sie erwartet haben: „{line}“.",
    difference:
      "Der erste Unterschied ist Zeile {at}: Sie haben „{expected}“ erwartet, und „{line}“ kam.",
    allBars: "Jeder Balken liegt, wo Sie ihn gezeichnet haben.",
    barsRight: "{names}: wie gezeichnet.",
    noTask: "{task}: Einen solchen Task hatte dieser Lauf nicht.",
    drawn: "Sie haben {task} von {from} bis {to} gezeichnet; es war von {realFrom} bis {realTo}.",
    atOnce:
      "Gewartet wurde auf niemanden davor: Der Task war da, sobald {creator} ihn erzeugt hatte.",
    later: "Der Task begann später, weil er später erzeugt wurde.",
    longer: "Er dauerte länger, als Sie dachten.",
    sooner: "Er endete früher, als Sie dachten.",
    theProgram: "das Programm",
  },
};
