import blockedLoopPython from "../../../examples/blocked-loop.py?raw";
import blockedLoop from "../../../examples/blocked-loop.ts?raw";
import bothAtOncePython from "../../../examples/both-at-once.py?raw";
import bothAtOnce from "../../../examples/both-at-once.ts?raw";
import cleanUpPython from "../../../examples/clean-up.py?raw";
import cleanUp from "../../../examples/clean-up.ts?raw";
import deadlockPython from "../../../examples/deadlock.py?raw";
import deadlock from "../../../examples/deadlock.ts?raw";
import groupFailsPython from "../../../examples/group-fails.py?raw";
import groupFails from "../../../examples/group-fails.ts?raw";
import notMeantPython from "../../../examples/not-meant.py?raw";
import notMeant from "../../../examples/not-meant.ts?raw";
import oneAfterTheOtherPython from "../../../examples/one-after-the-other.py?raw";
import oneAfterTheOther from "../../../examples/one-after-the-other.ts?raw";
import returnValuePython from "../../../examples/return-value.py?raw";
import returnValue from "../../../examples/return-value.ts?raw";
import sharingPython from "../../../examples/sharing.py?raw";
import sharing from "../../../examples/sharing.ts?raw";
import taskStatesPython from "../../../examples/task-states.py?raw";
import taskStates from "../../../examples/task-states.ts?raw";
import timeoutsPython from "../../../examples/timeouts.py?raw";
import timeouts from "../../../examples/timeouts.ts?raw";
import twoTitlesPython from "../../../examples/two-titles.py?raw";
import twoTitles from "../../../examples/two-titles.ts?raw";
import whatComesNextPython from "../../../examples/what-comes-next.py?raw";
import whatComesNext from "../../../examples/what-comes-next.ts?raw";
import type { ExampleEntry } from "../../../shared/sources";
import { documentOf } from "./document-id";

interface Example extends ExampleEntry {
  readonly text: string;
}

/** The same programs in both languages, in the order in which one would read them. */
export const EXAMPLES: readonly Example[] = [
  ...example(
    "one-after-the-other",
    "One after the other",
    oneAfterTheOther,
    oneAfterTheOtherPython,
  ),
  ...example("both-at-once", "Both at once", bothAtOnce, bothAtOncePython),
  ...example("return-value", "A return value", returnValue, returnValuePython),
  ...example("two-titles", "Two titles over HTTP", twoTitles, twoTitlesPython),
  ...example("task-states", "The states of a task", taskStates, taskStatesPython),
  ...example("what-comes-next", "What comes next", whatComesNext, whatComesNextPython),
  ...example("group-fails", "A group that fails", groupFails, groupFailsPython),
  ...example("timeouts", "Timeouts", timeouts, timeoutsPython),
  ...example("clean-up", "Cancelling and clean-up", cleanUp, cleanUpPython),
  ...example("sharing", "Locks and queues", sharing, sharingPython),
  ...example("deadlock", "A deadlock", deadlock, deadlockPython),
  ...example("not-meant", "What was not meant", notMeant, notMeantPython),
  ...example("blocked-loop", "A blocked loop", blockedLoop, blockedLoopPython),
];

function example(id: string, title: string, typescript: string, python: string): Example[] {
  const one = (language: Example["language"], name: string, text: string): Example => ({
    document: documentOf("example", name),
    name,
    language,
    title,
    text,
  });
  return [one("typescript", `${id}.ts`, typescript), one("python", `${id}.py`, python)];
}
