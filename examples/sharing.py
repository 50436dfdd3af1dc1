import asyncio


async def washes(name, sink):
    async with sink:
        await asyncio.sleep(1)
        print(f"{name} has washed up")


async def parks(name, places):
    async with places:
        await asyncio.sleep(1)
        print(f"{name} leaves the car park")


async def starts(name, signal):
    await signal.wait()
    print(f"{name} runs")


async def meets(name, seconds, table):
    await asyncio.sleep(seconds)
    await table.wait()
    print(f"{name} eats")


async def eats(plate, shelf):
    async with plate:
        while not shelf:
            await plate.wait()
        print(f"eaten: {shelf.pop()}")


async def bakes(queue):
    for bread in ("rye", "oat", "pita"):
        await queue.put(bread)


async def sells(queue):
    while True:
        bread = await queue.get()
        await asyncio.sleep(0.5)
        print(f"sold: {bread}")
        queue.task_done()


async def main():
    # A lock: one at a time, in the order of asking.
    sink = asyncio.Lock()
    await asyncio.gather(washes("ann", sink), washes("bob", sink))

    # A semaphore: so many at a time.
    places = asyncio.Semaphore(2)
    await asyncio.gather(parks("red", places), parks("blue", places), parks("green", places))

    # An event: everybody waits for one signal.
    signal = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(starts("hare", signal), name="hare")
        group.create_task(starts("hedgehog", signal), name="hedgehog")
        await asyncio.sleep(1)
        signal.set()

    # A barrier: nobody begins before all are there.
    table = asyncio.Barrier(2)
    await asyncio.gather(meets("early", 1, table), meets("late", 2, table))

    # A condition: a lock, and news of what it guards.
    plate = asyncio.Condition()
    shelf = []
    eater = asyncio.create_task(eats(plate, shelf), name="eater")
    await asyncio.sleep(1)
    async with plate:
        shelf.append("cake")
        plate.notify()
    await eater

    # A queue of one place: the baker waits for the seller, and the seller for the baker.
    queue = asyncio.Queue(1)
    seller = asyncio.create_task(sells(queue), name="seller")
    await bakes(queue)
    await queue.join()
    seller.cancel()
    await asyncio.wait([seller])


asyncio.run(main())
