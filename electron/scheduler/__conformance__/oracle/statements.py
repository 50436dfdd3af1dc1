"""Coroutines of programs, and the statements that may suspend."""

import asyncio

import sync_statements
from awaitables import make
from program_errors import CATCHES

RETURN_NOTHING = object()


async def run_coroutine(world, frame, body):
    result = await run_block(world, frame, body)
    return None if result is RETURN_NOTHING else result


async def run_block(world, frame, body):
    """Runs statements in order; gives RETURN_NOTHING, or the value of the `return` that was met."""
    for statement in body:
        run = sync_statements.SYNC.get(statement["op"])
        if run is not None:
            run(world, frame, statement)
        else:
            result = await ASYNC[statement["op"]](world, frame, statement)
            if result is not RETURN_NOTHING:
                return result
    return RETURN_NOTHING


async def await_(world, frame, s):
    world.record(s["n"], "await")
    try:
        value = await make(world, frame, s["value"])
    except BaseException as error:
        world.record(s["n"], "raised", world.describe(error))
        raise
    world.record(s["n"], "got", world.show(value))
    return RETURN_NOTHING


async def return_(world, frame, s):
    world.record(s["n"], "return")
    return s["value"]


async def repeat(world, frame, s):
    for _ in range(s["times"]):
        result = await run_block(world, frame, s["body"])
        if result is not RETURN_NOTHING:
            return result
    return RETURN_NOTHING


async def try_(world, frame, s):
    try:
        return await try_handlers(world, frame, s)
    finally:
        if s["finally"] is not None:
            world.record(s["n"], "finally")
            await run_block(world, frame, s["finally"])


async def try_handlers(world, frame, s):
    try:
        return await run_block(world, frame, s["body"])
    except BaseException as error:
        for handler in s["handlers"]:
            if isinstance(error, CATCHES[handler["catches"]]):
                world.record(s["n"], "caught", world.describe(error))
                result = await run_block(world, frame, handler["body"])
                if result is not RETURN_NOTHING:
                    return result
                if handler["reraise"]:
                    raise
                return RETURN_NOTHING
        raise


async def timeout(world, frame, s):
    n = s["n"]
    if s["delay"] is None or not s["absolute"]:
        manager = asyncio.timeout(s["delay"])
    else:
        manager = asyncio.timeout_at(s["delay"])
    world.record(n, "enter")
    try:
        async with manager as scope:
            world.scopes[s["scope"]] = scope
            result = await run_block(world, frame, s["body"])
    except BaseException as error:
        world.record(n, "left by", world.describe(error), manager.expired())
        raise
    world.record(n, "left", manager.expired())
    return result


async def task_group(world, frame, s):
    n = s["n"]
    world.record(n, "enter")
    try:
        async with asyncio.TaskGroup() as group:
            world.groups[s["group"]] = group
            world.every_group.append(group)
            result = await run_block(world, frame, s["body"])
    except BaseException as error:
        world.record(n, "left by", world.describe(error))
        raise
    world.record(n, "left")
    return result


async def with_(world, frame, s):
    n = s["n"]
    world.record(n, "acquire")
    try:
        async with world.holdables[s["what"]]:
            world.record(n, "acquired")
            result = await run_block(world, frame, s["body"])
    except BaseException as error:
        world.record(n, "left by", world.describe(error))
        raise
    world.record(n, "left")
    return result


async def as_completed(world, frame, s):
    n = s["n"]
    world.record(n, "as completed")
    children = [make(world, frame, child) for child in s["of"]]
    taken = 0
    iterator = asyncio.as_completed(children, timeout=s["timeout"])
    while True:
        try:
            if s["futures"]:
                value = await anext(iterator, RETURN_NOTHING)
            else:
                following = next(iterator, RETURN_NOTHING)
                value = following if following is RETURN_NOTHING else await following
            if value is RETURN_NOTHING:
                break
        except Exception as error:
            world.record(n, "failed", world.describe(error))
        else:
            world.record(n, "completed", world.show(value))
        taken += 1
        if taken >= s["limit"]:
            break
    world.record(n, "taken", taken)
    return RETURN_NOTHING


ASYNC = {
    "await": await_,
    "return": return_,
    "repeat": repeat,
    "try": try_,
    "timeout": timeout,
    "taskGroup": task_group,
    "with": with_,
    "asCompleted": as_completed,
}
