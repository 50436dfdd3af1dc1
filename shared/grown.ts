/** A column's content in a longer one. @returns `fresh` */
export function grown<T extends Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array>(
  old: T,
  fresh: T,
): T {
  fresh.set(old);
  return fresh;
}
