import { expect, it } from "vitest";
import { Outcome } from "../../shared/events";
import { Script } from "../testing/script";
import { SessionModel } from "./session-model";
import { pairDifference, pairTasks } from "./task-pairs";

/** A run of tasks that begin at 0, each with its name and its end. */
function runOf(...tasks: readonly (readonly [string, number])[]): SessionModel {
  const script = new Script().at(0);
  for (const [index, [name]] of tasks.entries()) script.created(index + 1, name).started(index + 1);
  const byEnd = [...tasks.entries()].sort(([, one], [, other]) => one[1] - other[1]);
  for (const [index, [, end]] of byEnd) script.at(end).done(index + 1, Outcome.RESULT);
  const model = new SessionModel("recording");
  model.take(script.frame({ type: "snapshot" }));
  model.changed();
  return model;
}

const told = (left: SessionModel, right: SessionModel) =>
  pairTasks(left, right).map((pair) => [
    pair.name,
    pair.left?.task ?? 0,
    pair.right?.task ?? 0,
    Number(pairDifference(pair).toFixed(6)),
  ]);

it("pairs tasks by name, of several with one name the first with the first", () => {
  const left = runOf(["main", 3], ["job", 1], ["job", 2], ["gone", 1]);
  const right = runOf(["job", 2], ["new", 4], ["main", 4], ["job", 2], ["job", 1]);
  expect(told(left, right)).toEqual([
    ["main", 1, 3, 1],
    ["job", 2, 1, 1],
    ["job", 3, 4, 0],
    ["gone", 4, 0, -1],
    ["new", 0, 2, 4],
    ["job", 0, 5, 1],
  ]);
});
