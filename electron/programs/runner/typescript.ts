/** The thread that runs one TypeScript program, on the scheduler itself. */
import vm from "node:vm";
import { parentPort, workerData } from "node:worker_threads";
import { ControlWord } from "../protocol";
import type { FromRunner, RunnerData, ToRunner } from "../protocol";
import { closeRealm } from "./close-realm";
import { TypeScriptProgram } from "./typescript-program";

const { ring, control } = workerData as RunnerData;
const words = new Int32Array(control);
const port = parentPort!;
const post = (message: FromRunner): void => port.postMessage(message);

/** Whatever a fresh realm has: asked for before this one is changed. */
const language = new Set(vm.runInNewContext("Object.getOwnPropertyNames(globalThis)") as string[]);

let program: TypeScriptProgram | null = null;
const { process } = globalThis;

port.on("message", (message: ToRunner) => {
  switch (message.type) {
    case "start":
      program = new TypeScriptProgram(message.program, ring, post);
      process.on("unhandledRejection", (error) => program?.failed(error));
      process.on("uncaughtException", (error) => program?.failed(error));
      closeRealm(language);
      void program.run().then(endWhenIdle);
      return;
    case "ping":
      Atomics.store(words, ControlWord.PONG, Atomics.load(words, ControlWord.PING));
      return;
    case "stop":
      program?.stop();
      if (isIdling) end();
      return;
    case "command":
      post({ type: "answer", id: message.id, answer: program!.commands.perform(message.command) });
      return;
    case "http-answer":
      program?.client.answered(message.id, message.answer);
  }
});

/** Its top level and its loops are over: what is left are timers and promises of its own, as in any program of Node's. */
let isIdling = false;

function endWhenIdle(): void {
  isIdling = true;
  process.once("beforeExit", end);
  // From here on the thread ends when nothing is left to be done; until then it hears of a stop.
  port.unref();
}

function end(): void {
  post({ type: "ended", end: program!.end() });
}

post({ type: "loaded" });
