import asyncio
import contextvars
from dataclasses import dataclass, field

request = contextvars.ContextVar("request", default="none")


@dataclass(order=True)
class Job:
    priority: int
    name: str = field(compare=False)


async def handle(job):
    request.set(job.name)
    await asyncio.sleep(job.priority)
    print(request.get())


async def main():
    await asyncio.gather(*(handle(job) for job in sorted([Job(2, "two"), Job(1, "one")])))
    print(request.get(), Job(1, "one"), Job(1, "one") == Job(1, "other"))


asyncio.run(main())

# out | one
# out | two
# out | none Job(priority=1, name='one') True
