/**
 * `avail.math`: availability of parts in series and side by side, of quorums, and the downtime it allows. Each case is "at least k of n
 * are up": all of them in series, one of them side by side.
 */
import { pow } from '../../kernel'
import { downtimeUs } from '../../telemetry/slo'
import { instant } from '../caseTable'

type Availability = {
  what: 'k of n' | 'repair' | 'downtime'
  a: number
  k: number
  n: number
  mtbfH: number
  mttrH: number
  days: number
}
const MINUTE = 60_000_000
const DAY = 1_440 * MINUTE
const NONE = { a: 0.99, k: 1, n: 1, mtbfH: 1_000, mttrH: 1, days: 30 }
const kOfN = (a: number, k: number, n: number): Availability => ({ ...NONE, what: 'k of n', a, k, n })
const PUBLISHED = new Map<string, number>()
const published = (setting: Availability, value: number): Availability => {
  PUBLISHED.set(nameOf(setting), value)
  return setting
}
const DOWNTIME: Readonly<Record<number, Readonly<Record<string, number>>>> = {
  30: { 0.99: 432, 0.999: 43.2, 0.9995: 21.6, 0.9999: 4.32, 0.99999: 0.432 },
  365: { 0.99: 5256, 0.999: 525.6, 0.9995: 262.8, 0.9999: 52.56, 0.99999: 5.256 },
}

export const availMath = instant<Availability>({
  id: 'avail.math',
  source: 'probability of independent parts; MTBF / (MTBF + MTTR)',
  parameters: [
    { name: 'what', choices: ['k of n', 'repair', 'downtime'] },
    { name: 'a', min: 0, max: 1, whole: false },
    { name: 'k', min: 1, max: 100, whole: true },
    { name: 'n', min: 1, max: 100, whole: true },
    { name: 'mtbfH', min: 0.001, max: 1e9, whole: false },
    { name: 'mttrH', min: 0.001, max: 1e9, whole: false },
    { name: 'days', min: 1, max: 3_650, whole: false },
  ],
  cases: [
    published(kOfN(0.999, 5, 5), 0.995009990004999),
    published(kOfN(0.999, 10, 10), 0.9900448802097482),
    published(kOfN(0.99, 1, 2), 0.9999),
    published(kOfN(0.99, 1, 3), 0.999999),
    published(kOfN(0.99, 2, 3), 0.999702),
    published(kOfN(0.999, 2, 3), 0.999997002),
    published(kOfN(0.999, 3, 5), 0.9999999900149941),
    published(kOfN(0.99, 3, 3), 0.970299),
    published({ ...NONE, what: 'repair' }, 0.999000999000999),
    ...Object.entries(DOWNTIME).flatMap(([days, minutes]) =>
      Object.entries(minutes).map(([a, value]) =>
        published({ ...NONE, what: 'downtime', a: Number(a), days: Number(days) }, value),
      ),
    ),
  ],
  name: nameOf,
  conflict: ({ k, n }) => (k > n ? { name: 'k', min: 1, max: n } : null),
  measure(setting) {
    const figure = setting.what === 'downtime' ? 'minutes' : 'availability'
    const value = MEASURE[setting.what](setting)
    const known = PUBLISHED.get(nameOf(setting))
    return {
      expected: known === undefined ? null : { [figure]: known },
      measured: { [figure]: value },
      tolerance: { [figure]: 1e-9 },
    }
  },
})

function nameOf({ what, a, k, n, mtbfH, mttrH, days }: Availability): string {
  if (what === 'repair') return `MTBF ${mtbfH} h, MTTR ${mttrH} h`
  return what === 'downtime' ? `downtime of ${a} in ${days} d` : `${k} of ${n} x ${a}`
}

const MEASURE: Record<Availability['what'], (setting: Availability) => number> = {
  'k of n': ({ a, k, n }) => atLeast(k, n, a),
  repair: ({ mtbfH, mttrH }) => mtbfH / (mtbfH + mttrH),
  downtime: ({ a, days }) => downtimeUs(a, days * DAY) / MINUTE,
}

/** P(at least k of n independent parts are up). */
function atLeast(k: number, n: number, a: number): number {
  let ways = 1
  let sum = 0
  for (let up = n; up >= k; up--) {
    sum += ways * pow(a, up) * pow(1 - a, n - up)
    ways = (ways * up) / (n - up + 1)
  }
  return sum
}
