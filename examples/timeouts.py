import asyncio


async def slow(name, seconds):
    try:
        await asyncio.sleep(seconds)
        return f"{name} is done"
    finally:
        print(f"{name} ends")


async def main():
    async with asyncio.timeout(1):
        print(await slow("quick", 0.5))

    # What takes longer is cancelled, and the timeout makes its own error of that.
    try:
        async with asyncio.timeout(1):
            await slow("first", 5)
    except TimeoutError:
        print("first took too long")

    # wait_for cancels the task that it made, and waits for its clean-up.
    try:
        await asyncio.wait_for(slow("second", 5), 1)
    except TimeoutError:
        print("second took too long")

    # Of two limits, one within the other, the outer one passes first.
    try:
        async with asyncio.timeout(1):
            async with asyncio.timeout(2):
                await slow("third", 5)
    except TimeoutError:
        print("third took too long for the outer limit")

    # A shield keeps the work going; wait only waits, and cancels nobody.
    work = asyncio.create_task(slow("fourth", 3), name="fourth")
    try:
        async with asyncio.timeout(1):
            await asyncio.shield(work)
    except TimeoutError:
        print("the fourth goes on")
    done, pending = await asyncio.wait([work], timeout=1)
    print(f"{len(done)} done, {len(pending)} pending")
    print(await work)


asyncio.run(main())
