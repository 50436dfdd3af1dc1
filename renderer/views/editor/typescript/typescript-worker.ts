/** The worker that understands TypeScript: several megabytes, loaded when the first program in TypeScript is shown. */
import type { FromWorker, ToWorker } from "./messages";
import { TypeScriptService } from "./typescript-service";

const service = new TypeScriptService();

globalThis.addEventListener("message", ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === "forget") {
    service.forget(data.file);
    return;
  }
  const { id, question } = data;
  let reply: FromWorker;
  try {
    reply = { id, answer: service.answer(question) };
  } catch (error) {
    reply = { id, error: String(error) };
  }
  postMessage(reply);
});
