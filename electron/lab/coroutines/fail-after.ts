import { sleep } from "../../scheduler";

export function* failAfter(seconds: number, message: string) {
  yield* sleep(seconds);
  throw new Error(message);
}
