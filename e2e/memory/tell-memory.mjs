// Put before a web host that is to be measured: `node --expose-gc --import …`. Whoever started it asks
// with any message, and hears what the process holds once its garbage is collected, in bytes.
import process from "node:process";
import { setImmediate } from "node:timers";

process.on("message", () => {
  globalThis.gc?.();
  // What finalizers let go of is there for the second time.
  setImmediate(() => {
    globalThis.gc?.();
    const { heapUsed, external } = process.memoryUsage();
    process.send?.({ held: heapUsed + external });
  });
});
