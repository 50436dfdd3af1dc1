import { net, protocol } from "electron";
import { join, normalize, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { contentPolicy } from "./content-policy";

const SCHEME = "app";
export const APP_URL = `${SCHEME}://tasklab/`;

/** Before the app is ready: pages of the scheme get an origin, storage and `fetch` like those of a website. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the files of `folder`, and nothing outside of it, under `APP_URL`. */
export function serveApp(folder: string): void {
  protocol.handle(SCHEME, async (request) => {
    const { host, pathname } = new URL(request.url);
    const path = normalize(join(folder, decodeURIComponent(pathname)));
    if (`${SCHEME}://${host}/` !== APP_URL || !path.startsWith(folder + sep)) {
      return new Response("Not found", { status: 404 });
    }
    const file = pathname === "/" ? join(folder, "index.html") : path;
    const response = await net.fetch(pathToFileURL(file).href, { bypassCustomProtocolHandlers: true });
    const headers = new Headers(response.headers);
    headers.set("Content-Security-Policy", contentPolicy());
    headers.set("X-Content-Type-Options", "nosniff");
    return new Response(response.body, { status: response.status, headers });
  });
}
