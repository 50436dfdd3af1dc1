import { HttpError } from "./http-error";

/** The longest address that is repeated in an error, in characters. */
const MAX_ECHO = 120;

/**
 * Reads an address that a user gave.
 * @throws HttpError ("bad-url", "unsupported-scheme") if nothing can be fetched from it
 */
export function parseAddress(address: string): URL {
  if (address.trim() === "") {
    const message = "The address is empty: it has to begin with http:// or https://.";
    throw new HttpError("bad-url", message);
  }
  if (!URL.canParse(address)) {
    const message = `${echo(address)} is no web address: one looks like http://127.0.0.1:8080/posts.`;
    throw new HttpError("bad-url", message);
  }
  const url = new URL(address);
  if (!isHttp(url)) {
    const message = `${echo(address)} cannot be fetched: an address has to begin with http:// or https://.`;
    throw new HttpError("unsupported-scheme", message);
  }
  if (url.username !== "" || url.password !== "") {
    throw new HttpError("bad-url", "The address holds a user name or password: leave them out.");
  }
  return url;
}

/**
 * Reads where `from` redirects to.
 * @throws HttpError ("bad-redirect") if nothing can be fetched from there
 */
export function parseRedirect(location: string, from: URL): URL {
  if (URL.canParse(location, from.href)) {
    const url = new URL(location, from);
    if (isHttp(url)) return url;
  }
  const message = `${from.origin} redirects to ${echo(location)}, which is no http or https address.`;
  throw new HttpError("bad-redirect", message);
}

/** `text` in quotation marks, cut where it is long. */
export function echo(text: string): string {
  return `"${text.length <= MAX_ECHO ? text : `${text.slice(0, MAX_ECHO - 1)}…`}"`;
}

function isHttp(url: URL): boolean {
  return url.protocol === "http:" || url.protocol === "https:";
}
