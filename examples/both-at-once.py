import asyncio


async def fetch_source(name, seconds):
    print(f"{name}: asked")
    await asyncio.sleep(seconds)
    print(f"{name}: answered")


async def main():
    loop = asyncio.get_running_loop()
    start = loop.time()

    # Both exist before main waits for either: their seconds pass at the same time.
    weather = asyncio.create_task(fetch_source("weather", 1), name="weather")
    news = asyncio.create_task(fetch_source("news", 1), name="news")
    print("two tasks, and nothing of them has run")
    await weather
    await news

    print(f"took {loop.time() - start:.2f} s")


asyncio.run(main())
