import asyncio
import http.client
import socket


async def main():
    loop = asyncio.get_running_loop()
    attempts = [
        lambda: asyncio.open_connection("example.com", 80),
        lambda: asyncio.start_server(lambda reader, writer: None, "127.0.0.1", 8888),
        lambda: loop.getaddrinfo("example.com", 80),
        lambda: socket.create_connection(("127.0.0.1", 80)),
        lambda: socket.socket().connect(("127.0.0.1", 80)),
        lambda: socket.gethostbyname("example.com"),
        lambda: http.client.HTTPConnection("example.com").request("GET", "/"),
    ]
    for attempt in attempts:
        try:
            await attempt()
        except PermissionError as error:
            print(str(error).split(":")[0])


asyncio.run(main())

# out | A program in the lab has no sockets
# out | A program in the lab has no sockets
# out | A program in the lab has no sockets
# out | A program in the lab has no sockets
# out | A program in the lab has no sockets
# out | A program in the lab has no sockets
# out | A program in the lab has no sockets
