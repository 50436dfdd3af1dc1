import asyncio


async def bake(name):
    await asyncio.sleep(1)
    return name


async def burn():
    await asyncio.sleep(1)
    raise ValueError("too hot")


async def ignores_cancels():
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError:
        pass


async def main():
    # Only made: nothing of it ever runs.
    bake("forgotten")

    # Awaited in the step that created it, so nothing overlaps.
    print(await asyncio.create_task(bake("lonely"), name="lonely"))

    # It fails, and nobody looks.
    failed = asyncio.create_task(burn(), name="failed")

    await asyncio.sleep(2)
    print(f"failed is done: {str(failed.done()).lower()}")

    # It keeps a cancel to itself.
    deaf = asyncio.create_task(ignores_cancels(), name="deaf")
    await asyncio.sleep(0)
    deaf.cancel()
    await asyncio.wait([deaf])

    # Nobody waits for it.
    late = asyncio.create_task(bake("late"), name="late")
    await asyncio.sleep(0.5)
    print(f"late is done: {str(late.done()).lower()}")


asyncio.run(main())
