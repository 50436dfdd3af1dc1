import asyncio


async def bad(number):
    raise ValueError(number)


async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(bad(1))


asyncio.run(main())

# err | ExceptionGroup: unhandled errors in a TaskGroup (1 sub-exception)
# err | File "group-error.py", line 5, in bad
# err | File "group-error.py", line 9, in main
# exit | 1
