import asyncio


async def factorial(name, number):
    result = 1
    for factor in range(2, number + 1):
        print(f"Task {name}: times {factor}")
        await asyncio.sleep(1)
        result *= factor
    return result


async def fails():
    await asyncio.sleep(1.5)
    raise ValueError("no")


async def main():
    print(await asyncio.gather(factorial("A", 2), factorial("B", 3)))
    print(await asyncio.gather(factorial("C", 2), fails(), return_exceptions=True))
    try:
        await asyncio.gather(fails(), fails())
    except ValueError as error:
        print("caught", error)


asyncio.run(main())

# out | Task A: times 2
# out | Task B: times 2
# out | Task B: times 3
# out | [2, 6]
# out | Task C: times 2
# out | [2, ValueError('no')]
# out | caught no
