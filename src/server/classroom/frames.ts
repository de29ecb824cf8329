/**
 * What a frame of the room engine's protocol is, told from its first bytes: the document's name, the type, and of a sync message which
 * step (https://github.com/yjs/y-protocols/blob/master/PROTOCOL.md). What follows is read by the engine.
 */

export const FRAME = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  syncReply: 4,
  stateless: 5,
  close: 7,
  ping: 9,
  pong: 10,
} as const
/** Steps of a sync message. */
export const SYNC = { step1: 0, step2: 1, update: 2 } as const
const NAME_MAX = 120

export interface Frame {
  document: string
  type: number
  /** Of a sync message: its step and the update within the frame. */
  step: number | null
  body: Uint8Array
}

/** null: it is none. */
export function frameOf(bytes: Uint8Array): Frame | null {
  const reader = new Reader(bytes)
  const length = reader.varUint()
  if (length === null || length > NAME_MAX) return null
  const name = reader.take(length)
  const type = reader.varUint()
  if (name === null || type === null) return null
  const document = Buffer.from(name).toString('utf8')
  // The engine would take NAME\0SESSION for one more connection to the same document; no page of ours opens two.
  if (document.includes('\0')) return null
  if (type !== FRAME.sync && type !== FRAME.syncReply) return { document, type, step: null, body: reader.rest() }
  const step = reader.varUint()
  const size = reader.varUint()
  const body = size === null ? null : reader.take(size)
  return step === null || step > SYNC.update || body === null ? null : { document, type, step, body }
}

class Reader {
  private at = 0

  constructor(private readonly bytes: Uint8Array) {}

  varUint(): number | null {
    let value = 0
    for (let scale = 1; scale <= 2 ** 42; scale *= 128) {
      if (this.at >= this.bytes.length) return null
      const byte = this.bytes[this.at++]
      value += (byte & 127) * scale
      if (byte < 128) return value
    }
    return null
  }
  take(length: number): Uint8Array | null {
    if (this.at + length > this.bytes.length) return null
    this.at += length
    return this.bytes.subarray(this.at - length, this.at)
  }
  rest(): Uint8Array {
    return this.bytes.subarray(this.at)
  }
}
