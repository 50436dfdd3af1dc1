/**
 * What the page may load: its own files. Vue sets styles through the CSSOM, which the policy does not
 * concern, so no inline style is needed.
 * @param streamOrigin where the page opens its event stream (`ws://…`), if over a socket
 */
export function contentPolicy(streamOrigin?: string): string {
  const connect = streamOrigin === undefined ? "'self'" : `'self' ${streamOrigin}`;
  return [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src ${connect}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join("; ");
}
