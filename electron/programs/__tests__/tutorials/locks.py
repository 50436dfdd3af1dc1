import asyncio


async def visit(name, places, lock):
    async with places:
        print(name, "is in", lock.locked())
        async with lock:
            await asyncio.sleep(1)


async def main():
    places, lock = asyncio.Semaphore(2), asyncio.Lock()
    await asyncio.gather(*(visit(name, places, lock) for name in ("ann", "bob", "eve")))

    event = asyncio.Event()
    asyncio.get_running_loop().call_later(1, event.set)
    print(await event.wait())

    condition = asyncio.Condition()
    ready = []

    async def consume():
        async with condition:
            await condition.wait_for(lambda: ready)
            print("ready", ready)

    task = asyncio.create_task(consume())
    await asyncio.sleep(1)
    async with condition:
        ready.append(1)
        condition.notify_all()
    await task

    barrier = asyncio.Barrier(2)
    print(sorted(await asyncio.gather(barrier.wait(), barrier.wait())))
    try:
        asyncio.BoundedSemaphore(1).release()
    except ValueError as error:
        print(error)


asyncio.run(main())

# out | ann is in False
# out | bob is in True
# out | eve is in True
# out | True
# out | ready [1]
# out | [0, 1]
# out | BoundedSemaphore released too many times
