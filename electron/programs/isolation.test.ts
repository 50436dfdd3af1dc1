import { describe, expect, it } from "vitest";
import { labForTests } from "./__tests__/lab";
import { TRANSPORTS } from "./__tests__/transports";
import type { Language } from "./protocol";

/** CPython has to begin, on a machine that may be busy. */
const PATIENCE_MS = 60_000;

/** What a TypeScript program tries, by what it tries to reach. */
const IN_TYPESCRIPT: Readonly<Record<string, string>> = {
  "files by name": `import("node:fs")`,
  "files by an old name": `import("fs")`,
  "a module of text": `import("data:text/javascript,export default 1")`,
  "a file as a module": `import("file:///etc/hostname")`,
  "other programs": `import("node:child_process")`,
  "the network": `import("node:net")`,
  "other threads": `import("node:worker_threads")`,
  "Node's process": `process.exit(0)`,
  "Node's bindings": `process.binding("fs")`,
  "the environment": `process.env`,
  "Node's require": `require("fs")`,
  "the web's fetch": `fetch("http://127.0.0.1/")`,
  "the web's sockets": `new WebSocket("ws://127.0.0.1/")`,
  "the web's workers": `new Worker("data:text/javascript,1")`,
  channels: `new BroadcastChannel("lab")`,
  "machine code": `new WebAssembly.Memory({ initial: 1 })`,
  "shared memory": `new SharedArrayBuffer(8)`,
  "code of strings": `(0, eval)("1")`,
  "a function of strings": `new Function("return this")()`,
  "a function's maker": `(function () {}).constructor("return this")()`,
  "a generator's maker": `(function* () {}).constructor("yield 1")()`,
  "an asynchronous function's maker": `(async () => {}).constructor("return 1")()`,
  "the maker of a function of the lab's": `print.constructor("return this")()`,
  "the maker of a function of Node's": `setTimeout(() => 0, 0).constructor.constructor("return this")()`,
  "code of strings, later": `setTimeout("print(1)", 0)`,
};

/** What a Python program tries, by what it tries to reach. Each is an expression. */
const IN_PYTHON: Readonly<Record<string, string>> = {
  JavaScript: `__import__("js")`,
  "the runtime": `__import__("pyodide_js")`,
  "code in JavaScript": `__import__("pyodide.code").code.run_js("1")`,
  "a page of the web's": `(__import__("pyodide.http"), __import__("pyodide").http.open_url("http://127.0.0.1/"))`,
  "a function's maker by way of a list": `__import__("pyodide.ffi").ffi.to_js([1]).constructor.constructor("return this")()`,
  "a function's maker by way of the lab's host": `__import__("lab_program")._lab.host.take.constructor("return this")()`,
  "the machine's files": `open("/etc/hostname")`,
  "the lab's own files": `open(${JSON.stringify(import.meta.filename)})`,
  "a library of the machine's": `__import__("ctypes").CDLL("libc.so.6")`,
  "a shell": `os.system("ls")`,
  "a shell, past os": `1 / (__import__("posix").system("ls") + 1)`,
  "a shell, past Python": `1 / (__import__("ctypes").CDLL(None).system(b"ls") + 1)`,
  "a program": `subprocess.run(["ls"])`,
  "a program's output": `os.popen("ls").read()`,
  "another process": `os.fork()`,
  "another program in its place": `os.execv("/bin/ls", ["ls"])`,
  "the parent's end": `os.kill(os.getppid(), 9)`,
  "another thread": `threading.Thread(target=print).start()`,
  "another thread, past threading": `__import__("_thread").start_new_thread(print, ())`,
  "a socket": `socket.create_connection(("127.0.0.1", PORT), 1)`,
  "a socket, past socket": `__import__("_socket").socket().connect(("127.0.0.1", PORT))`,
  "a server": `socket.socket().bind(("127.0.0.1", 0))`,
  "a browser": `__import__("webbrowser").open("http://127.0.0.1/")`,
};

const entries = (attempts: Readonly<Record<string, string>>): string =>
  Object.entries(attempts)
    .map(([what, attempt]) => `  [${JSON.stringify(what)}, ${attempt}],`)
    .join("\n");

const ATTACKS: Readonly<Record<Language, (port: string) => string>> = {
  typescript: () => {
    const attempts = Object.fromEntries(
      Object.entries(IN_TYPESCRIPT).map(([what, attempt]) => [what, `() => ${attempt}`]),
    );
    return `const attempts: [string, () => unknown][] = [\n${entries(attempts)}\n];
for (const [what, attempt] of attempts) {
  try {
    const got = await attempt();
    print("open:", what, typeof got);
  } catch {
    print("closed:", what);
  }
}`;
  },
  python: (port) => {
    const attempts = Object.fromEntries(
      Object.entries(IN_PYTHON).map(([what, attempt]) => [
        what,
        `lambda: ${attempt.replace("PORT", port)}`,
      ]),
    );
    return `import os, socket, subprocess, threading
attempts = [\n${entries(attempts)}\n]
for what, attempt in attempts:
    try:
        print("open:", what, attempt())
    except Exception:
        print("closed:", what)`;
  },
};

describe.each(TRANSPORTS)("in %s", { timeout: PATIENCE_MS }, (_host, open) => {
  const lab = labForTests(open);

  it.each<[Language, Readonly<Record<string, string>>]>([
    ["typescript", IN_TYPESCRIPT],
    ["python", IN_PYTHON],
  ])("a program in %s reaches nothing that it was not given", async (language, attempts) => {
    const { received } = lab.server.statistics;
    const { port } = new URL(lab.server.url);
    const { output, end } = await lab.run(ATTACKS[language](port), language);
    expect(output).toEqual(Object.keys(attempts).map((what) => `closed: ${what}`));
    expect(end.outcome).toBe("finished");
    expect(lab.server.statistics.received).toBe(received);
  });

  it("the environment says nothing of the machine", async () => {
    const { output } = await lab.run(
      `import os, sys
print(sorted(os.environ))
print([value for value in os.environ.values() if "tasklab" in value.lower() or "node" in value])
print(os.path.exists("/etc"), sorted(os.listdir("/home")))`,
      "python",
    );
    expect(output).toEqual([
      "['HOME', 'LANG', 'LD_LIBRARY_PATH', 'LOGNAME', 'PATH', 'PWD', 'PYTHONINSPECT', 'USER', '_']",
      "[]",
      "False ['pyodide', 'web_user']",
    ]);
  });

  it("what one program changed is as it was for the next one", async () => {
    const leaves = `import asyncio, logging, os, random, sys
print(os.path.exists("left.txt"), logging.getLogger().handlers, sys.getrecursionlimit(), hasattr(asyncio, "left"))
open("left.txt", "w").close()
logging.basicConfig()
random.seed(1)
sys.setrecursionlimit(5000)
asyncio.left = True
`;
    const fresh = "False [] 1000 False";
    expect((await lab.run(leaves, "python")).output).toEqual([fresh]);
    expect((await lab.run(leaves, "python")).output).toEqual([fresh]);
    const random = "import random\nprint(random.random())";
    const [one, other] = [await lab.run(random, "python"), await lab.run(random, "python")];
    expect(one.output).not.toEqual(other.output);
  });

  it.each<[string, Language, string, string]>([
    [
      "memory in its heap",
      "typescript",
      "print('begins'); const all = []; for (;;) all.push(new Array(1000).fill(0));",
      "out-of-memory",
    ],
    [
      "memory outside of its heap",
      "typescript",
      "print('begins'); const all = []; function* main() { for (;;) { all.push(new Uint8Array(2e7).fill(1)); yield; } }",
      "out-of-memory",
    ],
    ["lines", "typescript", "print('begins'); for (;;) print('more');", "over-limit"],
    ["text", "typescript", "print('begins'); for (;;) print('x'.repeat(1000));", "over-limit"],
    [
      "tasks",
      "typescript",
      "print('begins'); function* one() {} function* main() { for (;;) { createTask(one()); yield; } }",
      "over-limit",
    ],
    [
      "memory",
      "python",
      "print('begins')\nall = []\nwhile True: all.append(bytearray(20_000_000))",
      "out-of-memory",
    ],
    ["lines", "python", "print('begins')\nwhile True: print('more')", "over-limit"],
    ["text", "python", "print('begins')\nwhile True: print('x' * 1000)", "over-limit"],
    [
      "tasks",
      "python",
      `print("begins")
import asyncio
async def one(): pass
async def main():
    while True:
        asyncio.create_task(one())
        await asyncio.sleep(0)
asyncio.run(main())`,
      "over-limit",
    ],
  ])("endless %s in %s end in a sentence, and what came before is kept", async (...given) => {
    const [, language, source, outcome] = given;
    const limits = {
      heapMb: 40,
      pythonMb: 128,
      processMb: 800,
      events: 20_000,
      outputLines: 1_000,
      outputCharacters: 200_000,
    };
    const { end, remarks, events, output } = await lab.run(source, language, { limits });
    expect(end).toMatchObject({ outcome, exitCode: 1 });
    expect(end.sentence).toMatch(/^It .*[.?]$/);
    expect(remarks).toContain(end.sentence);
    expect(output[0]).toBe("begins");
    expect(events.length).toBeLessThanOrEqual(20_001);
  });
});
