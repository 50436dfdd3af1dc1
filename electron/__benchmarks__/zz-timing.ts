import { compile, nodeContender, pythonContenders, startServer } from "/work/main/electron/__benchmarks__/processes";
import { TESTS } from "/work/main/electron/__benchmarks__/tests";
await compile();
const contenders = [nodeContender("scheduler",""), nodeContender("promises",""), nodeContender("effection",""), nodeContender("effect",""), ...(await pythonContenders("/usr/bin/python3")), nodeContender("columns",""), nodeContender("json","")];
const server = await startServer();
for (const test of TESTS) {
  const line: string[] = [];
  for (const c of contenders) { const t = performance.now(); const f = await c.measure(test, server.url); const s = (performance.now()-t)/1000; if (f) line.push(`${c.name} ${s.toFixed(1)}s ${f.cold.toFixed(0)}`); else if (s>3) line.push(`${c.name} FAILED ${s.toFixed(0)}s`); }
  console.log(test.id, line.join(" | "));
}
server.stop(); process.exit(0);
