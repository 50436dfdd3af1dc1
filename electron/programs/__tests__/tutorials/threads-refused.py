import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor


def blocking():
    time.sleep(1)


async def main():
    loop = asyncio.get_running_loop()
    attempts = [
        lambda: asyncio.to_thread(blocking),
        lambda: loop.run_in_executor(None, blocking),
        lambda: loop.run_in_executor(ThreadPoolExecutor(), blocking),
        lambda: ThreadPoolExecutor().submit(blocking),
        lambda: threading.Thread(target=blocking).start(),
    ]
    for attempt in attempts:
        try:
            await attempt()
        except RuntimeError as error:
            print(str(error).split(",")[0])
    await asyncio.to_thread(blocking)


asyncio.run(main())

# out | A program in the lab has one thread
# out | A program in the lab has one thread
# out | A program in the lab has one thread
# out | A program in the lab has one thread
# out | A program in the lab has one thread
# err | File "threads-refused.py", line 25, in main
# err | there is none for asyncio.to_thread
# exit | 1
