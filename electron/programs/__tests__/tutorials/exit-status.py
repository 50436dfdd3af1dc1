import asyncio
import sys


async def main():
    await asyncio.sleep(1)
    print("a word for those who read errors", file=sys.stderr)
    sys.exit(3)


asyncio.run(main())

# err | a word for those who read errors
# exit | 3
