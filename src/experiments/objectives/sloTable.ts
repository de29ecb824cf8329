/**
 * `slo.table`: the tables of The Site Reliability Workbook, ch. 5: which burn rates spend how much budget, how soon they are noticed, and
 * how long an alert lasts. Detection is measured on our own alerts under a steady stream, to one evaluation step.
 */
import { RECOMMENDED_ALERTS, budgetSpent, burnFor, detectionUs, exhaustionUs, resetUs } from '../../telemetry/slo'
import { instant } from '../caseTable'
import type { Findings, Measurement } from '../experiment'
import { watch } from './alerts'

const WHAT = ['rules', 'budget', 'exhaustion', 'detect', 'single windows', 'short outage'] as const
type Slo = { what: (typeof WHAT)[number]; slo: number; periodD: number; errors: number }
const MINUTE = 60_000_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const DEFAULTS = { slo: 0.999, periodD: 30, errors: 1 }
const NAMES = ['1h@14.4', '6h@6', '3d@1'] as const
/** Minutes until each alert fires, by share of errors; null: never. */
const DETECT: Readonly<Record<string, readonly (number | null)[]>> = {
  1: [0.86, 2.16, 4.3],
  0.5: [1.73, 4.32, 8.6],
  0.1: [8.64, 21.6, 43.2],
  0.05: [17.28, 43.2, 86.4],
  0.02: [43.2, 108, 216],
  0.0144: [60, 150, 300],
  0.01: [null, 216, 432],
  0.006: [null, 360, 720],
  0.002: [null, null, 2160],
  0.001: [null, null, 4320],
}

export const sloTable = instant<Slo>({
  id: 'slo.table',
  source: 'The Site Reliability Workbook (Beyer et al., 2018), ch. 5, tables 5-4, 5-6 and 5-8',
  parameters: [
    { name: 'what', choices: WHAT },
    { name: 'slo', min: 0.5, max: 0.999999, whole: false },
    { name: 'periodD', min: 3, max: 365, whole: true },
    { name: 'errors', min: 0.00001, max: 1, whole: false },
  ],
  cases: [
    ...WHAT.filter((what) => what !== 'detect').map((what) => ({ what, ...DEFAULTS })),
    ...Object.keys(DETECT).map((errors) => ({ what: 'detect' as const, ...DEFAULTS, errors: Number(errors) })),
  ],
  name({ what, slo, periodD, errors }) {
    const usual = slo === DEFAULTS.slo && periodD === DEFAULTS.periodD
    const of = usual ? '' : ` slo=${slo} ${periodD}d`
    return what === 'detect' ? `detect, errors ${errors}${of}` : `${what}${of}`
  },
  measure(setting) {
    const found = MEASURE[setting.what](setting)
    const usual = setting.slo === DEFAULTS.slo && setting.periodD === DEFAULTS.periodD
    return usual ? found : { expected: null, measured: found.measured, tolerance: null }
  },
})

const objectiveOf = ({ slo, periodD }: Slo) => ({ target: slo, periodUs: periodD * DAY })

const MEASURE: Record<Slo['what'], (setting: Slo) => Measurement> = {
  /** Burn rates of the recommended alerts, from the share of the budget that each may spend. */
  rules(setting) {
    const objective = objectiveOf(setting)
    const shares = [0.02, 0.05, 0.1]
    const rates = RECOMMENDED_ALERTS.map(({ longUs }, i) => burnFor(objective, shares[i], longUs))
    const windows = RECOMMENDED_ALERTS.map((a) => `${a.severity} ${a.longUs / HOUR}h/${a.shortUs / MINUTE}m ${a.burn}`)
    return told(
      { burn1h: 14.4, burn6h: 6, burn3d: 1, burn24h: 3, alerts: 'page 1h/5m 14.4, page 6h/30m 6, ticket 72h/360m 1' },
      {
        burn1h: rates[0],
        burn6h: rates[1],
        burn3d: rates[2],
        burn24h: burnFor(objective, 0.1, DAY),
        alerts: windows.join(', '),
      },
      1e-9,
    )
  },
  budget(setting) {
    const objective = objectiveOf(setting)
    const percent = (burn: number, windowUs: number) => 100 * budgetSpent(objective, burn, windowUs)
    return told(
      { '14.4': 2, '6': 5, '3': 10, '1': 10 },
      {
        '14.4': percent(14.4, HOUR),
        '6': percent(6, 6 * HOUR),
        '3': percent(3, DAY),
        '1': percent(1, 3 * DAY),
      },
      1e-9,
    )
  },
  /** Days until nothing is left; the last in minutes. */
  exhaustion(setting) {
    const days = (burn: number) => exhaustionUs(objectiveOf(setting), burn) / DAY
    return told(
      { '1x days': 30, '2x days': 15, '10x days': 3, '1000x min': 43, '35x hours': 20.5 },
      {
        '1x days': days(1),
        '2x days': days(2),
        '10x days': days(10),
        '1000x min': days(1_000) * 1_440,
        '35x hours': days(35) * 24,
      },
      { '1000x min': 0.5, '35x hours': 0.1 },
    )
  },
  detect(setting) {
    const objective = objectiveOf(setting)
    const published = DETECT[String(setting.errors)] as readonly (number | null)[] | undefined
    const measured: Record<string, number | string> = {}
    const expected: Record<string, number | string> = {}
    const tolerance: Record<string, number> = {}
    RECOMMENDED_ALERTS.forEach((rule, i) => {
      const { firesUs, stepUs } = watch(rule, objective, setting.errors, 2 * rule.longUs)
      const minutes = detectionUs(objective, setting.errors, rule.longUs, rule.burn) / MINUTE
      const stated = published ? published[i] : Number.isFinite(minutes) ? minutes : null
      measured[NAMES[i]] = firesUs === Infinity ? 'never' : firesUs / MINUTE
      expected[NAMES[i]] = stated ?? 'never'
      tolerance[NAMES[i]] = stepUs / MINUTE + 0.05
    })
    return { expected, measured, tolerance }
  },
  /** One window alone, of a total outage unless said otherwise: how soon, for how long, and what is never noticed. */
  'single windows'(setting) {
    const objective = objectiveOf(setting)
    const seconds = (windowUs: number, burn: number, errors = 1) =>
      detectionUs(objective, errors, windowUs, burn) / 1_000_000
    return told(
      { '10m@1 s': 0.6, '36h@1 s': 130, '1h@36 reset min': 58, '35x at 1h@36': 'never', '15% 1h@14.4 s': 345.6 },
      {
        '10m@1 s': seconds(10 * MINUTE, 1),
        '36h@1 s': seconds(36 * HOUR, 1),
        '1h@36 reset min': resetUs(objective, 1, HOUR, 36) / MINUTE,
        '35x at 1h@36': seconds(HOUR, 36, 35 * (1 - setting.slo)) === Infinity ? 'never' : 'fires',
        '15% 1h@14.4 s': seconds(HOUR, 14.4, 0.15),
      },
      { '10m@1 s': 1e-9, '36h@1 s': 0.5, '1h@36 reset min': 0.5, '15% 1h@14.4 s': 1e-6 },
    )
  },
  /** 15 % errors for ten minutes: the page of an hour fires in about five, and ends about five minutes after they do. */
  'short outage'(setting) {
    const { firesUs, endsUs, stepUs } = watch(RECOMMENDED_ALERTS[0], objectiveOf(setting), 0.15, 10 * MINUTE)
    const alone = detectionUs(objectiveOf(setting), 0.15, HOUR, 14.4) / 1_000_000
    return told(
      { 'fires s': alone, 'ends min': 5 },
      { 'fires s': firesUs / 1_000_000, 'ends min': endsUs / MINUTE },
      { 'fires s': stepUs / 1_000_000, 'ends min': 0.6 },
    )
  },
}

function told(expected: Findings, measured: Findings, allowed: number | Record<string, number>): Measurement {
  const tolerance =
    typeof allowed === 'number' ? Object.fromEntries(Object.keys(expected).map((name) => [name, allowed])) : allowed
  return { expected, measured, tolerance }
}
