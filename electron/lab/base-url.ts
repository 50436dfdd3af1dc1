import { LabError } from "../../shared/result";
import { parseAddress } from "../net/address";
import { HttpError } from "../net/http-error";

/**
 * Checks the base URL that a user set, and trims it. Empty stands for the lab's own server.
 * @throws LabError ("bad-input") with a sentence that names the field
 */
export function checkedBaseUrl(text: string): string {
  const address = text.trim();
  if (address === "") return "";
  try {
    const url = parseAddress(address);
    if (url.hash === "") return address;
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    throw badBaseUrl(error.message);
  }
  throw badBaseUrl(
    `"${address}" ends in a fragment (#…), which no server ever sees: leave it out.`,
  );
}

function badBaseUrl(reason: string): LabError {
  return new LabError("bad-input", `The base URL cannot be used: ${reason}`, "settings.baseUrl");
}
