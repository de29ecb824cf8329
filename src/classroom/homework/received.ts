/**
 * The bytes of a file that somebody hands in, as text: plain, or packed by gzip, as some course systems do. Unpacking is watched: a few
 * kilobytes can inflate to gigabytes.
 */
import { Gunzip } from 'fflate'
import { FaultlineError } from '../../kernel'

/** Of a file as it comes, and of what it unpacks to. */
export const RECEIVED_BYTES_MAX = 2_000_000
/** Compressed bytes inflated at a time: deflate gives at most about 1,032 bytes for one. */
const SLICE = 256

/** Throws submission.large, submission.unpacksTooLong, submission.damaged, submission.archive, submission.notText. */
export function receivedText(bytes: Uint8Array): string {
  if (bytes.length > RECEIVED_BYTES_MAX) throw tooLarge(bytes.length)
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) throw new FaultlineError('submission.archive')
  const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? unpacked(bytes) : bytes
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(plain)
  } catch {
    throw new FaultlineError('submission.notText')
  }
}
export function tooLarge(got: number): FaultlineError {
  return new FaultlineError('submission.large', { got, max: RECEIVED_BYTES_MAX })
}

function unpacked(packed: Uint8Array): Uint8Array {
  const chunks: Uint8Array[] = []
  let length = 0
  const gunzip = new Gunzip((chunk) => {
    length += chunk.length
    if (length <= RECEIVED_BYTES_MAX) chunks.push(chunk)
  })
  try {
    for (let at = 0; at < packed.length && length <= RECEIVED_BYTES_MAX; at += SLICE)
      gunzip.push(packed.subarray(at, at + SLICE), at + SLICE >= packed.length)
  } catch {
    throw new FaultlineError('submission.damaged')
  }
  if (length > RECEIVED_BYTES_MAX) throw new FaultlineError('submission.unpacksTooLong', { max: RECEIVED_BYTES_MAX })
  const whole = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}
