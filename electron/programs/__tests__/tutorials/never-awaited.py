import asyncio


async def lost():
    return 1


async def main():
    lost()
    kept = lost()
    print(type(kept).__name__)


asyncio.run(main())

# out | coroutine
# err | coroutine 'lost' was never awaited. Await it
