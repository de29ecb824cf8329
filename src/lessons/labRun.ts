/**
 * A lesson's run as the lab plays it, and back. What happens by itself stands in the scenario's schedule there, so that undo and branches
 * leave it alone; what came with the run and is code comes first, and all after it is the learner's own.
 */
import type { StampedCommand } from '../cluster/command'
import { atTheirTimes } from '../lab/atTheirTimes'
import type { RunValue } from '../scenarios/run'
import type { Scenario } from '../scenarios/scenario'

const AT_ITS_TIME = Number.MAX_SAFE_INTEGER
const isCode = ({ command }: StampedCommand): boolean => command.kind === 'setPolicy' || command.kind === 'stopPolicy'

export interface LabRun {
  run: RunValue
  given: number // so many of its commands came with it
}

/** `scenario`: what the run's names, where it is a preset. */
export function inLab(run: RunValue, scenario: Scenario, horizonUs: number): LabRun {
  const whole = typeof run.scenario === 'string' ? scenario : run.scenario
  const commands = run.commands.filter(isCode)
  const scheduled = run.commands.filter((one) => !isCode(one)).map(({ atUs, command }) => ({ atUs, ...command }))
  const faults = [...(whole.faults ?? []), ...scheduled].sort((a, b) => a.atUs - b.atUs)
  return {
    run: { ...run, scenario: faults.length > 0 ? { ...whole, faults } : whole, commands, horizonUs },
    given: commands.length,
  }
}

/** With what the learner did added: acts at their times, code from the beginning on. */
export function withOwn(base: RunValue, own: readonly StampedCommand[], policies: RunValue['policies']): RunValue {
  const fromStart = own.filter(isCode).map(({ command }) => ({ atUs: 0, afterEvents: 0, command }))
  const acts = own.filter((one) => !isCode(one)).map((one) => ({ ...one, afterEvents: AT_ITS_TIME }))
  const [code, timed] = [base.commands.filter(isCode), base.commands.filter((one) => !isCode(one))]
  return {
    ...base,
    policies: { ...base.policies, ...policies },
    commands: [...code, ...fromStart, ...[...timed, ...acts].sort((a, b) => a.atUs - b.atUs)],
  }
}

/** The same on another seed, up to the horizon. */
export function onSeed(run: RunValue, seed: number, horizonS: number): RunValue {
  const horizonUs = Math.round(horizonS * 1e6)
  const commands = run.commands.filter(({ atUs }) => atUs <= horizonUs)
  if (seed === run.seed) return { ...run, commands, horizonUs }
  return { ...run, seed, horizonUs, commands: atTheirTimes(commands) }
}
