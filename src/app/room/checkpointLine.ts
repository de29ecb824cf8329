/** The shared cluster's checkpoints over HTTP: bytes, too large for the room's socket. */
import type { CheckpointNote } from '../../classroom/checkpoint'
import { ROOM_LIMITS } from '../../classroom/limits'
import { PATHS } from '../../classroom/messages'

const PATIENCE_MS = 30_000

/** null: there is none, or nobody answers. */
export async function fetchCheckpoint(room: string, token: string): Promise<Uint8Array<ArrayBuffer> | null> {
  return patiently(async (signal) => {
    const response = await fetch(addressOf({ room }), { signal, cache: 'no-store', headers: headersOf(token) })
    if (response.status !== 200 || Number(response.headers.get('Content-Length')) > ROOM_LIMITS.checkpointBytes)
      return null
    return new Uint8Array(await response.arrayBuffer())
  })
}
/** False: not taken, which costs latecomers some time and nothing else. */
export async function sendCheckpoint(
  room: string,
  token: string,
  { base, engine, print }: Omit<CheckpointNote, 'bytes'>,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const { hex, atUs, events } = print
  const address = addressOf({ room, base, engine, hex, atUs: String(atUs), events: String(events) })
  const headers = { ...headersOf(token), 'Content-Type': 'application/octet-stream' }
  const sent = await patiently((signal) => fetch(address, { method: 'POST', signal, headers, body: bytes }))
  return sent?.ok ?? false
}

function addressOf(query: Record<string, string>): URL {
  const address = new URL(PATHS.checkpoint, document.baseURI)
  address.hash = ''
  address.search = new URLSearchParams(query).toString()
  return address
}
const headersOf = (token: string) => ({ Authorization: `Bearer ${token}` })
async function patiently<T>(asking: (signal: AbortSignal) => Promise<T>): Promise<T | null> {
  const giveUp = new AbortController()
  const timer = setTimeout(() => giveUp.abort(), PATIENCE_MS)
  try {
    return await asking(giveUp.signal)
  } catch {
    return null
  } finally {
    clearTimeout(timer)
  }
}
