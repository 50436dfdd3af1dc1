import { join } from "node:path";
import { Channel } from "../../shared/events";
import type { Handlers, LabDescription } from "../../shared/contract";
import type { Settings } from "../../shared/settings";
import { refusal } from "../../shared/texts/refusal";
import { HttpClient } from "../net/client";
import { PostsServer } from "../net/posts-server";
import type { Transport } from "../programs/transport";
import type { Clock } from "../scheduler";
import { aboutHandlers } from "./about/about";
import type { HostFacts } from "./about/about";
import { Arrivals } from "./arrivals";
import { OFFERS } from "./coroutines";
import type { Log } from "./dispatch";
import { diskFailure } from "./files/disk";
import type { JsonFile } from "./files/json-file";
import { whyNothingCanBeSaved } from "./files/writable";
import { Lessons } from "./lessons/lessons";
import { LiveSessions } from "./live-sessions";
import { PROGRAMS } from "./programs";
import { Publisher } from "./publisher";
import type { ChooseFile } from "./recordings/exports";
import type { Downloads } from "./recordings/downloads";
import { Recordings } from "./recordings/recordings";
import { askerOf, serverSentence } from "./requests";
import type { Target } from "./requests";
import { mergedSettings, settingsFile } from "./settings-file";
import type { SettingsChanges } from "./settings-file";
import { Sources } from "./sources/sources";
import type { SourceDialogs } from "./sources/sources";
import { Updates } from "./updates/updates";
import type { UpdateOptions } from "./updates/updates";

export interface LabOptions {
  readonly host: LabDescription["host"];
  readonly version: string;
  /** What carries the lab, for people: "Node 20.20.2". */
  readonly runtime: string;
  /** The folder that the settings and the recordings are kept in. */
  readonly profile: string;
  readonly log: Log;
  /** What the host says of itself to who asks. */
  readonly facts: HostFacts;
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
  /** What the system hands to the app; without it, nothing ever comes. */
  readonly arrivals?: Arrivals;
  /** Lets the user choose programs' files; without it, they stay in the lab's own folder. */
  readonly sourceDialogs?: SourceDialogs;
  /** How newer versions are had; without it, the lab has none. */
  readonly updates?: UpdateOptions;
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

const WITHOUT_SAVING =
  "The lab works all the same: settings hold until it ends, and of programs and runs nothing is kept.";
const SETTINGS_FILE = "settings.json";
const RECORDINGS_FOLDER = "recordings";
const SOURCES_FOLDER = "programs";

/** A browser's lab is updated as it was installed. */
const NO_UPDATES: UpdateOptions = {
  obstacle: "browser",
  open: () => Promise.reject(new Error("There are no updates.")),
  leave: () => undefined,
};

/** Opens the lab: its settings, its posts server, and a session each for the playground and for programs. */
export async function createLab(options: LabOptions): Promise<Lab> {
  const file = settingsFile(join(options.profile, SETTINGS_FILE));
  const { value: settings, problem } = await file.load();
  const posts = new PostsServer({ dials: dialsOf(settings) });
  await posts.start();
  const lab = new OpenLab(options, file, settings, posts);
  if (problem !== null) lab.warn(problem);
  const refusal = await whyNothingCanBeSaved(options.profile);
  if (refusal !== null) lab.warn(`${refusal} ${WITHOUT_SAVING}`);
  lab.applySettings(settings);
  return lab;
}

class OpenLab implements Lab {
  readonly publisher = new Publisher((id) =>
    id === "recording" ? this.#recordings.session : this.#sessions.get(id),
  );
  readonly handlers: Handlers;
  readonly #options: LabOptions;
  readonly #file: JsonFile<Settings>;
  readonly #posts: PostsServer;
  readonly #client = new HttpClient();
  #settings: Settings;
  readonly #sessions: LiveSessions;
  readonly #recordings: Recordings;
  readonly #sources: Sources;
  readonly #lessons: Lessons;
  readonly #updates: Updates;
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
    this.#sessions = new LiveSessions({
      newClock: options.newClock,
      openProgramHost: options.openProgramHost,
      settings: () => this.#settings,
      client: this.#client,
      target: () => this.#target(),
      ownServer: () => posts.url,
      publisher: this.publisher,
      onReplaced: (old) => this.#recordings.keep(old),
      clearRecording: () => this.#recordings.clear(),
    });
    const arrivals = options.arrivals ?? new Arrivals();
    arrivals.onArrival = () => this.publisher.push({ type: "arrival" });
    this.#recordings = new Recordings({
      folder: join(options.profile, RECORDINGS_FOLDER),
      version: options.version,
      session: (id) => this.#sessions.get(id),
      push: (push) => this.publisher.push(push),
      onShown: () => this.publisher.sessionStarted("recording"),
      chooseFile: options.chooseFile ?? null,
      givenPath: (file) => arrivals.pathOf(file),
      log: options.log,
    });
    // What became of files is for the user as well.
    const log: Log = {
      warn: (message) => this.warn(message),
      error: (message, error) => options.log.error(message, error),
    };
    this.#sources = new Sources({
      folder: join(options.profile, SOURCES_FOLDER),
      dialogs: options.sourceDialogs ?? null,
      push: (push) => this.publisher.push(push),
      log,
    });
    this.#lessons = new Lessons({
      folder: options.lessons,
      profile: options.profile,
      push: (push) => this.publisher.push(push),
      log,
    });
    this.#updates = new Updates(
      options.updates ?? NO_UPDATES,
      (push) => this.publisher.push(push),
      options.log,
    );
    this.handlers = {
      "lab.describe": () => this.#describe(),
      "settings.update": async (input) => ({
        settings: await this.#changeSettings(input.settings),
      }),
      ...aboutHandlers({ ...options, ...options.facts, settings: () => this.#settings }),
      ...this.#sessions.handlers,
      ...arrivals.handlers,
      ...this.#recordings.handlers,
      ...this.#sources.handlers,
      ...this.#lessons.handlers,
      ...this.#updates.handlers,
    };
    posts.onRequestEnd((end) => {
      const asker = askerOf(end);
      if (asker === null) return;
      const session = this.#sessions.get(asker.session);
      // What ends later than its epoch is of no interest to the next one.
      if (session.epoch !== asker.epoch) return;
      session.say(Channel.SERVER, serverSentence(end), asker.task);
    });
  }

  get downloads(): Downloads {
    return this.#recordings.downloads;
  }

  /** Says something to the user and to the host's log. */
  warn(message: string): void {
    this.#options.log.warn(message);
    this.#sessions.get("playground").say(Channel.WARNING, message);
  }

  /** Has whoever goes by the settings follow them. */
  applySettings(settings: Settings): void {
    this.#options.onSettings?.(settings);
    this.#updates.choose(settings.updates);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#updates.close();
    await this.#sessions.close();
    await this.#recordings.close();
    await this.#sources.close();
    await this.#lessons.close();
    this.publisher.close();
    await this.#client.close();
    await this.#posts.close();
    await this.#file.saved();
  }

  #describe(): LabDescription {
    this.#sessions.requireOpen();
    const { host, version, runtime } = this.#options;
    return {
      host,
      version,
      runtime,
      coroutines: OFFERS.map((offer) => offer.description),
      programs: PROGRAMS.map((program) => program.description),
      settings: this.#settings,
      postsUrl: this.#posts.url,
      sessions: { ...this.#sessions.statuses, recording: this.#recordings.session.status },
      updates: this.#updates.state,
    };
  }

  async #changeSettings(changes: SettingsChanges): Promise<Settings> {
    this.#sessions.requireOpen();
    const settings = mergedSettings(this.#settings, changes);
    this.#settings = settings;
    this.#posts.setDials(dialsOf(settings));
    this.#sessions.applySettings();
    this.publisher.push({ type: "settings", settings });
    this.applySettings(settings);
    try {
      await this.#file.save(settings);
    } catch (error) {
      this.#options.log.error("The settings could not be saved.", error);
      throw diskFailure(refusal("disk.settings"), error);
    }
    return settings;
  }

  #target(): Target {
    const { baseUrl } = this.#settings;
    return baseUrl === "" ? { baseUrl: this.#posts.url, isOwn: true } : { baseUrl, isOwn: false };
  }
}

function dialsOf({ latencyMs, jitterMs, errorRate, dropRate }: Settings) {
  return { latencyMs, jitterMs, errorRate, dropRate };
}
