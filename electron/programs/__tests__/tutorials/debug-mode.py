import asyncio
import time


async def main():
    time.sleep(0.15)
    print("over")


asyncio.run(main(), debug=True)

# real time
# out | over
# err | Executing <Task finished name='Task-1' coro=<main() done, defined at debug-mode.py:5> result=None
