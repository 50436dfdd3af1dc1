/* The server of test h: prints its address, and serves until its standard input closes. */
import { PostsServer } from "../../net/posts-server";
import { postUrl } from "../../net/fetch-post";

const server = new PostsServer();
const baseUrl = await server.start();
console.log(postUrl(baseUrl, 1));
process.stdin.resume();
process.stdin.on("end", () => process.exit());
