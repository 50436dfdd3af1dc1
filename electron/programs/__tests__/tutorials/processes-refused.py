import asyncio
import multiprocessing
import os
import subprocess
from concurrent.futures import ProcessPoolExecutor


async def main():
    attempts = [
        lambda: asyncio.create_subprocess_shell("ls"),
        lambda: asyncio.create_subprocess_exec("ls"),
        lambda: subprocess.run(["ls"]),
        lambda: os.system("ls"),
        lambda: multiprocessing.Process(target=print).start(),
        lambda: multiprocessing.Pool(2),
        lambda: ProcessPoolExecutor(),
    ]
    for attempt in attempts:
        try:
            await attempt()
        except PermissionError as error:
            print(error)


asyncio.run(main())

# out | A program in the lab cannot start other programs or processes.
# out | A program in the lab cannot start other programs or processes.
# out | A program in the lab cannot start other programs or processes.
# out | A program in the lab cannot start other programs or processes.
# out | A program in the lab cannot start other programs or processes.
# out | A program in the lab cannot start other programs or processes.
# out | A program in the lab cannot start other programs or processes.
