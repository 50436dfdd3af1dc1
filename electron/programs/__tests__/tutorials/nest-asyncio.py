import asyncio

import nest_asyncio

nest_asyncio.apply()
nest_asyncio.apply()


async def inner():
    await asyncio.sleep(0.1)
    return "inner"


def plain():
    return asyncio.get_event_loop().run_until_complete(inner())


async def main():
    print(plain())
    print(asyncio.run(inner()))
    return await inner()


print(asyncio.run(main()))

# out | inner
# out | inner
# out | inner
