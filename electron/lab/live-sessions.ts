import type { CommandInput, Handlers, LabDescription } from "../../shared/contract";
import { LabError } from "../../shared/result";
import type { LiveSessionId, SessionId, SessionStatus } from "../../shared/session";
import { REAL_TIME } from "../../shared/session-time";
import type { Settings } from "../../shared/settings";
import { refusal } from "../../shared/texts/refusal";
import type { HttpClient } from "../net/client";
import { Gateway } from "../programs/gateway";
import { ProgramProcess } from "../programs/program-process";
import type { Transport } from "../programs/transport";
import type { Clock } from "../scheduler";
import { OFFERED_FILES, OFFERED_FUNCTIONS } from "./coroutines";
import { callOf } from "./coroutines/arguments";
import { EventLog, logLimits } from "./event-log";
import type { LiveSession } from "./live-session";
import { CLOSE_TIMEOUT_MS, RESTART_TIMEOUT_MS } from "./limits";
import { Playground } from "./playground";
import { PROGRAMS } from "./programs";
import type { Publisher } from "./publisher";
import { Requests, signed } from "./requests";
import type { Target } from "./requests";
import { Session } from "./session";
import { SourceSession } from "./source-session";

export interface LiveSessionsOptions {
  /** See `LabOptions`. */
  readonly newClock: (() => Clock) | undefined;
  /** See `LabOptions`. */
  readonly openProgramHost: () => Transport;
  /** As they are now. */
  readonly settings: () => Settings;
  readonly client: HttpClient;
  /** Where posts are fetched from. */
  readonly target: () => Target;
  /** The address of the lab's own posts server. */
  readonly ownServer: () => string;
  readonly publisher: Pick<Publisher, "sessionStarted" | "push">;
  /** Told of a session that was stopped, right before another one takes its place. */
  readonly onReplaced: (old: LiveSession) => void;
  /** Puts the recording away. @returns the epoch of the session `recording` then */
  readonly clearRecording: () => number;
}

type SessionHandlers = Pick<
  Handlers,
  Extract<keyof Handlers, `${"tasks" | "programs" | "session" | "time" | "loop"}.${string}`>
>;

/**
 * The two sessions in which tasks run, the playground's and the program's: what acts on them, and how
 * the next one takes the place of the last.
 */
export class LiveSessions {
  readonly #options: LiveSessionsOptions;
  readonly #programs: ProgramProcess;
  readonly #sessions: { playground: Session; program: LiveSession };
  #playground: Playground;
  /** Sessions begin anew one after the other. */
  #restarting: Promise<unknown> = Promise.resolve();
  #isClosing = false;

  constructor(options: LiveSessionsOptions) {
    this.#options = options;
    this.#programs = new ProgramProcess(options.openProgramHost);
    this.#sessions = {
      playground: this.#newSession("playground", 1),
      program: this.#newSession("program", 1),
    };
    this.#playground = newPlayground(this.#sessions.playground);
  }

  get(id: LiveSessionId): LiveSession {
    return this.#sessions[id];
  }

  get statuses(): Pick<LabDescription["sessions"], LiveSessionId> {
    const { playground, program } = this.#sessions;
    return { playground: playground.status, program: program.status };
  }

  readonly handlers: SessionHandlers = {
    "tasks.create": ({ session, coroutine, args, name, count }) => {
      this.#requirePlayground(session);
      return this.#playground.create(callOf(coroutine, args), name?.trim() ?? "", count);
    },
    "tasks.awaitDirectly": ({ session, coroutine, args, count }) => {
      this.#requirePlayground(session);
      return this.#playground.awaitDirectly(callOf(coroutine, args), count);
    },
    "tasks.await": async ({ session, task }) => ({
      awaiter: await this.#live(session).awaitTask(task),
    }),
    "tasks.cancel": async ({ session, task, message }) => ({
      accepted: await this.#live(session).cancelTask(task, message),
    }),
    "tasks.cancelAll": async ({ session }) => ({
      accepted: await this.#live(session).cancelAll(),
    }),
    "programs.run": async ({ program }) => ({ epoch: await this.#runProgram(program) }),
    "programs.runSource": async (input) => ({ epoch: await this.#runSource(input) }),
    "programs.prepare": ({ language }) => {
      this.requireOpen();
      // Nobody waits for it: a program that is run meanwhile begins as soon as it is there.
      void this.#programs.prepare(language);
      return {};
    },
    "programs.check": async ({ source, file }) => {
      this.requireOpen();
      return { problems: await this.#programs.check(source, file) };
    },
    "programs.source": () => {
      const { program } = this.#sessions;
      return { source: program instanceof SourceSession ? program.text : null };
    },
    "programs.createTask": async ({ coroutine, args }) => {
      const { program } = this.#sessions;
      if (program instanceof SourceSession) {
        return { task: await program.createTask(coroutine, args) };
      }
      const message = refusal("ownProgramOnly");
      throw new LabError("conflict", message);
    },
    "session.stop": ({ session }) => {
      // The page follows the clean-up by the session's status.
      void this.#live(session).stop(CLOSE_TIMEOUT_MS);
      return {};
    },
    "session.clear": async ({ session }) => ({
      epoch: session === "recording" ? this.#options.clearRecording() : await this.#clear(session),
    }),
    "time.pause": async ({ session }) => {
      this.requireOpen();
      await this.#live(session).pause();
      return {};
    },
    "time.resume": async ({ session }) => {
      await this.#live(session).resume();
      return {};
    },
    "time.step": ({ session }) => this.#live(session).step(),
    "time.dial": async ({ session, dial }) => {
      await this.#live(session).setDial(dial);
      return {};
    },
    "loop.look": ({ session }) => this.#live(session).look(),
  };

  /** @throws LabError ("conflict") once the lab closes */
  requireOpen(): void {
    if (this.#isClosing) throw new LabError("conflict", refusal("closing"));
  }

  /** The settings have changed, and with them how much is remembered. */
  applySettings(): void {
    const limits = logLimits(this.#options.settings());
    for (const { log } of Object.values(this.#sessions)) log.limits = limits;
  }

  /** Stops everything that runs, and lets it clean up for as long as `CLOSE_TIMEOUT_MS`. */
  async close(): Promise<void> {
    this.#isClosing = true;
    const sessions = Object.values(this.#sessions);
    await Promise.all(sessions.map((session) => session.stop(CLOSE_TIMEOUT_MS)));
    this.#programs.close();
  }

  #newSession(id: LiveSessionId, epoch: number, time: LiveSession["timing"] = REAL_TIME): Session {
    const session: Session = new Session({
      id,
      epoch,
      log: new EventLog(logLimits(this.#options.settings())),
      newClock: this.#options.newClock,
      files: OFFERED_FILES,
      time,
      fetcher: (recorder) => {
        const requests = new Requests({ session: id, epoch }, recorder, this.#options.client, () =>
          this.#options.target(),
        );
        return (post) => requests.fetchPost(post);
      },
      onStatus: (status) => this.#statusChanged(session, status),
    });
    return session;
  }

  #requirePlayground(session: SessionId): void {
    this.requireOpen();
    if (this.#live(session).id === "playground") return;
    const message = refusal("playgroundOnly");
    throw new LabError("conflict", message, "session");
  }

  /** @throws LabError ("conflict") for a recording */
  #live(session: SessionId): LiveSession {
    if (session !== "recording") return this.#sessions[session];
    const message = refusal("isRecording");
    throw new LabError("conflict", message, "session");
  }

  #runProgram(id: string): Promise<number> {
    const program = PROGRAMS.find(({ description }) => description.id === id);
    if (program === undefined) {
      const ids = PROGRAMS.map(({ description }) => description.id).join(", ");
      const message = refusal("noProgram", { program: id, programs: ids });
      throw new LabError("not-found", message, "program");
    }
    return this.#restart("program", (old) => {
      const session = this.#newSession("program", old.epoch + 1, old.timing);
      this.#enter(session);
      session.recorder.nameFunctions(program.functions);
      void session.start(program.main(), program.description);
    });
  }

  #runSource(input: CommandInput<"programs.runSource">): Promise<number> {
    const { source: text, language, title, file, clock = "real" } = input;
    return this.#restart("program", (old) => {
      const epoch = old.epoch + 1;
      const session: SourceSession = new SourceSession({
        epoch,
        source: { language, title, file },
        text,
        clock,
        timing: old.timing,
        programs: this.#programs,
        gateway: this.#gatewayOf(epoch),
        onStatus: (status) => this.#statusChanged(session, status),
      });
      this.#enter(session);
    });
  }

  /** The way of one program to HTTP. */
  #gatewayOf(epoch: number): Gateway {
    return new Gateway({
      client: this.#options.client,
      postsUrl: () => this.#options.target().baseUrl,
      ownServer: () => this.#options.ownServer(),
      sign: (address, task) => signed(address, { session: "program", epoch, task }),
      allowsNetwork: () => this.#options.settings().allowNetwork,
    });
  }

  #clear(id: LiveSessionId): Promise<number> {
    return this.#restart(id, (old) => {
      const session = this.#newSession(id, old.epoch + 1, old.timing);
      if (id === "playground") this.#playground = newPlayground(session);
      this.#enter(session);
    });
  }

  /**
   * Stops what runs in a session, then lets another one take its place.
   * @param begin enters one of the next epoch
   * @returns the new one's epoch
   */
  #restart(id: LiveSessionId, begin: (old: LiveSession) => void): Promise<number> {
    this.requireOpen();
    const restart = this.#restarting.then(async () => {
      const old = this.#sessions[id];
      await old.stop(RESTART_TIMEOUT_MS);
      this.requireOpen();
      this.#options.onReplaced(old);
      begin(old);
      return this.#sessions[id].epoch;
    });
    this.#restarting = restart.catch(() => undefined);
    return restart;
  }

  /** Pages follow `session` from now on. */
  #enter(session: Session | SourceSession): void {
    session.log.limits = logLimits(this.#options.settings());
    if (session instanceof Session && session.id === "playground") {
      this.#sessions.playground = session;
    } else this.#sessions.program = session;
    this.#options.publisher.sessionStarted(session.id);
    this.#options.publisher.push({ type: "session", status: session.status });
  }

  #statusChanged(session: LiveSession, status: SessionStatus): void {
    if (this.#sessions[session.id] === session)
      this.#options.publisher.push({ type: "session", status });
  }
}

function newPlayground(session: Session): Playground {
  session.recorder.nameFunctions(OFFERED_FUNCTIONS);
  return new Playground(session);
}
