import { protocol } from "electron";
import { answerWithFile } from "./app-files";
import { isSameSite } from "./page-address";

const SCHEME = "app";
export const APP_URL = `${SCHEME}://tasklab/`;

/** Before the app is ready: pages of the scheme get an origin and storage like those of a website, and their compiled scripts are kept. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/**
 * Serves the files of `folder`, and nothing outside of it, under `APP_URL`.
 * @param folder absolute
 */
export function serveApp(folder: string): void {
  protocol.handle(SCHEME, ({ method, url }) =>
    isSameSite(url, APP_URL)
      ? answerWithFile(folder, method, url)
      : new Response("There is no such site.", { status: 404 }),
  );
}
