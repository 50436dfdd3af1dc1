import asyncio

import httpx

SITE = "https://jsonplaceholder.typicode.com"


async def main():
    async with httpx.AsyncClient() as client:
        try:
            (await client.get(f"{SITE}/posts/9999")).raise_for_status()
        except httpx.HTTPStatusError as error:
            print(error, error.response.status_code, error.request.url)
        try:
            await client.get("http://nowhere.invalid/")
        except httpx.RequestError as error:
            print(type(error).__name__, str(error).split(":")[0], error.request.url)
        try:
            await client.get(f"{SITE}/posts/1", timeout=1e-9)
        except httpx.TimeoutException as error:
            print(type(error).__name__)
        try:
            await client.post(f"{SITE}/posts", json={"title": "new"})
        except NotImplementedError as error:
            print(error)
    await client.get(f"{SITE}/posts/1")


asyncio.run(main())

# real time
# out | Client error '404 Not Found' for url 'https://jsonplaceholder.typicode.com/posts/9999' 404 https://jsonplaceholder.typicode.com/posts/9999
# out | ConnectError Programs may not fetch from nowhere.invalid http://nowhere.invalid/
# out | ReadTimeout
# out | The lab fetches with GET only: post cannot be used here.
# err | RuntimeError: Cannot send a request, as the client has been closed.
# exit | 1
