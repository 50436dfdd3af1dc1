import asyncio


async def weigh(parcel, grams):
    await asyncio.sleep(0.5)
    print(f"{parcel}: on the scales")
    return grams


async def main():
    book = asyncio.create_task(weigh("book", 320), name="book")
    lamp = asyncio.create_task(weigh("lamp", 1450), name="lamp")

    # Awaiting a task gives what its coroutine returned.
    total = await book + await lamp
    print(f"together: {total} g")

    # A task keeps it: it can be asked again, and needs no more time.
    print(f"the book once more: {await book} g, result(): {book.result()} g")


asyncio.run(main())
