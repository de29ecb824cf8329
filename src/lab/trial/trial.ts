/**
 * A trial: one run with a change and the same run without it, over many seeds. All that both sides share, luck too, is the same
 * within a seed, so that what differs there is the change's doing (paired comparison, common random numbers: A. Law, Simulation
 * Modeling and Analysis, 5th ed., 11.2).
 */
import type { StampedCommand } from '../../cluster/command'
import { FaultlineError } from '../../kernel'
import type { RunValue } from '../../scenarios/run'
import { atTheirTimes } from '../atTheirTimes'

export interface Trial {
  /** Both of one scenario, seed and horizon. */
  with: RunValue
  without: RunValue
  /** Operations count that were begun from here on, until the horizon. */
  fromUs: number
  seeds: number[]
}
/** What is left out: the command at this place (from 0), or all that set and stop policies. */
export type LeftOut = number | 'policies'

export const SEEDS_MAX = 200

/** Throws trial.nothing where the run has no such command, trial.span where no time is left after it. */
export function trialWithout(run: RunValue, out: LeftOut, seeds: number[], toUs: number): Trial {
  const leaves = ({ command }: StampedCommand, at: number): boolean =>
    out === 'policies' ? command.kind === 'setPolicy' || command.kind === 'stopPolicy' : at === out
  const first = run.commands.find(leaves)
  if (!first) throw new FaultlineError('trial.nothing')
  if (toUs <= first.atUs) throw new FaultlineError('trial.span', { fromUs: first.atUs, toUs })
  const whole = { ...run, horizonUs: toUs, commands: run.commands.filter(({ atUs }) => atUs <= toUs) }
  const without = { ...whole, commands: whole.commands.filter((stamped, at) => !leaves(stamped, at)) }
  return { with: whole, without, fromUs: first.atUs, seeds }
}

/** `count` seeds, the run's own first. */
export function seedsFrom(own: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => (own + i) % Number.MAX_SAFE_INTEGER)
}

/**
 * Both sides' commands for a seed, the common ones as the same objects, for that is how runs know their common past. Counts of events
 * say something only where all before was as they were counted: in the run's own seed, up to the change.
 */
export function commandsFor(
  { with: a, without: b }: Trial,
  seed: number,
): Record<'with' | 'without', StampedCommand[]> {
  const own = seed === a.seed
  const ofA = own ? a.commands.map((stamped) => ({ ...stamped })) : atTheirTimes(a.commands)
  let common = 0
  while (common < b.commands.length && common < ofA.length && isSame(a.commands[common], b.commands[common])) common++
  return { with: ofA, without: [...ofA.slice(0, common), ...atTheirTimes(b.commands.slice(common))] }
}
function isSame(a: StampedCommand, b: StampedCommand): boolean {
  return a.atUs === b.atUs && a.afterEvents === b.afterEvents && JSON.stringify(a.command) === JSON.stringify(b.command)
}
