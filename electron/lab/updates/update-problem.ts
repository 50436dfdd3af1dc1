import type { UpdateProblem } from "../../../shared/updates";

/** The most of what was said of a failure that is shown, in characters. */
const MAX_DETAIL = 300;

/** How those who fetch begin their names of errors, by what they mean to the user. */
const BY_NAME: readonly (readonly [RegExp, UpdateProblem])[] = [
  // electron-updater's own.
  [/^ERR_UPDATER_(?:CHANNEL_FILE_NOT_FOUND|ASSET_NOT_FOUND|NO_PUBLISHED_VERSIONS)$/, "no-versions"],
  [
    /^ERR_UPDATER_(?:INVALID_UPDATE_INFO|INVALID_VERSION|NO_CHECKSUM|INVALID_SIGNATURE)$/,
    "damaged",
  ],
  [/^ERR_CHECKSUM_MISMATCH$/, "damaged"],
  // Node's, and the system's.
  [/^(?:ENOSPC|EDQUOT|EROFS|EACCES|EPERM)$/, "disk"],
  [/^(?:ENOTFOUND|ECONN|EAI_|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ERR_TLS|CERT_)/, "unreachable"],
  // Chromium's.
  [
    /^net::ERR_(?:NAME|INTERNET|CONNECTION|ADDRESS|NETWORK|PROXY|TIMED|SSL|CERT|EMPTY)/,
    "unreachable",
  ],
];

/** What went wrong with an update, for the user. */
export function updateProblem(error: unknown): { problem: UpdateProblem; detail: string } {
  const said = error instanceof Error ? error.message : String(error);
  const detail = oneLine(said);
  // Chromium names an error in its message alone, others beside it.
  const names = [codeOf(error), said];
  const known = BY_NAME.find(([pattern]) => names.some((name) => pattern.test(name)));
  if (known !== undefined) return { problem: known[1], detail };
  const status = error instanceof Error && "statusCode" in error ? Number(error.statusCode) : 0;
  return { problem: status >= 400 ? "unreachable" : "other", detail };
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

/** Without the headers and the stack that some messages go on with. */
function oneLine(message: string): string {
  const line = message.split("\n", 1)[0]!.trim();
  return line.length > MAX_DETAIL ? `${line.slice(0, MAX_DETAIL)} …` : line;
}
