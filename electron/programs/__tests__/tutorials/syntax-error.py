import asyncio


async def main():
    print("a"
    await asyncio.sleep(1)


asyncio.run(main())

# err | File "syntax-error.py", line 5
# err | SyntaxError: '(' was never closed
# sentence | SyntaxError: '(' was never closed (syntax-error.py:5)
# exit | 1
