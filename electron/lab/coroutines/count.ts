import { sleep } from "../../scheduler";
import { print } from "../tools";

export function* count(to: number, pause: number) {
  for (let n = 1; n <= to; n += 1) {
    print(`counted to ${n}`);
    yield* sleep(pause);
  }
  return to;
}
