import asyncio


async def worker():
    try:
        while True:
            await asyncio.sleep(1)
    except asyncio.CancelledError:
        print("cancelled", asyncio.current_task().cancelling())
        raise
    finally:
        print("clean")


async def main():
    task = asyncio.create_task(worker(), name="worker")
    await asyncio.sleep(0.5)
    print(task.get_name(), task.done(), task.cancel("enough"))
    try:
        await task
    except asyncio.CancelledError as error:
        print("main heard", error.args, task.cancelled(), task.done())


asyncio.run(main())

# out | worker False True
# out | cancelled 1
# out | clean
# out | main heard ('enough',) True True
