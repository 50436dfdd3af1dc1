import asyncio


async def five():
    await asyncio.sleep(0.01)
    return 5


loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
print(loop.run_until_complete(five()))
loop.call_soon(print, "soon")
loop.call_later(2, print, "later")
loop.call_at(loop.time() + 3, loop.stop)
loop.run_forever()
print(loop.is_running(), loop.is_closed())
loop.close()

with asyncio.Runner() as runner:
    print(runner.run(five()) + runner.run(five()))

# out | 5
# out | soon
# out | later
# out | False False
# out | 10
