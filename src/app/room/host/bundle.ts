/**
 * The session as one JSON file: all of the room's documents as this page read them, learners' own included, for reading and replay
 * (classroom/sessionFile.ts, app/pastSession).
 */
import type { Roster } from '../../../classroom/documents/roster'
import { readLearner } from '../../../classroom/documents/learner'
import { SESSION_VERSION } from '../../../classroom/sessionFile'
import type { RoomState } from '../roomStore'

/** So many learners' documents are asked for at once. */
const AT_ONCE = 8

export interface Read {
  pages: Record<string, unknown>
  missing: string[]
}
/** Every learner's document; `read` answers null where one did not come. */
export async function readLearners(
  roster: Roster,
  read: (learner: string) => Promise<unknown>,
  told: (done: number, of: number) => void,
): Promise<Read> {
  const all = [...roster.learner.keys()]
  const result: Read = { pages: {}, missing: [] }
  let done = 0
  const queue = all.slice()
  const work = async (): Promise<void> => {
    for (let learner = queue.shift(); learner !== undefined; learner = queue.shift()) {
      const entries = await read(learner)
      if (entries === null) result.missing.push(learner)
      else result.pages[learner] = plain(readLearner(entries))
      told(++done, all.length)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return result
}

/** `iso`: a moment in ms as text. */
export function bundleText(
  { lead, host, screen, roster, answers, sequence }: RoomState,
  { pages, missing }: Read,
  nowMs: number,
  iso: (ms: number) => string,
): string {
  const documents = { lead, host, screen, roster, answers, sequence }
  const plainDocuments = Object.fromEntries(Object.entries(documents).map(([name, one]) => [name, plain(one)]))
  const bundle = {
    faultlineSession: SESSION_VERSION,
    savedAt: iso(nowMs),
    documents: { ...plainDocuments, learners: pages },
    missing,
  }
  return `${JSON.stringify(bundle, null, 1)}\n`
}
/** Maps as objects. */
function plain(contents: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(contents).map(([key, value]: [string, unknown]) => [
      key,
      value instanceof Map ? Object.fromEntries(value as Map<string, unknown>) : value,
    ]),
  )
}
