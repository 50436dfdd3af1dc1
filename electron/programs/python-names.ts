import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { loadPyodide } from "pyodide";

/** Modules whose names an editor offers: those of CPython, and the lab's own clients. */
const MODULES = [
  "asyncio",
  "contextlib",
  "functools",
  "httpx",
  "itertools",
  "json",
  "math",
  "random",
  "requests",
  "time",
];

const INSPECT = `
import builtins, importlib, inspect, json, keyword

MODULES = ${JSON.stringify(MODULES)}

def signature(value):
    try:
        text = str(inspect.signature(value))
    except (TypeError, ValueError):
        return None
    return None if "<" in text else text.replace("(self, /)", "()").replace("(self, /, ", "(").replace("(self, ", "(").replace("(self)", "()")

def about(name, value):
    kind = (
        "class" if inspect.isclass(value)
        else "function" if callable(value)
        else "constant"
    )
    entry = {"name": name, "kind": kind}
    if inspect.iscoroutinefunction(value):
        entry["kind"] = "coroutine"
    if kind != "constant":
        if (written := signature(value)) is not None:
            entry["signature"] = written
        words = (inspect.getdoc(value) or "").split("\\n\\n")
        first = words[0]
        # Builtins begin with their signature.
        if first.startswith(f"{name}(") and len(words) > 1:
            first = words[1]
        if first and len(first) < 300:
            entry["doc"] = " ".join(first.split())
    return entry

def members(value):
    found = []
    for name in sorted(dir(value)):
        if name.startswith("_"):
            continue
        member = inspect.getattr_static(value, name)
        if isinstance(member, property) or not callable(getattr(value, name, None)):
            found.append({"name": name, "kind": "property"})
        else:
            found.append(about(name, getattr(value, name)))
    return found

def names_of(module):
    public = getattr(module, "__all__", None) or [n for n in dir(module) if not n.startswith("_")]
    found = []
    for name in sorted(set(public)):
        value = getattr(module, name)
        if inspect.ismodule(value):
            continue
        entry = about(name, value)
        is_error = inspect.isclass(value) and issubclass(value, BaseException)
        if entry["kind"] == "class" and not is_error and module.__name__ in ("asyncio", "httpx"):
            entry["members"] = members(value)
        found.append(entry)
    return found

json.dumps({
    "modules": {name: names_of(importlib.import_module(name)) for name in MODULES},
    "builtins": [
        about(name, getattr(builtins, name))
        for name in sorted(dir(builtins)) if not name.startswith("_")
    ],
    "keywords": sorted(keyword.kwlist + keyword.softkwlist),
}, indent=1)
`;

/** The names that programs in Python have, with their signatures and the first sentence on each, as CPython itself tells them. */
export async function pythonNames(): Promise<string> {
  const python = await loadPyodide();
  for (const folder of ["python", "python/clients"]) {
    for (const file of await readdir(join(import.meta.dirname, folder))) {
      if (!file.endsWith(".py")) continue;
      const text = await readFile(join(import.meta.dirname, folder, file), "utf8");
      python.FS.writeFile(file, text);
    }
  }
  return `${String(python.runPython(INSPECT))}\n`;
}
