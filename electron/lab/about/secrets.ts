/** What lets somebody in, wherever it comes from: tokens in addresses and headers, and passwords in addresses. */
const SECRETS = /(?<=\b(?:token|key|ticket)=|\bBearer )[^\s"'&]+|(?<=:\/\/)[^\s/@"']+(?=@)/gi;

/** A text without tokens and passwords. */
export function withoutSecrets(text: string): string {
  return text.replace(SECRETS, "***");
}
