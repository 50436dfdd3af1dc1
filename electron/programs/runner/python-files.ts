import httpx from "../python/clients/httpx.py?raw";
import nestAsyncio from "../python/clients/nest_asyncio.py?raw";
import requests from "../python/clients/requests.py?raw";
import labAdvice from "../python/lab_advice.py?raw";
import labAsyncio from "../python/lab_asyncio.py?raw";
import labCheck from "../python/lab_check.py?raw";
import labHttp from "../python/lab_http.py?raw";
import labLoop from "../python/lab_loop.py?raw";
import labOutput from "../python/lab_output.py?raw";
import labProgram from "../python/lab_program.py?raw";
import labRecord from "../python/lab_record.py?raw";
import labRefusals from "../python/lab_refusals.py?raw";
import labSelector from "../python/lab_selector.py?raw";
import labTask from "../python/lab_task.py?raw";
import labTime from "../python/lab_time.py?raw";
import labResources from "../python/lab_resources.py?raw";
import labWaits from "../python/lab_waits.py?raw";

/** The lab's own modules for CPython, by file name. */
export const PYTHON_FILES: Readonly<Record<string, string>> = {
  "httpx.py": httpx,
  "lab_advice.py": labAdvice,
  "lab_asyncio.py": labAsyncio,
  "lab_check.py": labCheck,
  "lab_http.py": labHttp,
  "lab_loop.py": labLoop,
  "lab_output.py": labOutput,
  "lab_program.py": labProgram,
  "lab_record.py": labRecord,
  "lab_refusals.py": labRefusals,
  "lab_selector.py": labSelector,
  "lab_task.py": labTask,
  "lab_time.py": labTime,
  "lab_resources.py": labResources,
  "lab_waits.py": labWaits,
  "nest_asyncio.py": nestAsyncio,
  "requests.py": requests,
};
