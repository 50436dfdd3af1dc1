import asyncio

import httpx

SITE = "https://jsonplaceholder.typicode.com"


async def title(client, number):
    response = await client.get(f"/posts/{number}")
    response.raise_for_status()
    return response.json()["title"]


async def main():
    timeout = httpx.Timeout(10.0, connect=5.0)
    limits = httpx.Limits(max_connections=10)
    headers = {"Accept": "application/json"}
    async with httpx.AsyncClient(
        base_url=SITE, headers=headers, timeout=timeout, limits=limits, follow_redirects=True
    ) as client:
        titles = await asyncio.gather(*(title(client, number) for number in range(1, 4)))
        print(len(titles), client.headers["accept"])
        response = await client.get("/posts", params={"userId": 1})
        print(response.status_code, response.reason_phrase, len(response.json()), response.url)
        print(response.headers["Content-Type"].split(";")[0], response.is_success, response.encoding)
        print(response, response.elapsed.total_seconds() >= 0, response.request.method)
        response = await client.request("GET", f"{SITE}/posts/1")
        print(response.url.host, response.url.path, len(response.content) == len(response.text.encode()))
    print(client.is_closed, httpx.get(f"{SITE}/posts/1").json()["id"], httpx.codes.OK)


asyncio.run(main())

# real time
# out | 3 application/json
# out | 200 OK 10 https://jsonplaceholder.typicode.com/posts?userId=1
# out | application/json True utf-8
# out | <Response [200 OK]> True GET
# out | jsonplaceholder.typicode.com /posts/1 True
# out | True 1 200
# err | jsonplaceholder.typicode.com cannot be reached, so the lab's own server
