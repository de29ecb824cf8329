/**
 * A room's log as bytes: a head, then records of { length, checksum, kind, name, data }, only ever appended to. A record that a crash
 * has torn does not match its checksum; nothing behind it was ever acknowledged.
 */
import { crc32 } from 'node:zlib'

export const HEAD = Buffer.from('faultline room 1\n')
const FRAME_BYTES = 8
const RECORD_MAX = 64 * 1024 * 1024

/** An update of a document, a value put, a value taken away. */
export type Kind = 'update' | 'put' | 'drop'
const KINDS: readonly Kind[] = ['update', 'put', 'drop']

export interface Place {
  at: number
  length: number
}
export interface RecordRead {
  kind: Kind
  name: string
  data: Buffer
  /** Of the data, within the bytes scanned. */
  place: Place
}

/** `name`: at most 255 bytes. */
export function recordBytes(kind: Kind, name: string, data: Uint8Array): Buffer {
  const nameBytes = Buffer.from(name)
  const record = Buffer.allocUnsafe(FRAME_BYTES + 2 + nameBytes.length + data.length)
  record[FRAME_BYTES] = KINDS.indexOf(kind)
  record[FRAME_BYTES + 1] = nameBytes.length
  nameBytes.copy(record, FRAME_BYTES + 2)
  record.set(data, FRAME_BYTES + 2 + nameBytes.length)
  record.writeUInt32LE(record.length - FRAME_BYTES, 0)
  record.writeUInt32LE(crc32(record.subarray(FRAME_BYTES)), 4)
  return record
}
/** Where the data of a record begins, from the record's beginning. */
export function dataOffset(name: string): number {
  return FRAME_BYTES + 2 + Buffer.byteLength(name)
}

/** Every whole record, and where the last one ends: what follows was torn. `bytes` begins with HEAD, or is torn from 0 on. */
export function scan(bytes: Buffer, each: (record: RecordRead) => void): number {
  if (!bytes.subarray(0, HEAD.length).equals(HEAD)) return 0
  let at = HEAD.length
  while (at + FRAME_BYTES + 2 <= bytes.length) {
    const length = bytes.readUInt32LE(at)
    const end = at + FRAME_BYTES + length
    if (length < 2 || length > RECORD_MAX || end > bytes.length) break
    const payload = bytes.subarray(at + FRAME_BYTES, end)
    const kind = KINDS[payload[0]]
    const dataAt = 2 + payload[1]
    if (crc32(payload) !== bytes.readUInt32LE(at + 4) || kind === undefined || dataAt > length) break
    each({
      kind,
      name: payload.toString('utf8', 2, dataAt),
      data: payload.subarray(dataAt),
      place: { at: at + FRAME_BYTES + dataAt, length: length - dataAt },
    })
    at = end
  }
  return at
}
