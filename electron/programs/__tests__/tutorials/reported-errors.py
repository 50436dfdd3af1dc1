import asyncio


class Bad:
    def __del__(self):
        raise ValueError("in the end")


async def main():
    Bad()
    loop = asyncio.get_running_loop()
    loop.call_soon(lambda: 1 / 0)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    loop.set_exception_handler(lambda loop, context: print("handler:", context["exception"]))
    loop.call_soon(lambda: 1 / 0)
    await asyncio.sleep(0.1)


asyncio.run(main())

# out | handler: division by zero
# err | Exception ignored while calling deallocator
# err | Exception in callback main.<locals>.<lambda>() at reported-errors.py:12: ZeroDivisionError
