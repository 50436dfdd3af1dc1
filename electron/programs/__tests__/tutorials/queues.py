import asyncio
import random


async def producer(queue, count):
    for number in range(count):
        await asyncio.sleep(random.random())
        await queue.put(number)
    await queue.put(None)


async def consumer(queue):
    while (item := await queue.get()) is not None:
        print("got", item)
        queue.task_done()
    queue.task_done()


async def worker(name, queue):
    while True:
        delay = await queue.get()
        await asyncio.sleep(delay)
        print(name, "worked off", delay)
        queue.task_done()


async def main():
    queue = asyncio.Queue(maxsize=2)
    await asyncio.gather(producer(queue, 3), consumer(queue))
    await queue.join()

    jobs = asyncio.Queue()
    for delay in (3, 1, 1):
        jobs.put_nowait(delay)
    workers = [asyncio.create_task(worker(f"worker-{n}", jobs)) for n in range(2)]
    await jobs.join()
    for task in workers:
        task.cancel()
    print(await asyncio.gather(*workers, return_exceptions=True))

    heap = asyncio.PriorityQueue()
    heap.put_nowait((2, "later"))
    heap.put_nowait((1, "first"))
    print(await heap.get(), heap.qsize())
    try:
        asyncio.LifoQueue().get_nowait()
    except asyncio.QueueEmpty:
        print("empty")
    queue.shutdown()
    try:
        await queue.get()
    except asyncio.QueueShutDown:
        print("shut down")


asyncio.run(main())

# out | got 0
# out | got 1
# out | got 2
# out | worker-1 worked off 1
# out | worker-1 worked off 1
# out | worker-0 worked off 3
# out | [CancelledError(''), CancelledError('')]
# out | (1, 'first') 1
# out | empty
# out | shut down
