import asyncio
from contextlib import asynccontextmanager


async def ticks(count):
    try:
        for number in range(count):
            yield number
            await asyncio.sleep(1)
    finally:
        print("no more ticks")


@asynccontextmanager
async def opened(name):
    print("open", name)
    yield name.upper()
    print("close", name)


async def main():
    async with opened("door") as door:
        async for number in ticks(5):
            print(door, number)
            if number == 1:
                break


asyncio.run(main())

# out | open door
# out | DOOR 0
# out | DOOR 1
# out | close door
# out | no more ticks
