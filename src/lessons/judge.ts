/**
 * The judge of lessons: what a run, played once from its beginning to its horizon, is by the figures that conditions name. Only what is asked
 * is watched. It judges the run and never how it came about, so that any solution with the property is one.
 */
import type { StampedCommand } from '../cluster/command'
import { atTheirTimes } from '../lab/atTheirTimes'
import { Checkpoints } from '../lab/checkpoints'
import type { Job } from '../lab/job'
import { Player } from '../lab/player'
import type { Desk, PolicyLibrary } from '../policies'
import { NO_POLICIES } from '../policies'
import type { RunValue } from '../scenarios/run'
import { scenarioOf } from '../scenarios/scenarioOf'
import type { Condition, Figure } from './figures'
import { LAWS } from './figures/index'
import type { Within } from './figures/bench'
import { Bench } from './figures/bench'
import type { Gauge, Law, Measured, Note, Witness } from './figures/measure'
import type { GoalSpec, RoundSpec } from './lesson'

export type { Note, Witness } from './figures/measure'

/** What a condition is in a run. */
export interface Reading {
  /** In the figure's own unit; null: no operation gave it, or it cannot be known. Then nothing holds. */
  now: number | null
  holds: boolean
  /**
   * Where a condition fails, the first operation or moment that breaks its bound; where one asks for at least so much and holds, the first
   * that shows it. Null: there is none.
   */
  witness: Witness | null
}
export interface Readings {
  readings: Reading[]
  /** Of the run at its horizon. */
  fingerprint: string
  /** Who could decide in it, at its horizon. */
  applied: ReturnType<Desk['inForce']>
}
/** A goal in a run. It holds where all its conditions do. */
export interface GoalReading {
  id: string
  holds: boolean
  readings: Reading[]
}

/**
 * Each condition's reading, in their order. `seed`: the run's own, or another one, in which commands come at their times. Throws run.loop,
 * and what building the run's world throws.
 */
export function* conditionsJob(
  run: RunValue,
  seed: number,
  conditions: readonly Condition[],
  horizonUs: number,
  policies: PolicyLibrary = NO_POLICIES,
): Job<Readings> {
  const bench = benchOf(run, seed, horizonUs, policies)
  const gauges = conditions.map((condition) => gaugeOf(condition.of, boundOf(condition), bench))
  yield* bench.play()
  const readings = conditions.map((condition, i) =>
    readingOf(condition, gauges[i].measured(), bench.window(condition.of as Within)),
  )
  const { player } = bench
  return { readings, fingerprint: player.fingerprint().hex, applied: player.world.desk.inForce() }
}

/** Figures of a run without a bound, as a prediction shows them. */
export function* figuresJob(
  run: RunValue,
  seed: number,
  figures: readonly Figure[],
  horizonUs: number,
  policies: PolicyLibrary = NO_POLICIES,
): Job<(number | null)[]> {
  const conditions = figures.map((of): Condition => ({ of, atLeast: 0 }))
  const { readings } = yield* conditionsJob(run, seed, conditions, horizonUs, policies)
  return readings.map(({ now }) => now)
}

/** All measured goals, or all exhibits, of a lesson in one run; goals of answers are judged by `truthJob`. */
export function* goalsJob(
  run: RunValue,
  seed: number,
  goals: readonly GoalSpec[],
  horizonUs: number,
  policies: PolicyLibrary = NO_POLICIES,
): Job<{ goals: GoalReading[]; fingerprint: string }> {
  const judged = goals.flatMap((goal) => (goal.kind === 'answer' ? [] : [goal]))
  const all = judged.flatMap(({ conditions }) => conditions)
  const { readings, fingerprint } = yield* conditionsJob(run, seed, all, horizonUs, policies)
  let from = 0
  const read = judged.map(({ id, conditions }): GoalReading => {
    const own = readings.slice(from, (from += conditions.length))
    return { id, holds: own.length > 0 && own.every(({ holds }) => holds), readings: own }
  })
  return { goals: read, fingerprint }
}

/** Which options of a round are so: those all of whose conditions hold in the round's run, its commands among those of the run. */
export function* truthJob(
  run: RunValue,
  { seed, options }: RoundSpec,
  horizonUs: number,
  policies: PolicyLibrary = NO_POLICIES,
): Job<string[]> {
  const all = options.flatMap(({ when }) => when)
  const { readings } = yield* conditionsJob(run, seed, all, horizonUs, policies)
  let from = 0
  return options.flatMap(({ id, when }) => {
    const own = readings.slice(from, (from += when.length))
    return own.length > 0 && own.every(({ holds }) => holds) ? id : []
  })
}

function benchOf(run: RunValue, seed: number, horizonUs: number, policies: PolicyLibrary): Bench {
  return new Bench(playerOf(run, seed, policies, horizonUs), horizonUs)
}
/** At the beginning of a run, with its commands. */
export function playerOf(run: RunValue, seed: number, policies: PolicyLibrary, horizonUs = run.horizonUs): Player {
  const player = new Player(scenarioOf(run), seed, new Checkpoints(), false, 0, policies)
  const commands = run.commands.filter(({ atUs }) => atUs <= horizonUs)
  player.track.commands =
    seed === run.seed ? commands.map((stamped): StampedCommand => ({ ...stamped })) : atTheirTimes(commands)
  return player
}

function gaugeOf(figure: Figure, bound: number, bench: Bench): Gauge {
  const law = LAWS[figure.figure] as unknown as Law
  return law(figure, bound, bench)
}
function boundOf(condition: Condition): number {
  return 'atLeast' in condition ? condition.atLeast : condition.atMost
}

function readingOf(condition: Condition, measured: Measured, { fromUs }: { fromUs: number }): Reading {
  const { now, orMore = false, shows = null, exceeds = null, lacks = null } = measured
  if (now === null) return { now, holds: false, witness: lacks ?? { atUs: fromUs, note: NOTHING } }
  if ('atLeast' in condition) {
    const holds = now >= condition.atLeast
    return { now, holds, witness: holds ? shows : lacks }
  }
  const holds = now <= condition.atMost && !orMore
  return { now, holds, witness: holds ? null : (exceeds ?? lacks) }
}
const NOTHING: Note = { code: 'nothing', params: {} }
