/** Runs in which a decision is a policy's, to be compared with the plain ones. */
import type { Command, PolicyReach } from '../../src/cluster/command'
import type { WholeRun } from '../../src/lab/wholeRun'
import { wholeRun } from '../../src/lab/wholeRun'
import type { PolicyCode } from '../../src/policies'
import type { Scenario } from '../../src/scenarios/scenario'
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
  const commands = Object.entries(faults ?? {}).map(([atUs, command]) => ({
    atUs: Number(atUs),
    afterEvents: 0,
    command,
  }))
  const all = code ? [applying(code, reach), ...commands] : commands
  return wholeRun(scenario, SEED, forUs, all, code ? libraryOf(code) : undefined)
}
/** The run with this source as a policy. */
export function playedBy(scenario: Scenario, contract: PolicyCode['contract'], text: string, play?: Play): WholeRun {
  return played(scenario, codeOf(contract, text), play)
}
