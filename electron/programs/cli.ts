/** `lab run`: runs one program without a window, and exits with its status. */
import { createWriteStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { version } from "../../package.json";
import { textAt } from "../../shared/batch";
import type { EventBatch } from "../../shared/batch";
import { Channel, EventKind } from "../../shared/events";
import { writeRecording } from "../../shared/recording/json-lines";
import { HttpClient } from "../net/client";
import { PostsServer } from "../net/posts-server";
import { Gateway } from "./gateway";
import { ProgramProcess } from "./program-process";
import type { ProgramListener } from "./program-process";
import type { Blocking, Language, OpenLine, ProgramEnd } from "./protocol";
import { forkTransport } from "./transport";

const USAGE = `Usage: npm run lab -- run <file.ts|file.py> [options]

  --virtual          time jumps to the next timer: an hour of sleep takes no time
  --record <file>    write the run as a recording, as JSON lines
  --allow-network    let the program fetch from anywhere

Exits with 0, with 1 after an error that nobody caught, with 130 after an interrupt,
with 2 if the command itself cannot be understood.`;

const EXIT_USAGE = 2;

/** A command that makes no sense: what is wrong with it. */
class UsageError extends Error {}

interface Command {
  readonly path: string;
  readonly language: Language;
  readonly isVirtual: boolean;
  readonly record: string | null;
  readonly allowsNetwork: boolean;
}

function parseCommand(args: readonly string[]): Command | null {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        virtual: { type: "boolean", default: false },
        record: { type: "string" },
        "allow-network": { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  const { values, positionals } = parsed;
  if (values.help) return null;
  const [verb, path, ...others] = positionals;
  if (verb !== "run") throw new UsageError(`There is no command ${verb ?? "given"}: it is "run".`);
  if (path === undefined) throw new UsageError("Which program? Name a file after run.");
  if (others.length > 0) throw new UsageError("One program at a time can be run.");
  return {
    path,
    language: languageOf(path),
    isVirtual: values.virtual,
    record: values.record ?? null,
    allowsNetwork: values["allow-network"],
  };
}

function languageOf(path: string): Language {
  if (path.endsWith(".py")) return "python";
  if (path.endsWith(".ts")) return "typescript";
  throw new UsageError(`${path} is no program that can be run: its name has to end in .ts or .py.`);
}

async function sourceOf(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${(error as Error).message}`);
  }
}

/** Writes what a program prints where a reader of its output looks for it. */
class Console implements ProgramListener {
  readonly batches: EventBatch[] = [];
  endedAt = 0;
  #isBlocking = false;
  /** What stands on the output's last line, which has no end yet. */
  #openText = "";
  readonly #keeps: boolean;

  constructor(keeps: boolean) {
    this.#keeps = keeps;
  }

  onEvents(batch: EventBatch): void {
    if (this.#keeps) this.batches.push(batch);
    let output = "";
    for (let index = 0; index < batch.length; index += 1) {
      if (batch.kind[index] !== EventKind.PRINTED) continue;
      const line = textAt(batch, index);
      if (batch.detail[index] === Channel.OUTPUT) {
        output += `${this.#rest(line)}\n`;
        this.#openText = "";
      } else process.stderr.write(`${line}\n`);
    }
    if (output !== "") process.stdout.write(output);
    this.endedAt = batch.time[batch.length - 1] ?? this.endedAt;
  }

  onOpenLines(lines: readonly OpenLine[]): void {
    const text = lines.find(({ channel }) => channel === Channel.OUTPUT)?.text;
    if (text === undefined) return;
    process.stdout.write(this.#rest(text));
    this.#openText = text;
  }

  /** What is to be written so that `line` stands where its beginning does already. */
  #rest(line: string): string {
    const begun = this.#openText;
    return line.startsWith(begun) ? line.slice(begun.length) : `\r${line}`;
  }

  onBlocking(blocking: Blocking | null): void {
    const wasBlocking = this.#isBlocking;
    this.#isBlocking = blocking !== null;
    if (blocking === null || wasBlocking) return;
    const { line, functionName, seconds } = blocking;
    const where = line === null ? "" : ` at line ${line}`;
    const inside = functionName === null ? "" : ` in ${functionName}`;
    process.stderr.write(
      `The program has not yielded for ${seconds.toFixed(1)} s: it stands${where}${inside}.\n`,
    );
  }
}

async function record(
  command: Command,
  source: string,
  startedAt: Date,
  seen: Console,
): Promise<void> {
  const run = {
    info: {
      lab: version,
      session: "program",
      program: basename(command.path),
      file: basename(command.path),
      source,
      startedAt: startedAt.toISOString(),
      clock: command.isVirtual ? "virtual" : "real",
      first: 0,
      evictedTasks: 0,
      events: seen.batches.reduce((sum, batch) => sum + batch.length, 0),
    },
    snapshot: null,
    batches: seen.batches,
    endedAt: seen.endedAt,
  } as const;
  await pipeline(Readable.from(writeRecording(run)), createWriteStream(command.record!));
}

async function runProgram(command: Command): Promise<ProgramEnd> {
  const source = await sourceOf(command.path);
  const server = new PostsServer();
  const client = new HttpClient();
  await server.start();
  const gateway = new Gateway({
    client,
    postsUrl: () => server.url,
    ownServer: () => server.url,
    allowsNetwork: () => command.allowsNetwork,
  });
  const folder = fileURLToPath(new URL(".", import.meta.url));
  const programs = new ProgramProcess(() => forkTransport(folder));
  const interrupt = (): void => void programs.stop();
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
  try {
    const seen = new Console(command.record !== null);
    const startedAt = new Date();
    const end = await programs.start(source, command.language, seen, {
      gateway,
      file: basename(command.path),
      clock: command.isVirtual ? "virtual" : "real",
    });
    if (command.record !== null) await record(command, source, startedAt, seen);
    return end;
  } finally {
    programs.close();
    await Promise.all([server.close(), client.close()]);
    process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
  }
}

try {
  const command = parseCommand(process.argv.slice(2));
  if (command === null) console.log(USAGE);
  else process.exitCode = (await runProgram(command)).exitCode;
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}\n\n${USAGE}`);
  process.exitCode = EXIT_USAGE;
}
