/**
 * The two requests that a visit begins with, checked by hand: a tick, and a preset opened at its beginning. So the first cluster
 * moves before the gate for everything else (./requests) has been loaded.
 */
import { FaultlineError } from '../kernel'
import { HOUR_US, LIMITS } from '../scenarios/limits'
import { presetIds } from '../scenarios/presets'
import { ENGINE_VERSION } from '../scenarios/engineVersion'
import type { LabRequest } from './protocol'

export type Tick = LabRequest & { do: 'tick' }
export type Opening = LabRequest & { do: 'open' }

const CHART_STEPS_MAX = 2_000
const RECYCLED_MAX = 16
const BUDGET_MS_MAX = 1_000

type Given = Record<string, unknown>
const isObject = (value: unknown): value is Given => typeof value === 'object' && value !== null
const within = (value: unknown, least: number, most: number): value is number =>
  typeof value === 'number' && value >= least && value <= most
const wholeWithin = (value: unknown, least: number, most: number): value is number =>
  Number.isInteger(value) && within(value, least, most)

export function isTick(value: unknown): value is Given {
  return isObject(value) && value.do === 'tick'
}
/** Throws request.invalid { field, problem }. */
export function checkTick({ virtualUs, budgetMs, chart, recycle }: Given): Tick {
  if (!wholeWithin(virtualUs, 0, HOUR_US)) throw invalid('virtualUs')
  if (!within(budgetMs, 0, BUDGET_MS_MAX)) throw invalid('budgetMs')
  const given = Array.isArray(recycle) && recycle.length <= RECYCLED_MAX ? (recycle as unknown[]) : null
  const buffers = given?.filter((one) => one instanceof ArrayBuffer)
  if (!given || buffers?.length !== given.length) throw invalid('recycle')
  return { do: 'tick', virtualUs, budgetMs, chart: chart === null ? null : checkChart(chart), recycle: buffers }
}
function checkChart(chart: unknown): NonNullable<Tick['chart']> {
  if (!isObject(chart)) throw invalid('chart')
  const { fromUs, toUs, steps } = chart
  if (!within(fromUs, -HOUR_US, LIMITS.horizonUs * 2)) throw invalid('chart.fromUs')
  if (!within(toUs, 0, LIMITS.horizonUs * 2)) throw invalid('chart.toUs')
  if (!wholeWithin(steps, 1, CHART_STEPS_MAX)) throw invalid('chart.steps')
  return { fromUs, toUs, steps }
}
function invalid(field: string): FaultlineError {
  return new FaultlineError('request.invalid', { field, problem: 'outOfRange', allowed: '', got: '' })
}

/** A preset's run of this engine without commands; null for anything else, whatever is wrong or right with it. */
export function plainOpening(value: unknown): Opening | null {
  if (!isObject(value) || value.do !== 'open' || value.expect !== undefined || !isObject(value.run)) return null
  const { engine, scenario, seed, policies, commands, horizonUs } = value.run
  const plain =
    engine === ENGINE_VERSION &&
    typeof scenario === 'string' &&
    presetIds.includes(scenario) &&
    wholeWithin(seed, 0, Number.MAX_SAFE_INTEGER) &&
    isObject(policies) &&
    Object.keys(policies).length === 0 &&
    Array.isArray(commands) &&
    commands.length === 0 &&
    wholeWithin(horizonUs, 0, LIMITS.horizonUs)
  return plain ? { do: 'open', run: { engine, scenario, seed, policies: {}, commands: [], horizonUs } } : null
}
