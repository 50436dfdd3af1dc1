import type { Page } from "@playwright/test";
import type { Problems } from "./problems";

/** A lab that runs, and the page that shows it: the same to a spec, whatever carries it. */
export interface Host {
  readonly page: Page;
  readonly problems: Problems;
  /** Sends a command as the page would, past its own code: what a page could send that is not ours. */
  call(name: string, input: unknown): Promise<unknown>;
  /** A second page of the same lab; null where a host has only one. */
  openSecondPage: (() => Promise<Page>) | null;
  /** Cuts the page's event stream, as a network would; null where no network is between. */
  dropConnection: (() => Promise<void>) | null;
  /** Ends the lab as a user would, and waits until it has ended. */
  close(): Promise<void>;
}
