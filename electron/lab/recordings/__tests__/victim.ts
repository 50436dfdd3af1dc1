/**
 * A process to be killed while it saves its run: `node --import tsx victim.ts FILE`. It prints how
 * many events have happened, now and then.
 */
import { realClock, sleep } from "../../../scheduler";
import { Autosave } from "../autosave";
import { newSession, PROGRAM } from "./sessions";

const path = process.argv[2]!;
const session = newSession(1, undefined, realClock);

function* main() {
  for (;;) yield* sleep(0.001);
}

void session.start(main(), PROGRAM);
const place = () => Promise.resolve({ path, draft: `${path}.draft` });
new Autosave({ session: () => session, place, version: "1", onBegin: () => undefined });
setInterval(() => console.log(session.log.end), 100);
