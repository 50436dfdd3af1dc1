"""asyncio, on its own loop or, if the request says so, on uvloop's."""

import asyncio
import json
import random
import sys

from measure import Held, main

DEPTH = {"f": 10, "f1": 1000}
TURNS = 1000
QUEUE_SIZE = 100

sys.setrecursionlimit(5000)

if json.loads(sys.argv[1])["subject"] == "uvloop":
    import uvloop

    def run(main):
        # Not `uvloop.run`: older releases have none.
        uvloop.install()
        return asyncio.run(main)

else:
    run = asyncio.run


async def identity(value):
    return value


async def turns(count):
    for _ in range(count):
        await asyncio.sleep(0)


async def forever():
    await asyncio.get_running_loop().create_future()


async def nested(depth, awaits):
    if depth > 0:
        await nested(depth - 1, awaits)
    else:
        await turns(awaits)


async def gather_new(n):
    await asyncio.gather(*[asyncio.create_task(identity(i)) for i in range(n)])


async def one_by_one(n):
    for i in range(n):
        await asyncio.create_task(identity(i))


async def taking(tasks, switches):
    await asyncio.gather(*[asyncio.create_task(turns(switches // tasks)) for _ in range(tasks)])


async def sleeps(n):
    await asyncio.gather(*[asyncio.create_task(asyncio.sleep(random.random())) for _ in range(n)])


async def cancels(n):
    tasks = [asyncio.create_task(forever()) for _ in range(n)]
    await asyncio.sleep(0)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def queue(n):
    items = asyncio.Queue(QUEUE_SIZE)

    async def produce():
        for i in range(n):
            await items.put(i)

    producer = asyncio.create_task(produce())
    for _ in range(n):
        await items.get()
    await producer


async def wait_for(future):
    await future


async def memory(n):
    loop = asyncio.get_running_loop()
    gates = [loop.create_future() for _ in range(n)]
    with Held() as held:
        tasks = [asyncio.create_task(wait_for(gate)) for gate in gates]
        await asyncio.sleep(0)
        size = held.per_object(n)
    for gate in gates:
        gate.set_result(None)
    await asyncio.gather(*tasks)
    return size


async def requests(n):
    import aiohttp

    url = json.loads(sys.argv[1])["url"]
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=100)) as session:
        left = n

        async def worker():
            nonlocal left
            while left > 0:
                left -= 1
                async with session.get(url) as response:
                    await response.json()

        await asyncio.gather(*[worker() for _ in range(100)])


TESTS = {
    "a": lambda n: run(gather_new(n)),
    "a1": lambda n: run(one_by_one(n)),
    "b": lambda n: run(taking(2, n)),
    "b1": lambda n: run(taking(TURNS, n)),
    "c": lambda n: run(sleeps(n)),
    "d": lambda n: run(cancels(n)),
    "e": lambda n: run(queue(n)),
    "f": lambda n: run(nested(DEPTH["f"], n)),
    "f1": lambda n: run(nested(DEPTH["f1"], n)),
    "g": lambda n: run(memory(n)),
}

try:
    import aiohttp  # noqa: F401

    TESTS["h"] = lambda n: run(requests(n))
except ImportError:
    pass

main(TESTS)
