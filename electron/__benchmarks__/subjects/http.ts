import { HttpClient } from "../../net/client";
import type { Run } from "../tests";

/** Requests at once. */
const WORKERS = 100;

/** Where the server of test h listens: the runner starts it in a process of its own. */
function address(): string {
  const url = process.env["BENCH_URL"];
  if (url === undefined) throw new Error("test h needs BENCH_URL");
  return url;
}

async function atOnce(n: number, get: () => Promise<unknown>): Promise<void> {
  let left = n;
  const worker = async (): Promise<void> => {
    while (left-- > 0) await get();
  };
  await Promise.all(Array.from({ length: WORKERS }, worker));
}

/** The lab's own client. */
export const labClient: Run = async (n) => {
  const client = new HttpClient();
  const url = address();
  await atOnce(n, async () => JSON.parse((await client.get(url)).text) as unknown);
  await client.close();
};

/** What the host has. */
export const hostFetch: Run = async (n) => {
  const url = address();
  await atOnce(n, async () => (await fetch(url)).json());
};
