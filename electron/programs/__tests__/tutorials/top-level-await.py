import asyncio


async def number():
    await asyncio.sleep(0.1)
    return 5


async def ticker():
    for n in range(2):
        yield n


print(await number())
tasks = [asyncio.create_task(number()) for _ in range(3)]
print(await asyncio.gather(*tasks))
async with asyncio.timeout(1):
    print("in time")
async for n in ticker():
    print(n)
print([n async for n in ticker()])

# out | 5
# out | [5, 5, 5]
# out | in time
# out | 0
# out | 1
# out | [0, 1]
