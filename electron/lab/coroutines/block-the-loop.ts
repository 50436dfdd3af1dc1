import { sleep } from "../../scheduler";

export function* blockTheLoop(seconds: number) {
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) {
    // Nothing yields here: no other task runs, no timer fires, no answer is read.
  }
  yield* sleep(0); // now the others have their turn
  return `blocked the loop for ${seconds} s`;
}
