import { about } from "./about";
import { actions } from "./actions";
import { commands } from "./commands";
import { common } from "./common";
import { compare } from "./compare";
import { console } from "./console";
import { editor } from "./editor";
import { examples } from "./examples";
import { explain } from "./explain";
import { forms } from "./forms";
import { help } from "./help";
import { images } from "./images";
import { inspector } from "./inspector";
import { lesson } from "./lesson";
import { library } from "./library";
import { loop } from "./loop";
import { native } from "./native";
import { palette } from "./palette";
import { program } from "./program";
import { recordings } from "./recordings";
import { refusals } from "./refusals";
import { resources } from "./resources";
import { settings } from "./settings";
import { shell } from "./shell";
import { shortcuts } from "./shortcuts";
import { story } from "./story";
import { tasks } from "./tasks";
import { time } from "./time";
import { timeline } from "./timeline";
import { tour } from "./tour";
import { turns } from "./turns";
import { updates } from "./updates";
import { warnings } from "./warnings";

/** The texts in English. They say what there is; every other language follows them. */
export const en = {
  about,
  actions,
  commands,
  common,
  compare,
  console,
  editor,
  examples,
  explain,
  forms,
  help,
  images,
  inspector,
  lesson,
  library,
  loop,
  native,
  palette,
  program,
  recordings,
  refusals,
  resources,
  settings,
  shell,
  shortcuts,
  story,
  tasks,
  time,
  timeline,
  tour,
  turns,
  updates,
  warnings,
} as const;
