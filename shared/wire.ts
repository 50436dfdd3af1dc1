/**
 * Frames with events as bytes: a JSON header, then the columns as they lie in memory.
 *
 *     u32 length of the header · header (UTF-8, padded with spaces) · time f64[] · task u32[]
 *     · a u32[] · text u32[] · kind u8[] · detail u8[]
 *
 * Little-endian, as every machine is that Electron runs on. The header's padding puts the columns on
 * a multiple of eight, so that the receiver reads them in place: nothing is parsed, nothing copied.
 */
import { BYTES_PER_EVENT } from "./batch";
import type { FrameHeader, StreamFrame } from "./stream";

interface Header extends FrameHeader {
  firstSeq: number;
  length: number;
  texts: readonly string[];
}

const LENGTH_BYTES = 4;
const ALIGNMENT = 8;
const SPACE = 0x20;

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });

/** Thrown for bytes that are no frame of this version. */
export class WireError extends Error {
  override readonly name = "WireError";
}

export function encodeFrame(frame: StreamFrame): ArrayBuffer {
  const { batch, ...rest } = frame;
  const header: Header = {
    ...rest,
    firstSeq: batch.firstSeq,
    length: batch.length,
    texts: batch.texts,
  };
  const json = encoder.encode(JSON.stringify(header));
  const columnsAt = Math.ceil((LENGTH_BYTES + json.length) / ALIGNMENT) * ALIGNMENT;
  const buffer = new ArrayBuffer(columnsAt + batch.length * BYTES_PER_EVENT);
  const bytes = new Uint8Array(buffer);
  new DataView(buffer).setUint32(0, columnsAt - LENGTH_BYTES, true);
  bytes.set(json, LENGTH_BYTES);
  bytes.fill(SPACE, LENGTH_BYTES + json.length, columnsAt);
  const columns = columnsIn(buffer, columnsAt, batch.length);
  columns.time.set(batch.time);
  columns.task.set(batch.task);
  columns.a.set(batch.a);
  columns.text.set(batch.text);
  columns.kind.set(batch.kind);
  columns.detail.set(batch.detail);
  return buffer;
}

/** Throws a `WireError` that says what is wrong if `buffer` is not a whole frame. */
export function decodeFrame(buffer: ArrayBuffer): StreamFrame {
  if (buffer.byteLength < LENGTH_BYTES) throw new WireError("A frame ended before its header.");
  const headerLength = new DataView(buffer).getUint32(0, true);
  const columnsAt = LENGTH_BYTES + headerLength;
  if (columnsAt > buffer.byteLength) throw new WireError("A frame ended inside its header.");
  const header = parseHeader(new Uint8Array(buffer, LENGTH_BYTES, headerLength));
  const { firstSeq, length, texts, ...rest } = header;
  if (buffer.byteLength !== columnsAt + length * BYTES_PER_EVENT) {
    throw new WireError(`A frame of ${length} events has the wrong number of bytes.`);
  }
  const columns = columnsIn(buffer, columnsAt, length);
  return { ...rest, batch: { firstSeq, length, texts, ...columns } };
}

function columnsIn(buffer: ArrayBuffer, offset: number, length: number) {
  const afterTime = offset + length * 8;
  const afterWords = afterTime + length * 12;
  return {
    time: new Float64Array(buffer, offset, length),
    task: new Uint32Array(buffer, afterTime, length),
    a: new Uint32Array(buffer, afterTime + length * 4, length),
    text: new Uint32Array(buffer, afterTime + length * 8, length),
    kind: new Uint8Array(buffer, afterWords, length),
    detail: new Uint8Array(buffer, afterWords + length, length),
  };
}

function parseHeader(bytes: Uint8Array): Header {
  try {
    return JSON.parse(decoder.decode(bytes)) as Header;
  } catch (error) {
    throw new WireError(`A frame's header cannot be read: ${String(error)}`);
  }
}
