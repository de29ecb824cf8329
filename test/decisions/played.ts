/** Runs in which a decision is a policy's, to be compared with the plain ones. */
import type { Command, PolicyReach } from '../../src/cluster/command'
import type { WholeRun } from '../../src/lab/wholeRun'
import { wholeRun } from '../../src/lab/wholeRun'
import type { PolicyCode } from '../../src/policies'
import type { Scenario } from '../../src/scenarios/scenario'
import { World } from '../../src/scenarios/world'
import { applying, codeOf, libraryOf } from '../policies/applied'

export const SEED = 7

interface Play {
  forUs?: number
  reach?: PolicyReach
  /** Commands by the microsecond at which they come. */
  faults?: Record<number, Command>
}

export function played(
  scenario: Scenario,
  code: PolicyCode | null,
  { forUs = 3e6, reach, faults }: Play = {},
): WholeRun {
  const scheduled = Object.entries(faults ?? {}).map(([atUs, command]) => ({ atUs: Number(atUs), ...command }))
  const troubled = { ...scenario, faults: [...(scenario.faults ?? []), ...scheduled] }
  const commands = code ? [applying(code, reach)] : []
  return wholeRun(troubled, SEED, forUs, commands, code ? libraryOf(code) : undefined)
}
/** The run with this source as a policy. */
export function playedBy(scenario: Scenario, contract: PolicyCode['contract'], text: string, play?: Play): WholeRun {
  return played(scenario, codeOf(contract, text), play)
}
/** The world at a moment, with this source as a policy from the beginning; null: without. */
export function worldAt(
  scenario: Scenario,
  untilUs: number,
  contract: PolicyCode['contract'],
  text: string | null,
): World {
  const code = text === null ? null : codeOf(contract, text)
  const world = World.build(scenario, SEED, code ? libraryOf(code) : undefined)
  if (code) world.apply(applying(code).command)
  world.run(untilUs)
  return world
}
