import asyncio


async def long():
    await asyncio.sleep(60)


async def main():
    try:
        async with asyncio.timeout(1):
            await long()
    except TimeoutError as error:
        print("timeout", repr(error))
    try:
        await asyncio.wait_for(long(), timeout=1)
    except asyncio.TimeoutError as error:
        print("wait_for", repr(error))
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout_at(loop.time() + 1):
            await long()
    except TimeoutError:
        print("timeout_at")
    async with asyncio.timeout(None) as limit:
        limit.reschedule(loop.time() + 3)
        await asyncio.sleep(1)
    print(limit.expired(), loop.time())


asyncio.run(main())

# out | timeout TimeoutError()
# out | wait_for TimeoutError()
# out | timeout_at
# out | False 4.0
