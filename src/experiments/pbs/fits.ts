/**
 * `pbs.fits`: the delay laws that the cluster's links draw from are those that were published, to the last digit. Also the laws
 * themselves, by name, for the other PBS experiments.
 */
import type { DistributionSpec } from '../../kernel'
import { LNKD_DISK, LNKD_SSD } from '../../scenarios/latencies'
import type { LegLatency } from '../../scenarios/scenario'
import type { Experiment, Figures, Measurement } from '../experiment'
import { PBS_FITS, PBS_SOURCE } from '../published'
import type { FitPart } from '../published'

export function sameLegs(spec: DistributionSpec): LegLatency {
  return { write: spec, ack: spec, read: spec, response: spec }
}
/** A published mixture as a law in microseconds. */
function lawOf(parts: FitPart[]): DistributionSpec {
  return {
    kind: 'mixture',
    of: parts.map((part) => ({
      weight: part.weight,
      spec:
        'xm' in part
          ? { kind: 'pareto', minUs: part.xm * 1_000, alpha: part.alpha }
          : { kind: 'exponential', meanUs: 1_000 / part.lambda },
    })),
  }
}
const yammerReads = lawOf(PBS_FITS.YMMR.ARS)

/** What stands on links, by the fit's name. Yammer's is not in the presets. */
export const FIT_LATENCY: Readonly<Record<string, LegLatency>> = {
  'LNKD-SSD': sameLegs(LNKD_SSD),
  'LNKD-DISK': LNKD_DISK,
  YMMR: { write: lawOf(PBS_FITS.YMMR.W), ack: yammerReads, read: yammerReads, response: yammerReads },
}

export const pbsFits: Experiment = {
  id: 'pbs.fits',
  source: PBS_SOURCE,
  cases: Object.keys(PBS_FITS),
  parameters: [],
  settingsOf: () => ({}),
  nameOf: (caseName) => caseName,
  *play(caseName) {
    return compareFit(caseName, FIT_LATENCY[caseName])
  },
}

/** Published figures against those of the laws on the links, exactly. */
export function compareFit(fit: string, latency: LegLatency): Measurement {
  const expected: Record<string, number> = {}
  const measured: Record<string, number> = {}
  const legs = { W: latency.write, A: latency.ack, R: latency.read, S: latency.response }
  for (const [leg, spec] of Object.entries(legs)) {
    const parts = leg === 'W' ? PBS_FITS[fit].W : PBS_FITS[fit].ARS
    Object.assign(expected, named(leg, parts.flatMap(figuresOfPart)))
    Object.assign(measured, named(leg, figuresOfLaw(spec)))
  }
  return { expected, measured, tolerance: null }
}
type Named = [name: string, value: number]
function named(leg: string, figures: Named[]): Figures {
  return Object.fromEntries(figures.map(([name, value]) => [`${leg} ${name}`, value]))
}
function figuresOfPart(part: FitPart): Named[] {
  if (!('xm' in part))
    return [
      ['weight Exp', part.weight],
      ['lambda', part.lambda],
    ]
  return [
    ['weight Pareto', part.weight],
    ['xm', part.xm],
    ['alpha', part.alpha],
  ]
}
/** Rates and scales in the paper's milliseconds; dividing back and forth costs a last bit, no published digit. */
function figuresOfLaw(spec: DistributionSpec): Named[] {
  if (spec.kind !== 'mixture') return []
  return spec.of.flatMap(({ weight, spec: part }): Named[] => {
    if (part.kind === 'pareto') return figuresOfPart({ weight, xm: digits(part.minUs / 1_000), alpha: part.alpha })
    if (part.kind === 'exponential') return figuresOfPart({ weight, lambda: digits(1_000 / part.meanUs) })
    return []
  })
}
function digits(value: number): number {
  return Number(value.toPrecision(12))
}
