/** One case of the swarm: a seed draws a scenario, its faults, and how long it runs. */
import type { Scenario } from '../../scenarios/scenario'
import { validateScenario } from '../../scenarios/schema'
import type { TimedCommand } from './drawFaults'
import { drawFaults } from './drawFaults'
import { drawInstanceActs } from './drawInstances'
import { drawScenario } from './drawScenario'
import { Options } from './options'

export interface SwarmCase {
  seed: number
  scenario: Scenario
  /** In the order of their times; each lands between two events. */
  commands: TimedCommand[]
  horizonUs: number
  /** Everything that the seed drew. */
  options: [name: string, value: string | number | boolean][]
}

export function drawCase(seed: number): SwarmCase {
  const o = new Options(seed)
  const horizonUs = o.whole('horizonS', 2, 12) * 1_000_000
  const scenario = drawScenario(o)
  const faults = drawFaults(o, scenario, horizonUs)
  const scheduled = faults.filter((_, i) => i % 2 === 0).map(({ atUs, command }) => ({ atUs, ...command }))
  const acts = drawInstanceActs(o, scenario, horizonUs)
  const commands = [...faults.filter((_, i) => i % 2 === 1), ...acts].sort((a, b) => a.atUs - b.atUs)
  return {
    seed,
    scenario: validateScenario({ ...scenario, faults: scheduled }),
    commands,
    horizonUs,
    options: o.drawn,
  }
}
