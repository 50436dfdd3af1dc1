const KEY = "tasklab-token";

/**
 * The token with which the page was opened. It comes in the address's fragment; it is taken out of
 * what the user sees (and may show on a projector), and kept for this tab, so that a reload works.
 * @returns the empty string if there is none: the lab then says what to do
 */
export function takeToken(): string {
  const fragment = new URLSearchParams(location.hash.slice(1));
  const token = fragment.get("token");
  if (token === null) return sessionStorage.getItem(KEY) ?? "";
  sessionStorage.setItem(KEY, token);
  fragment.delete("token");
  const rest = fragment.toString();
  const address = location.pathname + location.search + (rest === "" ? "" : `#${rest}`);
  history.replaceState(history.state, "", address);
  return token;
}
