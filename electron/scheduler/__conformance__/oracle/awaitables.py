"""What the expressions of a program mean."""

import asyncio

import statements
from world import Frame


def make(world, frame, value):
    """The awaitable that an expression means."""
    kind = value["kind"]
    if kind == "slot":
        found = world.slots.get(value["slot"])
        return asyncio.sleep(0) if found is None else found
    if kind == "coroutine":
        return statements.run_coroutine(world, Frame(frame.parent), value["body"])
    if kind == "sleep":
        return asyncio.sleep(value["delay"], value["result"])
    if kind == "gather":
        children = [make(world, frame, child) for child in value["of"]]
        return asyncio.gather(*children, return_exceptions=value["returnExceptions"])
    if kind == "wait":
        futures = [world.slots[slot] for slot in value["slots"] if slot in world.slots]
        return sorted_wait(world, futures, value["timeout"], getattr(asyncio, value["returnWhen"]))
    if kind == "waitFor":
        return asyncio.wait_for(make(world, frame, value["of"]), value["timeout"])
    if kind == "shield":
        return asyncio.shield(make(world, frame, value["of"]))
    if kind == "acquire":
        return world.holdables[value["what"]].acquire()
    if kind == "eventWait":
        return world.event.wait()
    if kind == "conditionWait":
        return world.holdables["condition"].wait()
    if kind == "conditionWaitFor":
        return world.holdables["condition"].wait_for(predicate(world, value["calls"]))
    if kind == "barrierWait":
        return world.barrier.wait()
    if kind == "barrierReset":
        return world.barrier.reset()
    if kind == "barrierAbort":
        return world.barrier.abort()
    if kind == "put":
        return world.queues[value["queue"]].put(value["item"])
    if kind == "get":
        return world.queues[value["queue"]].get()
    return world.queues[value["queue"]].join()


async def sorted_wait(world, futures, timeout, return_when):
    done, pending = await asyncio.wait(futures, timeout=timeout, return_when=return_when)
    return [sorted(map(world.label, done)), sorted(map(world.label, pending))]


def predicate(world, calls):
    asked = 0

    def ask():
        nonlocal asked
        asked += 1
        world.record(0, "predicate", asked)
        return asked >= calls

    return ask
