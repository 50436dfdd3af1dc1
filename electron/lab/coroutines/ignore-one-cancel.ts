import { CancelledError, sleep } from "../../scheduler";
import { print } from "../tools";

export function* ignoreOneCancel(seconds: number) {
  try {
    yield* sleep(seconds);
    return "nobody cancelled";
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error;
    // The cancel ends here: it is not thrown again, as it should be.
    print("cancelled, and going on all the same");
  }
  yield* sleep(seconds);
  return "ignored one cancel";
}
