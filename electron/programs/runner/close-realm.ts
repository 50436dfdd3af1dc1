/** What a thread of Node has beyond the language, and a program gets instead: time, and its console. */
const KEPT = new Set([
  "setTimeout",
  "clearTimeout",
  "setInterval",
  "clearInterval",
  "setImmediate",
  "clearImmediate",
  "queueMicrotask",
  "structuredClone",
  "performance",
  "console",
  "AbortController",
  "AbortSignal",
  "TextEncoder",
  "TextDecoder",
  "URL",
  "URLSearchParams",
]);

/** Part of the language, and the only ways to memory on which a thread can wait so that nobody can look at it. */
const SHARED_MEMORY = ["SharedArrayBuffer", "WebAssembly"];

/**
 * Takes out of this thread's global object whatever leads to the machine. A program then has the
 * language and what it is given, and can import nothing else; see `host/main.ts` for what stands
 * around it.
 * @param language the names of the language itself, as a fresh realm has them
 */
export function closeRealm(language: ReadonlySet<string>): void {
  const realm = globalThis;
  for (const name of Object.getOwnPropertyNames(realm)) {
    if (!language.has(name) && !KEPT.has(name)) Reflect.deleteProperty(realm, name);
  }
  for (const name of SHARED_MEMORY) Reflect.deleteProperty(realm, name);
}
