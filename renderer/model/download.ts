/** How long a content that was handed to the browser stays at its address, in milliseconds: the browser has taken hold of it by then. */
const ADDRESS_LIFETIME_MS = 60_000;

/** Has the browser save what is at an address: it has its own progress, and writes to where the user keeps such files. */
export function downloadFrom(address: string, fileName: string): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = fileName;
  link.click();
}

/** Has the browser save a content. */
export function download(content: Blob, fileName: string): void {
  const address = URL.createObjectURL(content);
  downloadFrom(address, fileName);
  setTimeout(() => URL.revokeObjectURL(address), ADDRESS_LIFETIME_MS);
}
