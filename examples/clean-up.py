import asyncio


async def guest(name):
    try:
        await asyncio.sleep(60)
    finally:
        # The clean-up may wait too: whoever awaits this task waits for it.
        await asyncio.sleep(0.5)
        print(f"{name} has tidied up")


async def waits_for(task):
    # A cancel goes on to what is awaited.
    await task


async def stubborn():
    try:
        await asyncio.sleep(60)
    except asyncio.CancelledError:
        print("not now")
    await asyncio.sleep(0.25)
    return "stayed"


async def forgiving():
    try:
        await asyncio.sleep(60)
    except asyncio.CancelledError:
        left = asyncio.current_task().uncancel()
        print(f"taken back, {left} left")
    return "went on"


async def main():
    ann = asyncio.create_task(guest("ann"), name="ann")
    friend = asyncio.create_task(waits_for(ann), name="friend")
    bob = asyncio.create_task(stubborn(), name="bob")
    eve = asyncio.create_task(forgiving(), name="eve")
    early = asyncio.create_task(guest("early"), name="early")
    early.cancel()
    await asyncio.sleep(0.1)

    friend.cancel("closing time")
    bob.cancel()
    eve.cancel()
    try:
        await friend
    except asyncio.CancelledError as error:
        print(f"friend: {error}")
    print(f"bob {await bob}, eve {await eve}")
    print(f"early was cancelled: {str(early.cancelled()).lower()}")


asyncio.run(main())
