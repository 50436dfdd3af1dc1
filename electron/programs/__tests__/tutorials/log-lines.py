import asyncio
import logging

logging.basicConfig(level=logging.DEBUG, format="%(levelname)s %(name)s %(message)s")
log = logging.getLogger("tutorial")


async def main():
    log.info("begins")
    try:
        1 / 0
    except ZeroDivisionError:
        log.exception("it failed")


asyncio.run(main())

# err | INFO tutorial begins
# err | ERROR tutorial it failed
# err | File "log-lines.py", line 11, in main
