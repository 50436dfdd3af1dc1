import type { Bridge } from "../../../../shared/bridge";
import type { LanguageTools } from "../language-tools";
import { completePython, explainPython } from "./python-completion";

/** What errors would call the source, where nobody sees the name. */
const FILE = "program.py";

/** Completion and explanations from what CPython was asked when this was built, errors from CPython itself. */
export function pythonTools(bridge: Bridge | null): LanguageTools {
  return {
    complete: completePython,
    explain: (source, position) => Promise.resolve(explainPython(source, position)),
    check: async (source) => {
      if (bridge === null) return [];
      const result = await bridge.call("programs.check", { source, file: FILE });
      return result.ok ? result.value.problems : [];
    },
    close: () => undefined,
  };
}
