import type { View } from "../stores/workspace";
import type { Region } from "./actions/regions";

interface HelpPlace {
  readonly page: string;
  readonly section: string | null;
}

const at = (page: string, section: string | null = null): HelpPlace => ({ page, section });

/** The pages of `docs/` that tell of the parts of the window. */
const OF_REGION: Readonly<Record<Region, HelpPlace | null>> = {
  library: at("getting-started", "the-window"),
  // What stands above the tasks is the view itself.
  palette: null,
  tasks: at("playground", "the-task-list"),
  timeline: at("timeline"),
  inspector: at("inspector"),
  console: at("panels", "console"),
  warnings: at("panels", "warnings"),
  loop: at("panels", "loop"),
};

const OF_VIEW: Readonly<Record<View["kind"], HelpPlace>> = {
  playground: at("playground"),
  program: at("programs"),
  code: at("programs", "writing-them"),
  lesson: at("taking-lessons"),
  recording: at("recordings"),
  compare: at("compare"),
  settings: at("settings"),
  shortcuts: at("settings", "keys"),
  examples: at("getting-started", "examples"),
  about: at("settings", "about-and-diagnostics"),
  help: at("getting-started"),
};

/** Where the help tells of the part of the window that has the focus, or else of the view. */
export function helpForFocus({ kind }: View): HelpPlace {
  const region = document.activeElement?.closest<HTMLElement>("[data-region]")?.dataset["region"];
  return OF_REGION[region as Region] ?? OF_VIEW[kind];
}
