import { join } from "node:path";
import { Channel } from "../../shared/events";
import type { Handlers, LabDescription } from "../../shared/contract";
import { LabError } from "../../shared/result";
import type { LiveSessionId, SessionId } from "../../shared/session";
import { REAL_TIME } from "../../shared/session-time";
import type { SessionTime } from "../../shared/session-time";
import type { Settings } from "../../shared/settings";
import { HttpClient } from "../net/client";
import { PostsServer } from "../net/posts-server";
import type { Clock } from "../scheduler";
import { OFFERED_FUNCTIONS, OFFERS } from "./coroutines";
import { callOf } from "./coroutines/arguments";
import type { Log } from "./dispatch";
import { CLOSE_TIMEOUT_MS, RESTART_TIMEOUT_MS } from "./limits";
import { Playground } from "./playground";
import { PROGRAMS } from "./programs";
import { Publisher } from "./publisher";
import type { ChooseFile } from "./recordings/exports";
import type { Downloads } from "./recordings/downloads";
import { Recordings } from "./recordings/recordings";
import { askerOf, Requests, serverSentence } from "./requests";
import type { Target } from "./requests";
import { Session } from "./session";
import { mergedSettings, SettingsFile } from "./settings-file";
import type { SettingsChanges } from "./settings-file";

export interface LabOptions {
  readonly host: LabDescription["host"];
  readonly version: string;
  /** What carries the lab, for people: "Node 20.20.2". */
  readonly runtime: string;
  /** The folder that the settings and the recordings are kept in. */
  readonly profile: string;
  readonly log: Log;
  /** Told of the settings once they are loaded, and whenever they change. */
  readonly onSettings?: (settings: Settings) => void;
  /** A clock for each run of the scheduler; if nothing is given, the host's time, which the user can stop and change. */
  readonly newClock?: () => Clock;
  /** Asks the user where an export goes; without it, exports are downloads. */
  readonly chooseFile?: ChooseFile;
}

/** The lab, as hosts use it. */
export interface Lab {
  readonly handlers: Handlers;
  readonly publisher: Publisher;
  /** Exports that wait to be fetched. */
  readonly downloads: Downloads;
  /** Stops everything that runs, lets it clean up for as long as `CLOSE_TIMEOUT_MS`, and closes the servers. */
  close(): Promise<void>;
}

const SETTINGS_FILE = "settings.json";
const RECORDINGS_FOLDER = "recordings";

/** Opens the lab: its settings, its posts server, and a session each for the playground and for programs. */
export async function createLab(options: LabOptions): Promise<Lab> {
  const file = new SettingsFile(join(options.profile, SETTINGS_FILE));
  const { settings, problem } = await file.load();
  const posts = new PostsServer({ dials: dialsOf(settings) });
  await posts.start();
  const lab = new OpenLab(options, file, settings, posts);
  if (problem !== null) lab.warn(problem);
  options.onSettings?.(settings);
  return lab;
}

class OpenLab implements Lab {
  readonly publisher = new Publisher((id) =>
    id === "recording" ? this.#recordings.session : this.#sessions[id],
  );
  readonly handlers: Handlers;
  readonly #options: LabOptions;
  readonly #file: SettingsFile;
  readonly #posts: PostsServer;
  readonly #client = new HttpClient();
  #settings: Settings;
  #playground: Playground;
  readonly #sessions: Record<LiveSessionId, Session>;
  readonly #recordings: Recordings;
  /** Sessions begin anew one after the other. */
  #restarting: Promise<unknown> = Promise.resolve();
  #closing: Promise<void> | null = null;

  constructor(options: LabOptions, file: SettingsFile, settings: Settings, posts: PostsServer) {
    this.#options = options;
    this.#file = file;
    this.#settings = settings;
    this.#posts = posts;
    this.#sessions = {
      playground: this.#newSession("playground", 1),
      program: this.#newSession("program", 1),
    };
    this.#playground = newPlayground(this.#sessions.playground);
    this.#recordings = new Recordings({
      folder: join(options.profile, RECORDINGS_FOLDER),
      version: options.version,
      session: (id) => this.#sessions[id],
      push: (push) => this.publisher.push(push),
      onShown: () => this.publisher.sessionStarted("recording"),
      chooseFile: options.chooseFile ?? null,
      log: options.log,
    });
    this.handlers = { ...this.#sessionHandlers, ...this.#recordings.handlers };
    posts.onRequestEnd((end) => {
      const asker = askerOf(end);
      if (asker === null) return;
      const session = this.#sessions[asker.session];
      // What ends later than its epoch is of no interest to the next one.
      if (session.epoch !== asker.epoch) return;
      session.recorder.print(Channel.SERVER, serverSentence(end), asker.task);
    });
  }

  get downloads(): Downloads {
    return this.#recordings.downloads;
  }

  readonly #sessionHandlers: Omit<Handlers, `recordings.${string}`> = {
    "lab.describe": () => this.#describe(),
    "tasks.create": ({ session, coroutine, args, name, count }) => {
      this.#requirePlayground(session);
      return this.#playground.create(callOf(coroutine, args), name?.trim() ?? "", count);
    },
    "tasks.awaitDirectly": ({ session, coroutine, args, count }) => {
      this.#requirePlayground(session);
      return this.#playground.awaitDirectly(callOf(coroutine, args), count);
    },
    "tasks.await": ({ session, task }) => ({ awaiter: this.#live(session).awaitTask(task) }),
    "tasks.cancel": ({ session, task, message }) => ({
      accepted: this.#live(session).cancelTask(task, message),
    }),
    "tasks.cancelAll": ({ session }) => ({ accepted: this.#live(session).cancelAll() }),
    "programs.run": async ({ program }) => ({ epoch: await this.#runProgram(program) }),
    "session.stop": ({ session }) => {
      // The page follows the clean-up by the session's status.
      void this.#live(session).stop(CLOSE_TIMEOUT_MS);
      return {};
    },
    "session.clear": async ({ session }) => ({
      epoch:
        session === "recording"
          ? this.#recordings.clear()
          : await this.#beginAnew(session, () => undefined),
    }),
    "time.pause": ({ session }) => {
      this.#requireOpen();
      this.#live(session).pause();
      return {};
    },
    "time.resume": ({ session }) => {
      this.#live(session).resume();
      return {};
    },
    "time.step": ({ session }) => this.#live(session).step(),
    "time.dial": ({ session, dial }) => {
      this.#live(session).setDial(dial);
      return {};
    },
    "loop.look": ({ session }) => this.#live(session).look(),
    "settings.update": async ({ settings }) => ({ settings: await this.#changeSettings(settings) }),
  };

  /** Says something to the user and to the host's log. */
  warn(message: string): void {
    this.#options.log.warn(message);
    this.#sessions.playground.recorder.print(Channel.WARNING, message, 0);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const stops = Object.values(this.#sessions).map((session) => session.stop(CLOSE_TIMEOUT_MS));
    await Promise.all(stops);
    await this.#recordings.close();
    this.publisher.close();
    await this.#client.close();
    await this.#posts.close();
    await this.#file.saved();
  }

  #describe(): LabDescription {
    this.#requireOpen();
    const { host, version, runtime } = this.#options;
    return {
      host,
      version,
      runtime,
      coroutines: OFFERS.map((offer) => offer.description),
      programs: PROGRAMS.map((program) => program.description),
      settings: this.#settings,
      postsUrl: this.#posts.url,
      sessions: {
        playground: this.#sessions.playground.status,
        program: this.#sessions.program.status,
        recording: this.#recordings.session.status,
      },
    };
  }

  #newSession(id: LiveSessionId, epoch: number, time: SessionTime = REAL_TIME): Session {
    const session: Session = new Session({
      id,
      epoch,
      newClock: this.#options.newClock,
      time,
      fetcher: (recorder) => {
        const requests = new Requests({ session: id, epoch }, recorder, this.#client, () =>
          this.#target(),
        );
        return (post) => requests.fetchPost(post);
      },
      onStatus: (status) => {
        if (this.#sessions[id] === session) this.publisher.push({ type: "session", status });
      },
    });
    return session;
  }

  #requirePlayground(session: SessionId): void {
    this.#requireOpen();
    if (this.#live(session).id === "playground") return;
    const message = "Tasks are created in the playground: a program creates its own.";
    throw new LabError("conflict", message, "session");
  }

  /** @throws LabError ("conflict") for a recording */
  #live(session: SessionId): Session {
    if (session !== "recording") return this.#sessions[session];
    const message =
      "This is a recording: what it shows is over, and nothing in it can be created, awaited or cancelled.";
    throw new LabError("conflict", message, "session");
  }

  #requireOpen(): void {
    if (this.#closing !== null) throw new LabError("conflict", "The lab is closing.");
  }

  #runProgram(id: string): Promise<number> {
    const program = PROGRAMS.find(({ description }) => description.id === id);
    if (program === undefined) {
      const ids = PROGRAMS.map(({ description }) => description.id).join(", ");
      const message = `There is no program "${id}". There are: ${ids}.`;
      throw new LabError("not-found", message, "program");
    }
    return this.#beginAnew("program", (session) => {
      session.recorder.nameFunctions(program.functions);
      void session.start(program.main(), program.description);
    });
  }

  /**
   * Stops a session and puts an empty one in its place.
   * @returns the new one's epoch
   */
  #beginAnew(id: LiveSessionId, begin: (session: Session) => void): Promise<number> {
    this.#requireOpen();
    const restart = this.#restarting.then(async () => {
      const old = this.#sessions[id];
      await old.stop(RESTART_TIMEOUT_MS);
      this.#requireOpen();
      const session = this.#newSession(id, old.epoch + 1, old.time);
      this.#sessions[id] = session;
      if (id === "playground") this.#playground = newPlayground(session);
      this.publisher.sessionStarted(id);
      this.publisher.push({ type: "session", status: session.status });
      begin(session);
      return session.epoch;
    });
    this.#restarting = restart.catch(() => undefined);
    return restart;
  }

  async #changeSettings(changes: SettingsChanges): Promise<Settings> {
    this.#requireOpen();
    const settings = mergedSettings(this.#settings, changes);
    this.#settings = settings;
    this.#posts.setDials(dialsOf(settings));
    this.publisher.push({ type: "settings", settings });
    this.#options.onSettings?.(settings);
    try {
      await this.#file.save(settings);
    } catch (error) {
      this.#options.log.error("The settings could not be saved.", error);
      throw new LabError(
        "internal",
        `The settings hold until the lab ends, but could not be saved: ${String(error)}`,
      );
    }
    return settings;
  }

  #target(): Target {
    const { baseUrl } = this.#settings;
    return baseUrl === "" ? { baseUrl: this.#posts.url, isOwn: true } : { baseUrl, isOwn: false };
  }
}

function newPlayground(session: Session): Playground {
  session.recorder.nameFunctions(OFFERED_FUNCTIONS);
  return new Playground(session);
}

function dialsOf({ latencyMs, jitterMs, errorRate, dropRate }: Settings) {
  return { latencyMs, jitterMs, errorRate, dropRate };
}
