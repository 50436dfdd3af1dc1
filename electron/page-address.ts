/** Whether `url` belongs to the same site as `page`. `URL.origin` is "null" for the app's own scheme, so its parts are compared. */
export function isSameSite(url: string, page: string): boolean {
  if (!URL.canParse(url)) return false;
  const [one, other] = [new URL(url), new URL(page)];
  return one.protocol === other.protocol && one.host === other.host;
}

/** Whether `url` is `page` itself, whatever its query and fragment. */
export function isSamePage(url: string, page: string): boolean {
  return isSameSite(url, page) && new URL(url).pathname === new URL(page).pathname;
}
