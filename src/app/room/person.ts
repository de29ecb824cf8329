/** How somebody stands in the room: one who left shows as a node that crashed, and coming back as its recovery. */
import type { Digest } from '../../classroom/digests'
import type { Attendance } from '../../classroom/documents/roster'

export type SeatState = Digest['state'] | 'away' | 'back'
const RECOVERED_FOR_MS = 12_000

export function seatState(
  { present, returns, sinceMs }: Pick<Attendance, 'present' | 'returns' | 'sinceMs'>,
  digest: Digest | undefined,
  nowMs: number,
): SeatState {
  if (!present) return 'away'
  if (returns > 0 && nowMs - sinceMs < RECOVERED_FOR_MS) return 'back'
  return digest?.state ?? 'idle'
}
