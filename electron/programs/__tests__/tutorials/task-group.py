import asyncio


async def fetch(name, delay, error=None):
    try:
        await asyncio.sleep(delay)
    except asyncio.CancelledError:
        print(name, "was cancelled")
        raise
    if error is not None:
        raise error
    return name


async def main():
    async with asyncio.TaskGroup() as group:
        one = group.create_task(fetch("one", 2))
        two = group.create_task(fetch("two", 1))
    print(one.result(), two.result())
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fetch("slow", 5))
            group.create_task(fetch("bad", 1, ValueError("bad")))
            group.create_task(fetch("worse", 1, TypeError("worse")))
    except* ValueError as errors:
        print([str(error) for error in errors.exceptions])
    except* TypeError as errors:
        print([str(error) for error in errors.exceptions])


asyncio.run(main())

# out | one two
# out | slow was cancelled
# out | ['bad']
# out | ['worse']
