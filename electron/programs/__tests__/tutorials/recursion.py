import asyncio


async def deeper(depth):
    return await deeper(depth + 1)


def down(depth):
    return down(depth + 1)


try:
    asyncio.run(deeper(0))
except RecursionError as error:
    print(error)
down(0)

# out | maximum recursion depth exceeded
# err | File "recursion.py", line 9, in down
# err | more times]
# sentence | RecursionError: maximum recursion depth exceeded
# exit | 1
