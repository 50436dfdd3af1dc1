import asyncio

import httpx

URL = "https://jsonplaceholder.typicode.com/posts/1"


async def main():
    async with httpx.AsyncClient() as client:
        async with client.stream("GET", URL) as response:
            size = 0
            async for piece in response.aiter_bytes():
                size += len(piece)
            print(size == len(response.content))
        async with client.stream("GET", URL) as response:
            print(len([line async for line in response.aiter_lines()]) > 0)
            print((await response.aread()) == response.content)


asyncio.run(main())
with httpx.stream("GET", URL) as response:
    print("".join(response.iter_text()) == response.text)

# real time
# out | True
# out | True
# out | True
# out | True
# err | cannot be reached
