/**
 * The entries of a .zip (PKWARE's APPNOTE 6.3.10, 4.3.7, 4.3.12, 4.3.16: it is read from its central directory). What they say of their
 * sizes is not believed: all of them together have at most as many packed bytes as the file, so that none are read twice, and each is
 * inflated no further than it said. No Zip64: what needs it is larger than a lesson may be.
 */
import { Inflate, strFromU8 } from 'fflate'
import { inflatedWithin } from '../scenarios/inflating'

const END = { signature: 0x06054b50, bytes: 22, entries: 10, directory: 16 }
const DIRECTORY = {
  signature: 0x02014b50,
  bytes: 46,
  flags: 8,
  method: 10,
  packed: 20,
  unpacked: 24,
  name: 28,
  local: 42,
}
const LOCAL = { signature: 0x04034b50, bytes: 30, name: 26 }
const COMMENT_BYTES = 65_535
const UTF8 = 1 << 11
const STORED = 0
const DEFLATED = 8

export interface ZipEntry {
  name: string
  /** Bytes that it says it comes to. */
  size: number
  /** Throws where that is not what it comes to. */
  content: () => Uint8Array
}

/** Throws where the bytes are no such zip. */
export function entriesOf(zip: Uint8Array): ZipEntry[] {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength)
  const end = endOf(view)
  let at = view.getUint32(end + END.directory, true)
  let packedBytes = 0
  return Array.from({ length: view.getUint16(end + END.entries, true) }, () => {
    must(view.getUint32(at, true) === DIRECTORY.signature)
    const packed = view.getUint32(at + DIRECTORY.packed, true)
    packedBytes += packed
    must(packedBytes <= zip.length)
    const method = view.getUint16(at + DIRECTORY.method, true)
    const size = view.getUint32(at + DIRECTORY.unpacked, true)
    const [name, extra, comment] = [0, 2, 4].map((place) => view.getUint16(at + DIRECTORY.name + place, true))
    const named = at + DIRECTORY.bytes
    const isLatin = (view.getUint16(at + DIRECTORY.flags, true) & UTF8) === 0
    const local = view.getUint32(at + DIRECTORY.local, true)
    at = named + name + extra + comment
    return {
      name: strFromU8(zip.subarray(named, named + name), isLatin),
      size,
      content: () => unpacked(zip.subarray(...bytesAt(view, local, packed)), method, size),
    }
  })
}

function endOf(view: DataView): number {
  const last = view.byteLength - END.bytes
  for (let at = last; at >= Math.max(0, last - COMMENT_BYTES); at--)
    if (view.getUint32(at, true) === END.signature) return at
  throw new Error('no end of a zip')
}
function bytesAt(view: DataView, local: number, length: number): [number, number] {
  must(view.getUint32(local, true) === LOCAL.signature)
  const [name, extra] = [0, 2].map((place) => view.getUint16(local + LOCAL.name + place, true))
  const from = local + LOCAL.bytes + name + extra
  must(from + length <= view.byteLength)
  return [from, from + length]
}
function unpacked(packed: Uint8Array, method: number, size: number): Uint8Array {
  must(method === STORED || method === DEFLATED)
  const content = method === STORED ? packed : inflatedWithin(size, packed, (listener) => new Inflate(listener))
  if (content?.length !== size) throw new Error('not as long as it says')
  return content
}
function must(holds: boolean): void {
  if (!holds) throw new Error('damaged')
}
