import asyncio


async def save():
    await asyncio.sleep(2)
    print("saved")
    return "file"


async def main():
    task = asyncio.create_task(save())
    try:
        await asyncio.wait_for(asyncio.shield(task), timeout=1)
    except TimeoutError:
        print("it takes long", task.done())
    print(await task)


asyncio.run(main())

# out | it takes long False
# out | saved
# out | file
