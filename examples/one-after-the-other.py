import asyncio


async def fetch_source(name, seconds):
    print(f"{name}: asked")
    await asyncio.sleep(seconds)
    print(f"{name}: answered")


async def main():
    loop = asyncio.get_running_loop()
    start = loop.time()

    # Each is awaited to its end before the next one begins.
    await fetch_source("weather", 1)
    await fetch_source("news", 1)

    print(f"took {loop.time() - start:.2f} s")


asyncio.run(main())
