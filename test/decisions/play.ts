/** Runs in which code decides from the beginning on, and what came of them. */
import {
  CALL_EVENTS,
  KIND,
  OUTCOME,
  OUTCOME_CAUSES,
  STATE_CODES,
  STRIDE,
  TYPE,
  outcomeOf,
  timeOf,
} from '../../src/cluster'
import type { ContractName } from '../../src/decisions'
import type { Scenario } from '../../src/scenarios/scenario'
import { validateScenario } from '../../src/scenarios/schema'
import { World } from '../../src/scenarios/world'
import { applying, codeOf, libraryOf } from '../policies/applied'

export interface Played {
  world: World
  fingerprint: string
  ok: number
  failed: number
  tookUs: number[] // of operations that ended well, in order of length
  failedUs: number[] // what the others took
  sentUs: number[] // when users sent requests
  did: Map<string, number> // what policies of calls did, by event and cause
  modes: string[] // changes of breakers: from, to
}
/** The source of a decision, and what it decides; null: what is built in decides. */
export type Deciding = [contract: ContractName, text: string] | null

export function play(scenario: Scenario, deciding: Deciding, untilUs: number): Played {
  const code = deciding && codeOf(...deciding)
  const world = World.build(validateScenario(scenario), 7, code ? libraryOf(code) : undefined)
  const played = newPlayed(world)
  world.cluster.journal.attach((words, records) => {
    for (let i = 0; i < records; i++) take(played, words, i)
  })
  if (code) world.apply(applying(code).command)
  world.run(untilUs)
  world.cluster.journal.flush()
  played.fingerprint = world.cluster.journal.fingerprint()
  played.tookUs.sort((a, b) => a - b)
  return played
}
function newPlayed(world: World): Played {
  return { world, fingerprint: '', ok: 0, failed: 0, tookUs: [], failedUs: [], sentUs: [], did: new Map(), modes: [] }
}
const begunUs = new Map<string, number>()

function take(played: Played, words: Int32Array, i: number): void {
  const at = i * STRIDE
  const kind = words[at] & 255
  const detail = words[at] >>> 8
  const { links } = played.world.cluster
  const name = `${words[at + 1]} ${words[at + 2]}`
  if (kind === KIND.INVOKE) begunUs.set(name, timeOf(words, i))
  else if (kind === KIND.SENT && detail === TYPE.request && links[words[at + 1]].from.index === 0)
    played.sentUs.push(timeOf(words, i))
  else if (kind === KIND.RETURN && outcomeOf(detail) === OUTCOME.ok) {
    played.ok++
    played.tookUs.push(timeOf(words, i) - (begunUs.get(name) as number))
  } else if (kind === KIND.RETURN) {
    played.failed++
    played.failedUs.push(timeOf(words, i) - (begunUs.get(name) as number))
  } else if (kind === KIND.STATE && STATE_CODES[detail] === 'breaker')
    played.modes.push(`${words[at + 3]} ${words[at + 4]}`)
  else if (kind === KIND.CALL) {
    const what = `${CALL_EVENTS[detail & 255]} ${OUTCOME_CAUSES[detail >>> 8]}`
    played.did.set(what, (played.did.get(what) ?? 0) + 1)
  }
}
