"""trio. Its tasks have no handles: a nursery stands where the others gather. Its HTTP client is httpx."""

import json
import random
import sys

import trio
from measure import Held, main

DEPTH = {"f": 10, "f1": 1000}
TURNS = 1000
QUEUE_SIZE = 100
WORKERS = 100

sys.setrecursionlimit(5000)


async def identity(value):
    return value


async def turns(count):
    for _ in range(count):
        await trio.lowlevel.checkpoint()


async def nested(depth, awaits):
    if depth > 0:
        await nested(depth - 1, awaits)
    else:
        await turns(awaits)


async def gather_new(n):
    async with trio.open_nursery() as nursery:
        for i in range(n):
            nursery.start_soon(identity, i)


async def one_by_one(n):
    for i in range(n):
        async with trio.open_nursery() as nursery:
            nursery.start_soon(identity, i)


async def taking(tasks, switches):
    async with trio.open_nursery() as nursery:
        for _ in range(tasks):
            nursery.start_soon(turns, switches // tasks)


async def sleeps(n):
    async with trio.open_nursery() as nursery:
        for _ in range(n):
            nursery.start_soon(trio.sleep, random.random())


async def cancels(n):
    async with trio.open_nursery() as nursery:
        for _ in range(n):
            nursery.start_soon(trio.sleep_forever)
        await trio.lowlevel.checkpoint()
        nursery.cancel_scope.cancel()


async def queue(n):
    send, receive = trio.open_memory_channel(QUEUE_SIZE)

    async def produce():
        for i in range(n):
            await send.send(i)

    async with trio.open_nursery() as nursery:
        nursery.start_soon(produce)
        for _ in range(n):
            await receive.receive()


async def memory(n):
    with Held() as held:
        async with trio.open_nursery() as nursery:
            for _ in range(n):
                nursery.start_soon(trio.sleep_forever)
            await trio.lowlevel.checkpoint()
            size = held.per_object(n)
            nursery.cancel_scope.cancel()
    return size


async def requests(n):
    import httpx

    url = json.loads(sys.argv[1])["url"]
    async with httpx.AsyncClient(limits=httpx.Limits(max_connections=WORKERS)) as client:
        left = n

        async def worker():
            nonlocal left
            while left > 0:
                left -= 1
                (await client.get(url)).json()

        async with trio.open_nursery() as nursery:
            for _ in range(WORKERS):
                nursery.start_soon(worker)


TESTS = {
    "a": lambda n: trio.run(gather_new, n),
    "a1": lambda n: trio.run(one_by_one, n),
    "b": lambda n: trio.run(taking, 2, n),
    "b1": lambda n: trio.run(taking, TURNS, n),
    "c": lambda n: trio.run(sleeps, n),
    "d": lambda n: trio.run(cancels, n),
    "e": lambda n: trio.run(queue, n),
    "f": lambda n: trio.run(nested, DEPTH["f"], n),
    "f1": lambda n: trio.run(nested, DEPTH["f1"], n),
    "g": lambda n: trio.run(memory, n),
}

try:
    import httpx  # noqa: F401

    TESTS["h"] = lambda n: trio.run(requests, n)
except ImportError:
    pass

main(TESTS)
