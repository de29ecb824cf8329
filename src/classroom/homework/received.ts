/**
 * The bytes of a file that somebody hands in, as text: plain, or packed by gzip, as some course systems do. Unpacking is watched: a few
 * kilobytes can inflate to gigabytes.
 */
import { Gunzip } from 'fflate'
import { FaultlineError } from '../../kernel'
import { inflatedWithin } from '../../scenarios/inflating'

/** Of a file as it comes, and of what it unpacks to. */
export const RECEIVED_BYTES_MAX = 2_000_000

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
  let whole: Uint8Array | null
  try {
    whole = inflatedWithin(RECEIVED_BYTES_MAX, packed, (listener) => new Gunzip(listener))
  } catch {
    throw new FaultlineError('submission.damaged')
  }
  if (!whole) throw new FaultlineError('submission.unpacksTooLong', { max: RECEIVED_BYTES_MAX })
  return whole
}
