/** Inflating what strangers packed: a few kilobytes can come to gigabytes, so it is done in slices, and ends where a bound is passed. */

/** Compressed bytes inflated at a time: deflate gives at most about 1,032 bytes for one, so no more than 4 MB are made too many. */
const SLICE = 4_096

interface Stream {
  push(packed: Uint8Array, final: boolean): void
}

/** `null` where it is more than `most` bytes. `stream`: one of fflate's, with its listener. Throws what that throws where it is damaged. */
export function inflatedWithin(
  most: number,
  packed: Uint8Array,
  stream: (listener: (chunk: Uint8Array) => void) => Stream,
): Uint8Array | null {
  const chunks: Uint8Array[] = []
  let length = 0
  const inflating = stream((chunk) => {
    length += chunk.length
    if (length <= most) chunks.push(chunk)
  })
  for (let at = 0; (at < packed.length || at === 0) && length <= most; at += SLICE)
    inflating.push(packed.subarray(at, at + SLICE), at + SLICE >= packed.length)
  if (length > most) return null
  const whole = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}
