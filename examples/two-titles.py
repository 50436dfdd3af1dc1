import asyncio

import httpx

SITE = "https://jsonplaceholder.typicode.com"


async def fetch_title(client, number):
    answer = await client.get(f"{SITE}/posts/{number}")
    post = answer.json()
    return post["title"]


async def main():
    async with httpx.AsyncClient() as client:
        # Both requests are under way at the same time.
        first = asyncio.create_task(fetch_title(client, 1), name="post-1")
        second = asyncio.create_task(fetch_title(client, 2), name="post-2")
        titles = [await first, await second]

    for index, title in enumerate(titles):
        print(f"{index + 1}: {'has a title' if title else 'has none'}")


asyncio.run(main())
