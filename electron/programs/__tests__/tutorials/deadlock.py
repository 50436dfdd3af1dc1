import asyncio


async def main():
    never = asyncio.Event()
    await never.wait()


asyncio.run(main())

# err | File "deadlock.py", line 9, in <module>
# sentence | DeadlockError: Deadlock: Task-1 can never go on: nothing is ready, no timer is set, and nothing from outside is awaited.
# exit | 1
