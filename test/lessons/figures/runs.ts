/** Runs for the tests of figures: a small store under a light load, as a value, with faults at their times. */
import type { Command } from '../../../src/cluster'
import { finish } from '../../../src/lab/job'
import type { Condition, Figure } from '../../../src/lessons/figures'
import type { Reading } from '../../../src/lessons/judge'
import { conditionsJob, figuresJob } from '../../../src/lessons/judge'
import { ENGINE_VERSION } from '../../../src/scenarios/engineVersion'
import type { RunValue } from '../../../src/scenarios/run'
import type { Scenario } from '../../../src/scenarios/scenario'
import { small } from '../../lab/runs'

export const SECOND = 1_000_000

export function runOf(acts: [atS: number, command: Command][] = [], scenario: string | Scenario = small): RunValue {
  const commands = acts.map(([atS, command]) => ({
    atUs: atS * SECOND,
    afterEvents: Number.MAX_SAFE_INTEGER,
    command,
  }))
  return { engine: ENGINE_VERSION, scenario, seed: 7, policies: {}, commands, horizonUs: 0 }
}
export function read(run: RunValue, conditions: Condition[], horizonS = 5): Reading[] {
  return finish(conditionsJob(run, run.seed, conditions, horizonS * SECOND)).readings
}
export function valueOf(run: RunValue, figure: Figure, horizonS = 5): number | null {
  return finish(figuresJob(run, run.seed, [figure], horizonS * SECOND))[0]
}
