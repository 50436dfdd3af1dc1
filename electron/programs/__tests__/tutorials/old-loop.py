import asyncio


async def main():
    print("hello")
    await asyncio.sleep(1)
    print("world")


loop = asyncio.get_event_loop()
try:
    loop.run_until_complete(main())
finally:
    loop.run_until_complete(loop.shutdown_asyncgens())
    loop.close()

# out | hello
# out | world
# err | The lab made one, as Python did before 3.14
