import asyncio


async def say_after(delay, what):
    await asyncio.sleep(delay)
    print(what)


async def main():
    loop = asyncio.get_running_loop()
    began = loop.time()
    await say_after(1, "hello")
    await say_after(2, "world")
    print(f"{loop.time() - began:.1f} s")


if __name__ == "__main__":
    asyncio.run(main())

# out | hello
# out | world
# out | 3.0 s
