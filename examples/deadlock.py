import asyncio


async def paints(name, first, second):
    async with first:
        await asyncio.sleep(0.1)
        # Each has what the other one waits for.
        async with second:
            print(f"{name} paints")


async def main():
    brush = asyncio.Lock()
    brush.name = "the brush"
    ladder = asyncio.Lock()
    ladder.name = "the ladder"
    ann = asyncio.create_task(paints("ann", brush, ladder), name="ann")
    bob = asyncio.create_task(paints("bob", ladder, brush), name="bob")
    await asyncio.wait([ann, bob], timeout=1)
    print("nobody paints")

    # One of them has to let go.
    bob.cancel()
    await asyncio.wait([ann, bob])


asyncio.run(main())
