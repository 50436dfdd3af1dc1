import asyncio


async def divide(number):
    return 1 / number


async def main():
    await asyncio.gather(divide(1), divide(0))


asyncio.run(main())

# err | File "error-line.py", line 12, in <module>
# err | File "error-line.py", line 9, in main
# err | File "error-line.py", line 5, in divide
# err | ZeroDivisionError: division by zero
# exit | 1
