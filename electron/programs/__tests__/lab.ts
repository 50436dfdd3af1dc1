import { afterAll, beforeAll } from "vitest";
import { eventsOf } from "../../../shared/batch";
import type { EventBatch } from "../../../shared/batch";
import { Channel } from "../../../shared/events";
import type { TaskEvent } from "../../../shared/events";
import { HttpClient } from "../../net/client";
import { HttpError } from "../../net/http-error";
import { PostsServer } from "../../net/posts-server";
import { Gateway } from "../gateway";
import { STOP_TIMES } from "../limits";
import type { StopTimes } from "../limits";
import { ProgramProcess } from "../program-process";
import type { StartOptions } from "../program-process";
import type { Blocking, Language, ProgramEnd } from "../protocol";
import { forkTransport } from "../transport";
import type { Transport } from "../transport";
import { BUILD_PATIENCE_MS, builtPrograms } from "./built-programs";

type RunOptions = Omit<StartOptions, "gateway">;

/** When a program is stopped: so long a busy machine may take to let it clean up and end by itself. */
export const PATIENT: StopTimes = { ...STOP_TIMES, endBlocked: 30_000, end: 30_000, kill: 40_000 };

/** What a run left. */
export interface SeenRun {
  readonly end: ProgramEnd;
  readonly events: readonly TaskEvent[];
  /** What it printed, line by line. */
  readonly output: readonly string[];
  /** What else the console shows. */
  readonly remarks: readonly string[];
}

/** A run that is going on, and what there was of it so far. */
export interface LiveRun {
  readonly events: TaskEvent[];
  readonly blockings: (Blocking | null)[];
  /** What stood on lines without an end, each time that it was told. */
  readonly openLines: (readonly string[])[];
  readonly ended: Promise<SeenRun>;
  /** Resolves with the first event that `is` holds for, of those that came and those to come; rejects if the run ends without it. */
  until(is: (event: TaskEvent) => boolean): Promise<TaskEvent>;
  untilPrinted(text: string): Promise<TaskEvent>;
}

/**
 * The lab of a test file, or of a group in one: there before the first test of it, closed after the last.
 * @param open starts the process in a folder; a child process if nothing is given
 */
export function labForTests(open: (folder: string) => Transport = forkTransport): TestLab {
  let folder = "";
  const lab = new TestLab(() => open(folder));
  beforeAll(async () => {
    folder = await builtPrograms();
    await lab.server.start();
  }, BUILD_PATIENCE_MS);
  afterAll(() => lab.close());
  return lab;
}

/** A process for programs, with the lab's server and client around it. Without a network: the site that tutorials use is out of reach. */
export class TestLab {
  readonly programs: ProgramProcess;
  readonly server = new PostsServer();
  readonly #client = new HttpClient();
  #transport: Transport | null = null;

  /** @param open starts the process */
  constructor(open: () => Transport) {
    this.programs = new ProgramProcess(() => (this.#transport = open()));
  }

  /** Kills the process behind the back of whoever uses it. */
  killProcess(): void {
    this.#transport?.kill();
  }

  begin(source: string, language: Language, options: RunOptions = {}): LiveRun {
    const events: TaskEvent[] = [];
    const blockings: (Blocking | null)[] = [];
    const openLines: (readonly string[])[] = [];
    const waiting = new Set<() => void>();
    const ended = this.programs
      .start(
        source,
        language,
        {
          onEvents: (batch: EventBatch) => {
            events.push(...eventsOf(batch));
            for (const look of waiting) look();
          },
          onBlocking: (blocking) => blockings.push(blocking),
          onOpenLines: (lines) => openLines.push(lines.map(({ text }) => text)),
        },
        { gateway: this.#newGateway(), ...options },
      )
      .then((end) => ({ end, events, ...linesOf(events) }));
    const until = (is: (event: TaskEvent) => boolean): Promise<TaskEvent> =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = events.find(is);
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
        void ended.then(({ end, remarks }) => {
          const told = [end.outcome, ...remarks].join("\n");
          reject(new Error(`The program ended without what was waited for: ${told}`));
        });
      });
    const untilPrinted = (text: string): Promise<TaskEvent> =>
      until((event) => event.kind === "printed" && event.text === text);
    return { events, blockings, openLines, ended, until, untilPrinted };
  }

  /** Runs a program to its end, in virtual time unless told otherwise. */
  run(source: string, language: Language, options: RunOptions = {}): Promise<SeenRun> {
    return this.begin(source, language, { clock: "virtual", ...options }).ended;
  }

  /** One for each program, as in the lab. */
  #newGateway(): Gateway {
    return new Gateway({
      client: {
        get: (url, options) =>
          url.includes("typicode")
            ? Promise.reject(new HttpError("unreachable", "no network here"))
            : this.#client.get(url, options),
      },
      postsUrl: () => this.server.url,
      ownServer: () => this.server.url,
      allowsNetwork: () => false,
    });
  }

  async close(): Promise<void> {
    this.programs.close();
    await Promise.all([this.server.close(), this.#client.close()]);
  }
}

function linesOf(events: readonly TaskEvent[]): Pick<SeenRun, "output" | "remarks"> {
  const printed = events.filter((event) => event.kind === "printed");
  return {
    output: printed.filter(({ channel }) => channel === Channel.OUTPUT).map(({ text }) => text),
    remarks: printed.filter(({ channel }) => channel !== Channel.OUTPUT).map(({ text }) => text),
  };
}
