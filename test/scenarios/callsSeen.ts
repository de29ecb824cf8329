/** What users see of their calls, and what policies do about them, folded from a world's journal. */
import {
  CALL_EVENTS,
  KIND,
  MESSAGE_TYPES,
  OUTCOME,
  OUTCOME_CAUSES,
  STATE_CODES,
  STRIDE,
  TYPE,
  outcomeOf,
  timeOf,
} from '../../src/cluster'
import type { World } from '../../src/scenarios/world'

const USERS = 0 // the node of the users

export interface CallsSeen {
  begun: number // operations
  ok: number
  failed: number
  tookUs: number[] // of operations that ended well, as they ended
  failedUs: number[] // what the others took
  sentUs: number[] // when users sent requests
  sent: Map<string, number> // messages of everybody, by type
  stored: Map<string, number> // reads and writes that a store's shards were asked for, by number of the shard
  did: Map<string, number> // what policies of calls did, by event and cause
  modes: string[] // changes of breakers, of all times: from, to
}

/** Fills up while the world runs: what was begun, sent or done from `fromUs` on. */
export function callsSeen(world: World, fromUs = 0): CallsSeen {
  const seen: CallsSeen = {
    ...{ begun: 0, ok: 0, failed: 0, tookUs: [], failedUs: [], sentUs: [] },
    ...{
      sent: new Map<string, number>(),
      stored: new Map<string, number>(),
      did: new Map<string, number>(),
      modes: [],
    },
  }
  const begunUs = new Map<number, number>()
  world.cluster.journal.attach((words, records) => {
    for (let i = 0; i < records; i++) take(seen, begunUs, world, fromUs, words, i)
  })
  return seen
}

function take(
  seen: CallsSeen,
  begunUs: Map<number, number>,
  { cluster: { links } }: World,
  fromUs: number,
  words: Int32Array,
  i: number,
): void {
  const at = i * STRIDE
  const nowUs = timeOf(words, i)
  const kind = words[at] & 255
  const detail = words[at] >>> 8
  const [subject, count] = [words[at + 1], words[at + 2]]
  if (kind === KIND.STATE && STATE_CODES[detail] === 'breaker') seen.modes.push(`${words[at + 3]} ${words[at + 4]}`)
  if (nowUs < fromUs) return
  if (kind === KIND.INVOKE && subject === USERS) {
    seen.begun++
    begunUs.set(count, nowUs)
  }
  if (kind === KIND.SENT) {
    countOne(seen.sent, MESSAGE_TYPES[detail].name)
    const isStores = detail === TYPE.storeRead || detail === TYPE.storeWrite
    if (isStores) countOne(seen.stored, String(links[subject].to.shard))
    if (detail === TYPE.request && links[subject].from.index === USERS) seen.sentUs.push(nowUs)
  }
  const since = kind === KIND.RETURN && subject === USERS ? begunUs.get(count) : undefined
  if (since !== undefined) {
    const isOk = outcomeOf(detail) === OUTCOME.ok
    seen[isOk ? 'ok' : 'failed']++
    seen[isOk ? 'tookUs' : 'failedUs'].push(nowUs - since)
  }
  if (kind === KIND.CALL) countOne(seen.did, `${CALL_EVENTS[detail & 255]} ${OUTCOME_CAUSES[detail >>> 8]}`)
}
function countOne(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}
