import { expect, it } from "vitest";
import { Channel, Outcome } from "../../shared/events";
import { Script } from "../testing/script";
import { EventHistory } from "./event-history";
import { Turns } from "./turns";

function turnsOf(script: Script): { turns: Turns; begins: number[] } {
  const events = new EventHistory();
  events.append(script.batch());
  const turns = new Turns(events);
  const begins: number[] = [];
  for (let seq = turns.after(-1); seq < events.end; seq = turns.after(seq)) begins.push(seq);
  return { turns, begins };
}

it("takes a step with all that it did for one turn, its prints and new tasks included", () => {
  const script = new Script()
    .created(1, "main") // 0
    .ready(1)
    .started(1) // 2
    .created(2, "a", 1)
    .ready(2)
    .printed(1, Channel.OUTPUT, "hello")
    .awaits(1, 2)
    .printed(1, Channel.WARNING, "that took long")
    .started(2) // 8
    .done(2, Outcome.RESULT, "1");
  expect(turnsOf(script).begins).toEqual([0, 2, 8]);
});

it("tells wake-ups apart that come at the same time, and lets those of one task's end be one", () => {
  const script = new Script()
    .created(1, "main")
    .created(2, "a", 1)
    .created(3, "b", 1)
    .at(1)
    .ready(1) // 3: a timer
    .ready(2) // 4: another one
    .wokenBy(3, 2) // 5: both wait for task 2
    .wokenBy(1, 2);
  expect(turnsOf(script).begins).toEqual([0, 1, 2, 3, 4, 5]);
});

it("takes cancels that are asked for together, and what they wake, for one turn", () => {
  const script = new Script()
    .created(1, "main")
    .at(1)
    .cancelRequested(1) // 1
    .cancelRequested(2)
    .ready(2)
    .at(2)
    .printed(0, Channel.SERVER, "GET /posts/1"); // 4
  expect(turnsOf(script).begins).toEqual([0, 1, 4]);
});

it("goes back the way that it went forward, from within a turn to its begin", () => {
  const script = new Script().created(1, "main").ready(1);
  for (let step = 0; step < 20; step += 1) script.at(step).started(1).sleeps(1, 1).ready(1);
  const { turns, begins } = turnsOf(script);
  const back: number[] = [];
  let at = turns.before(62);
  for (; at !== null; at = turns.before(at)) back.push(at);
  expect(back.reverse()).toEqual(begins);
  expect(turns.before(4)).toBe(2);
  expect(turns.before(3)).toBe(2);
  expect(turns.before(0)).toBeNull();
  expect(turns.after(61)).toBe(62);
});
