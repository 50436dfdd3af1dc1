import type { ChildProcess } from "node:child_process";
import type { ElectronApplication, Page } from "@playwright/test";
import type { Problems } from "./problems";

/** A lab that runs, and the page that shows it: the same to a spec, whatever carries it. */
export interface Host {
  readonly page: Page;
  /** The process in which the lab runs. */
  readonly pid: number;
  readonly problems: Problems;
  /** The desktop app's main process; null in a browser. */
  readonly app: ElectronApplication | null;
  /** The web host's process, with a channel to whatever is put before it; null on the desktop. */
  readonly server: ChildProcess | null;
  /** Sends a command as the page would, past its own code: what a page could send that is not ours. */
  call(name: string, input: unknown): Promise<unknown>;
  /** A second page of the same lab; null where a host has only one. */
  openSecondPage: (() => Promise<Page>) | null;
  /** A second page that can be cut off from its lab; null where nothing is between the two. */
  openPageToCutOff: (() => Promise<PageToCutOff>) | null;
  /** Ends the lab as a user would, and waits until it has ended. */
  close(): Promise<void>;
}

export interface PageToCutOff {
  readonly page: Page;
  /** Closes the page's event stream and lets nothing through, as a network that is lost. */
  cutOff(): Promise<void>;
  rejoin(): Promise<void>;
}
