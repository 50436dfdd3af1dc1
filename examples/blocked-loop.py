import asyncio
import time


async def ticks(name):
    for count in range(3):
        await asyncio.sleep(0.1)
        print(f"{name} {count + 1}")


async def counts_apples():
    print("counting apples")
    # No await in here: until it is over, nobody else can run.
    time.sleep(0.5)
    print("apples counted")
    await asyncio.sleep(0)


async def main():
    await asyncio.gather(ticks("tick"), counts_apples())


asyncio.run(main())
