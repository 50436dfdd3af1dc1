import { join } from "node:path";
import { Channel } from "../../shared/events";
import type { CommandInput, Handlers, LabDescription } from "../../shared/contract";
import { LabError } from "../../shared/result";
import type { LiveSessionId, SessionId, SessionStatus } from "../../shared/session";
import { REAL_TIME } from "../../shared/session-time";
import type { Settings } from "../../shared/settings";
import { HttpClient } from "../net/client";
import { PostsServer } from "../net/posts-server";
import { Gateway } from "../programs/gateway";
import { ProgramProcess } from "../programs/program-process";
import type { Transport } from "../programs/transport";
import type { Clock } from "../scheduler";
import { OFFERED_FILES, OFFERED_FUNCTIONS, OFFERS } from "./coroutines";
import { callOf } from "./coroutines/arguments";
import type { Log } from "./dispatch";
import { EventLog, logLimits } from "./event-log";
import type { LiveSession } from "./live-session";
import { CLOSE_TIMEOUT_MS, RESTART_TIMEOUT_MS } from "./limits";
import { Lessons } from "./lessons/lessons";
import { Playground } from "./playground";
import { PROGRAMS } from "./programs";
import { Publisher } from "./publisher";
import type { ChooseFile } from "./recordings/exports";
import type { Downloads } from "./recordings/downloads";
import { Recordings } from "./recordings/recordings";
import { askerOf, Requests, serverSentence, signed } from "./requests";
import type { Target } from "./requests";
import { Session } from "./session";
import type { JsonFile } from "./files/json-file";
import { mergedSettings, settingsFile } from "./settings-file";
import type { SettingsChanges } from "./settings-file";
import { SourceSession } from "./source-session";
import { Sources } from "./sources/sources";
import type { SourceDialogs } from "./sources/sources";

export interface LabOptions {
  readonly host: LabDescription["host"];
  readonly version: string;
  /** What carries the lab, for people: "Node 20.20.2". */
  readonly runtime: string;
  /** The folder that the settings and the recordings are kept in. */
  readonly profile: string;
  readonly log: Log;
  /** The folder of the lessons that come with the lab. */
  readonly lessons: string;
  /** Starts the process in which programs of the user's own run, once one is needed. */
  readonly openProgramHost: () => Transport;
  /** Told of the settings once they are loaded, and whenever they change. */
  readonly onSettings?: (settings: Settings) => void;
  /** A clock for each run of the scheduler; if nothing is given, the host's time, which the user can stop and change. */
  readonly newClock?: () => Clock;
  /** Asks the user where an export goes; without it, exports are downloads. */
  readonly chooseFile?: ChooseFile;
  /** Lets the user choose programs' files; without it, they stay in the lab's own folder. */
  readonly sourceDialogs?: SourceDialogs;
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
const SOURCES_FOLDER = "programs";

/** Opens the lab: its settings, its posts server, and a session each for the playground and for programs. */
export async function createLab(options: LabOptions): Promise<Lab> {
  const file = settingsFile(join(options.profile, SETTINGS_FILE));
  const { value: settings, problem } = await file.load();
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
  readonly #file: JsonFile<Settings>;
  readonly #posts: PostsServer;
  readonly #client = new HttpClient();
  #settings: Settings;
  #playground: Playground;
  readonly #sessions: { playground: Session; program: LiveSession };
  readonly #programs: ProgramProcess;
  readonly #recordings: Recordings;
  readonly #sources: Sources;
  readonly #lessons: Lessons;
  /** Sessions begin anew one after the other. */
  #restarting: Promise<unknown> = Promise.resolve();
  #closing: Promise<void> | null = null;

  constructor(
    options: LabOptions,
    file: JsonFile<Settings>,
    settings: Settings,
    posts: PostsServer,
  ) {
    this.#options = options;
    this.#file = file;
    this.#settings = settings;
    this.#posts = posts;
    this.#programs = new ProgramProcess(options.openProgramHost);
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
    this.#sources = new Sources({
      folder: join(options.profile, SOURCES_FOLDER),
      dialogs: options.sourceDialogs ?? null,
      push: (push) => this.publisher.push(push),
      log: options.log,
    });
    this.#lessons = new Lessons({
      folder: options.lessons,
      profile: options.profile,
      push: (push) => this.publisher.push(push),
      log: options.log,
    });
    this.handlers = {
      ...this.#sessionHandlers,
      ...this.#recordings.handlers,
      ...this.#sources.handlers,
      ...this.#lessons.handlers,
    };
    posts.onRequestEnd((end) => {
      const asker = askerOf(end);
      if (asker === null) return;
      const session = this.#sessions[asker.session];
      // What ends later than its epoch is of no interest to the next one.
      if (session.epoch !== asker.epoch) return;
      session.say(Channel.SERVER, serverSentence(end), asker.task);
    });
  }

  get downloads(): Downloads {
    return this.#recordings.downloads;
  }

  readonly #sessionHandlers: Omit<
    Handlers,
    `${"lessons" | "images" | "recordings" | "runs" | "sources"}.${string}`
  > = {
    "lab.describe": () => this.#describe(),
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
      this.#requireOpen();
      // Nobody waits for it: a program that is run meanwhile begins as soon as it is there.
      void this.#programs.prepare(language);
      return {};
    },
    "programs.check": async ({ source, file }) => {
      this.#requireOpen();
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
      const message = "Tasks are created of a program of your own, while it runs: run one first.";
      throw new LabError("conflict", message);
    },
    "session.stop": ({ session }) => {
      // The page follows the clean-up by the session's status.
      void this.#live(session).stop(CLOSE_TIMEOUT_MS);
      return {};
    },
    "session.clear": async ({ session }) => ({
      epoch: session === "recording" ? this.#recordings.clear() : await this.#clear(session),
    }),
    "time.pause": async ({ session }) => {
      this.#requireOpen();
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
    this.#programs.close();
    await this.#recordings.close();
    await this.#sources.close();
    await this.#lessons.close();
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

  #newSession(id: LiveSessionId, epoch: number, time: LiveSession["timing"] = REAL_TIME): Session {
    const session: Session = new Session({
      id,
      epoch,
      log: new EventLog(logLimits(this.#settings)),
      newClock: this.#options.newClock,
      files: OFFERED_FILES,
      time,
      fetcher: (recorder) => {
        const requests = new Requests({ session: id, epoch }, recorder, this.#client, () =>
          this.#target(),
        );
        return (post) => requests.fetchPost(post);
      },
      onStatus: (status) => this.#statusChanged(session, status),
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
  #live(session: SessionId): LiveSession {
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
      client: this.#client,
      postsUrl: () => this.#target().baseUrl,
      ownServer: () => this.#posts.url,
      sign: (address, task) => signed(address, { session: "program", epoch, task }),
      allowsNetwork: () => this.#settings.allowNetwork,
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
    this.#requireOpen();
    const restart = this.#restarting.then(async () => {
      const old = this.#sessions[id];
      await old.stop(RESTART_TIMEOUT_MS);
      this.#requireOpen();
      this.#recordings.keep(old);
      begin(old);
      return this.#sessions[id].epoch;
    });
    this.#restarting = restart.catch(() => undefined);
    return restart;
  }

  /** Pages follow `session` from now on. */
  #enter(session: Session | SourceSession): void {
    session.log.limits = logLimits(this.#settings);
    if (session instanceof Session && session.id === "playground") {
      this.#sessions.playground = session;
    } else this.#sessions.program = session;
    this.publisher.sessionStarted(session.id);
    this.publisher.push({ type: "session", status: session.status });
  }

  #statusChanged(session: LiveSession, status: SessionStatus): void {
    if (this.#sessions[session.id] === session) this.publisher.push({ type: "session", status });
  }

  async #changeSettings(changes: SettingsChanges): Promise<Settings> {
    this.#requireOpen();
    const settings = mergedSettings(this.#settings, changes);
    this.#settings = settings;
    this.#posts.setDials(dialsOf(settings));
    for (const { log } of Object.values(this.#sessions)) log.limits = logLimits(settings);
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
