import asyncio


async def bake(minutes):
    await asyncio.sleep(minutes)
    return "bread"


async def burn():
    await asyncio.sleep(1)
    raise ValueError("too hot")


def word(value):
    return str(value).lower()


def show(when, tasks):
    for task in tasks:
        print(f"{when}: {task.get_name()} done {word(task.done())} cancelled {word(task.cancelled())}")


async def main():
    bread = asyncio.create_task(bake(1), name="bread")
    cake = asyncio.create_task(bake(60), name="cake")
    toast = asyncio.create_task(burn(), name="toast")
    tasks = [bread, cake, toast]
    show("created", tasks)

    await asyncio.sleep(2)
    # Asking is not ending: the task hears of it when it has its turn.
    print(f"cancel accepted: {word(cake.cancel())}")
    show("asked", [cake])

    try:
        await cake
    except asyncio.CancelledError:
        print("awaiting the cake: it was cancelled")
    try:
        await toast
    except ValueError as error:
        print(f"awaiting the toast: {error}")
    print(f"awaiting the bread: {await bread}")
    show("over", tasks)


asyncio.run(main())
