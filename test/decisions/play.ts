/** Runs in which code decides from the beginning on, and what came of them. */
import { expect } from 'vitest'
import type { Command, PolicyReach } from '../../src/cluster/command'
import type { ContractName } from '../../src/decisions'
import type { WholeRun } from '../../src/lab/wholeRun'
import { wholeRun } from '../../src/lab/wholeRun'
import type { PolicyCode } from '../../src/policies'
import type { Scenario } from '../../src/scenarios/scenario'
import { validateScenario } from '../../src/scenarios/schema'
import { World } from '../../src/scenarios/world'
import { applying, codeOf, libraryOf } from '../policies/applied'
import type { CallsSeen } from '../scenarios/callsSeen'
import { callsSeen } from '../scenarios/callsSeen'

const SEED = 7

/** What is decided by a learner's code, and its source; null: what is built in decides. */
export type Deciding = [contract: ContractName, text: string | null] | null
export interface Play {
  forUs?: number
  reach?: PolicyReach
  /** When the code begins to decide; absent: from the beginning on. */
  sinceUs?: number
  /** Commands by the microsecond at which they come. */
  faults?: Readonly<Record<number, Command>>
}
export interface Played extends CallsSeen {
  world: World
  fingerprint: string
}

/** With the world as it stands at the end. */
export function play(scenario: Scenario, deciding: Deciding, given: Play = {}): Played {
  const code = codeIn(deciding)
  const world = World.build(troubled(scenario, given), SEED, code ? libraryOf(code) : undefined)
  const seen = callsSeen(world)
  if (given.sinceUs) world.run(given.sinceUs)
  if (code) world.apply(applying(code, given.reach).command)
  world.run(lengthOf(given))
  world.cluster.journal.flush()
  seen.tookUs.sort((a, b) => a - b)
  return { ...seen, world, fingerprint: world.cluster.journal.fingerprint() }
}
/** With all figures. */
export function figures(scenario: Scenario, deciding: Deciding, given: Play = {}): WholeRun {
  const code = codeIn(deciding)
  const commands = code ? [applying(code, given.reach, given.sinceUs)] : []
  return wholeRun(troubled(scenario, given), SEED, lengthOf(given), commands, code ? libraryOf(code) : undefined)
}
/** Expects the code to be asked, never to fail, and to change nothing; answers the run without it. */
export function expectSameRun(scenario: Scenario, deciding: [ContractName, string], given: Play = {}): Played {
  const plain = play(scenario, null, given)
  const { fingerprint, world } = play(scenario, deciding, given)
  const [{ decisions, failures, off }] = world.desk.inForce()
  expect({ failures, off }, deciding[0]).toEqual({ failures: 0, off: false })
  expect(decisions, `decisions of ${deciding[0]}`).toBeGreaterThan(0)
  expect(fingerprint, `the run by ${deciding[0]}`).toBe(plain.fingerprint)
  return plain
}

function codeIn(deciding: Deciding): PolicyCode | null {
  if (!deciding) return null
  const [contract, text] = deciding
  return text === null ? null : codeOf(contract, text)
}
function lengthOf({ forUs = 3e6 }: Play): number {
  return forUs
}
function troubled(scenario: Scenario, { faults = {} }: Play): Scenario {
  const scheduled = Object.entries(faults).map(([atUs, command]) => ({ atUs: Number(atUs), ...command }))
  return { ...validateScenario(scenario), faults: [...(scenario.faults ?? []), ...scheduled] }
}
