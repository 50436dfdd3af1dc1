import asyncio


async def cached():
    print("at once")
    return 1


async def main():
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    task = asyncio.create_task(cached())
    print(task.done(), await task)


asyncio.run(main())

# out | at once
# out | True 1
