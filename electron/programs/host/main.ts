/**
 * The process in which programs run, one at a time: its main thread watches, another one runs.
 *
 * What keeps a program away from the machine, from the outside in:
 *
 * - Node's permission model, on every version from 20 on: no file but the lab's own, no process, no
 *   native module. From Node 25 on it denies the network too. The thread of a program is always
 *   under it, and where plain Node starts this process, all of the process.
 * - No code of strings: no `eval` and no `Function`, whose code could import what a program's own
 *   may not. Threads that are started later have it so.
 * - The environment of the lab is not passed on.
 * - The thread of a program has no `process`, no `fetch` and no `import` beyond "tasklab"; CPython
 *   has no way into JavaScript. Before Node 25 this is what denies the network: it holds for
 *   programs that a learner writes or finds, and it is no wall against somebody who knows a hole in
 *   V8 or CPython.
 *
 * Whatever a program fetches, it asks the lab for, which decides.
 */
import { setFlagsFromString } from "node:v8";
import { openLabPort } from "./port";
import { Supervisor } from "./supervisor";

// A terminal interrupts everything that was started from it. When a program is to stop, the lab says so.
process.on("SIGINT", () => undefined);
setFlagsFromString("--disallow-code-generation-from-strings");
const port = openLabPort();
const supervisor = new Supervisor((message) => port.send(message));
port.onMessage((message) => supervisor.handle(message));
port.onClose(() => process.exit());
port.send({ type: "ready" });
