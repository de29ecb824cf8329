/**
 * A room's log as bytes: a head, then records of { length, checksum, kind, name, data }, only ever appended to. A record that a crash
 * has torn does not match its checksum, and nothing was acknowledged from there on.
 */
import { crc32 } from 'node:zlib'

export const HEAD = Buffer.from('faultline room 1\n')
const FRAME_BYTES = 8
const RECORD_MAX = 64 * 1024 * 1024
const LOOKED_MAX_BYTES = 512 * 1024 * 1024

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

/** The record at a place; null: there is no whole one. */
function recordAt(bytes: Buffer, at: number): (RecordRead & { end: number }) | null {
  if (at + FRAME_BYTES + 2 > bytes.length) return null
  const length = bytes.readUInt32LE(at)
  const end = at + FRAME_BYTES + length
  if (length < 2 || length > RECORD_MAX || end > bytes.length) return null
  const payload = bytes.subarray(at + FRAME_BYTES, end)
  const kind = KINDS[payload[0]]
  const dataAt = 2 + payload[1]
  if (kind === undefined || dataAt > length || crc32(payload) !== bytes.readUInt32LE(at + 4)) return null
  return {
    kind,
    name: payload.toString('utf8', 2, dataAt),
    data: payload.subarray(dataAt),
    place: { at: at + FRAME_BYTES + dataAt, length: length - dataAt },
    end,
  }
}
/** Every whole record, and where the last one ends: what follows was torn or damaged. `bytes` begins with HEAD. */
export function scan(bytes: Buffer, each: (record: RecordRead) => void): number {
  let at = HEAD.length
  for (let record = recordAt(bytes, at); record; record = recordAt(bytes, at)) {
    each(record)
    at = record.end
  }
  return at
}
/**
 * Whether a whole record stands anywhere behind: a crash tears only the end, so then something else has damaged what is before it, and
 * it may well have been acknowledged. Such records are never read in: a torn record's own data may hold what looks like one.
 */
export function holdsMore(bytes: Buffer): boolean {
  let looked = 0
  for (let at = 1; at + FRAME_BYTES + 2 <= bytes.length; at++) {
    const length = bytes.readUInt32LE(at)
    if (length < 2 || length > bytes.length - at - FRAME_BYTES || bytes[at + FRAME_BYTES] >= KINDS.length) continue
    if (recordAt(bytes, at)) return true
    looked += length
    if (looked > LOOKED_MAX_BYTES) return true // made to look so: kept whole, to be safe
  }
  return false
}
