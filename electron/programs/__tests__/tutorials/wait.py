import asyncio


async def work(number):
    await asyncio.sleep(number)
    return number


async def main():
    tasks = {asyncio.create_task(work(number)) for number in (3, 1, 2)}
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    print([task.result() for task in done], len(pending))
    done, pending = await asyncio.wait(pending, timeout=1.5)
    print([task.result() for task in done], len(pending))
    for task in pending:
        print(task.cancel())
    await asyncio.wait(pending)
    print([task.cancelled() for task in pending])
    for coroutine in asyncio.as_completed([work(3), work(1), work(2)]):
        print(await coroutine)
    async for task in asyncio.as_completed([asyncio.create_task(work(2)), asyncio.create_task(work(1))]):
        print("task", await task)


asyncio.run(main())

# out | [1] 2
# out | [2] 1
# out | True
# out | [True]
# out | 1
# out | 2
# out | 3
# out | task 1
# out | task 2
