import { sleep } from "../../scheduler";

export function* sleepFor(seconds: number) {
  yield* sleep(seconds);
  return `slept for ${seconds} s`;
}
