import asyncio
import functools


def done(greeting, task):
    print(greeting, task.get_name(), task.result())


async def nine():
    return 9


async def main():
    task = asyncio.create_task(nine(), name="nine")
    task.add_done_callback(functools.partial(done, "done:"))
    await task
    print(task)
    print(asyncio.current_task().get_name(), len(asyncio.all_tasks()))
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    loop.call_later(1, future.set_result, 3)
    print(await future)


asyncio.run(main())

# out | done: nine 9
# out | <Task finished name='nine' coro=<nine() done, defined at callbacks.py:9> result=9>
# out | Task-1 1
# out | 3
# err | Task-1 awaits nine in the step that created it
