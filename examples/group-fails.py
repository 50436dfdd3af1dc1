import asyncio


async def painter(room, seconds):
    try:
        await asyncio.sleep(seconds)
        print(f"{room} is painted")
    except asyncio.CancelledError:
        print(f"{room} stays half painted")
        # Cleaning the brushes takes a while.
        await asyncio.sleep(0.5)
        raise


async def falls(seconds):
    await asyncio.sleep(seconds)
    raise ValueError("the ladder broke")


async def main():
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(painter("hall", 1), name="hall")
            group.create_task(falls(2), name="ladder")
            group.create_task(painter("kitchen", 9), name="kitchen")
            print("three at work")
    except* ValueError as failed:
        print(f"the group failed: {', '.join(str(error) for error in failed.exceptions)}")

    # The body itself may fail: then everybody goes home.
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(painter("stairs", 9), name="stairs")
            await asyncio.sleep(1)
            raise ValueError("no more paint")
    except* ValueError as failed:
        print(f"the group failed: {', '.join(str(error) for error in failed.exceptions)}")


asyncio.run(main())
