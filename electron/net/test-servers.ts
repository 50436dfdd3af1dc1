/** Real servers on 127.0.0.1 for tests; each is closed when the test that made it is over. */
import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import type { RequestListener } from "node:http";
import { createServer as createTcpServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";
import { onTestFinished } from "vitest";
import { PostsServer } from "./posts-server";
import type { PostsServerOptions, ServerRequest, ServerRequestEnd } from "./posts-server";

export async function newPostsServer(options: PostsServerOptions = {}): Promise<PostsServer> {
  const server = new PostsServer(options);
  onTestFinished(() => server.close());
  await server.start();
  return server;
}

/** @returns its address, without a slash at the end */
export async function newHttpServer(listener: RequestListener): Promise<string> {
  const server = createHttpServer(listener);
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return listen(server);
}

/**
 * A server below HTTP: `serve` is called with each connection once it has sent something.
 * @returns its address, as if it spoke HTTP
 */
export async function newTcpServer(serve: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.once("data", () => serve(socket));
  });
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return listen(server);
}

/** An address at which nothing listens. */
export async function unusedAddress(): Promise<string> {
  const server = createTcpServer();
  const address = await listen(server);
  server.close();
  await once(server, "close");
  return address;
}

/** The next request that arrives at `server`. */
export function nextStart(server: PostsServer): Promise<ServerRequest> {
  return new Promise((resolve) => {
    const off = server.onRequestStart((request) => {
      off();
      resolve(request);
    });
  });
}

/** The next request that is over at `server`. */
export function nextEnd(server: PostsServer): Promise<ServerRequestEnd> {
  return new Promise((resolve) => {
    const off = server.onRequestEnd((end) => {
      off();
      resolve(end);
    });
  });
}

async function listen(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
