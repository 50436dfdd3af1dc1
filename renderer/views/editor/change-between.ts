/** The one replacement that makes `next` of `now`: a cursor outside of it stays where it is. */
export function changeBetween(
  now: string,
  next: string,
): { from: number; to: number; insert: string } {
  const shorter = Math.min(now.length, next.length);
  let from = 0;
  while (from < shorter && now.charCodeAt(from) === next.charCodeAt(from)) from += 1;
  let same = 0;
  while (
    same < shorter - from &&
    now.charCodeAt(now.length - 1 - same) === next.charCodeAt(next.length - 1 - same)
  ) {
    same += 1;
  }
  return { from, to: now.length - same, insert: next.slice(from, next.length - same) };
}
