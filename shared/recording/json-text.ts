/**
 * `text` as a JSON string for other people's readers. Halves of surrogate pairs, which JavaScript's
 * strings can hold and UTF-8 cannot, become the replacement character: Perfetto refuses a file for
 * them, and protobuf has no place for them.
 */
export function jsonText(text: string): string {
  return JSON.stringify(text.replace(/\p{Surrogate}/gu, "\uFFFD"));
}
