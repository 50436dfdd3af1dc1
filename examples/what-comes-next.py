import asyncio


async def square(number):
    await asyncio.sleep(number)
    return number * number


async def worker(queue, lock):
    while True:
        dish = await queue.get()
        await lock.acquire()
        try:
            await asyncio.sleep(0.25)
            print(f"washed: {dish}")
        finally:
            lock.release()
            queue.task_done()


async def main():
    # gather: all at once, results in the order of the arguments.
    print("squares:", *await asyncio.gather(square(3), square(1), square(2)))

    # A task group waits for all that was created in it.
    async with asyncio.TaskGroup() as group:
        group.create_task(square(1), name="one")
        group.create_task(square(2), name="two")
    print("the group is done")

    # A timeout cancels what takes too long; a shield keeps the work going.
    slow = asyncio.create_task(square(4), name="slow")
    try:
        async with asyncio.timeout(1):
            await asyncio.shield(slow)
    except TimeoutError:
        print(f"too slow, and done {str(slow.done()).lower()}")
    print(f"the shielded one: {await slow}")

    # Two workers, one sink: a queue hands out the dishes, a lock the sink.
    queue = asyncio.Queue()
    lock = asyncio.Lock()
    workers = [asyncio.create_task(worker(queue, lock), name=name) for name in ("w1", "w2")]
    for dish in ("cup", "bowl", "pan"):
        await queue.put(dish)
    await queue.join()
    for task in workers:
        task.cancel()
    await asyncio.gather(*workers, return_exceptions=True)
    print("all clean")


asyncio.run(main())
