import type { Bridge } from "../../shared/bridge";
import type { CommandInput } from "../../shared/contract";
import type { Result } from "../../shared/result";
import { ok } from "../../shared/result";
import { decodeFrame } from "../../shared/wire";
import { fromBase64 } from "./base64";
import { SessionModel } from "./session-model";

/** A run beside another one: what it is called, and all that was recorded of it. */
export interface ComparedRun {
  readonly title: string;
  /** A run that was read, or a session that the page follows. */
  readonly model: SessionModel;
}

/** Which run: what a session holds now, one that is kept, or a recording of the library. */
export type RunSource = CommandInput<"runs.take">["source"];

/**
 * Reads a run into a model of its own, beside the session that the page follows: part by part, so
 * that lab and page have no more of it under way than one.
 * @param isWanted asked before each part; if not, reading ends, and gives null
 */
export async function readRun(
  bridge: Bridge,
  source: RunSource,
  job: string,
  isWanted: () => boolean,
): Promise<Result<ComparedRun | null>> {
  const answer = await bridge.call("runs.take", { job, source });
  if (!answer.ok) return answer;
  const { title, taken, parts } = answer.value;
  const model = new SessionModel("recording");
  for (let part = 0; part < parts; part += 1) {
    if (!isWanted()) return ok(null);
    const read = await bridge.call("runs.read", { taken, part });
    if (!read.ok) return read;
    model.take(decodeFrame(fromBase64(read.value.frame).buffer));
  }
  model.changed();
  return ok({ title, model });
}
