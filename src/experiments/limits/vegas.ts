/** `limit.vegas`: the sequences of Netflix's VegasLimitTest, sample for sample. */
import type { LimitDecider } from '../../resilience/limit'
import { VEGAS_DEFAULTS, learn, limitNow, newLimit } from '../../resilience/limit'
import { instant } from '../caseTable'

type Vegas = { initial: number; max: number; samples: string }
/** Samples are round trip in ms, inflight; the limit after each. */
const PUBLISHED: Readonly<Record<string, string>> = {
  'limit 10: 10,10 10,11': '10 16',
  'limit 10: 10,10 50,11': '10 9',
  'limit 10: 10,10 14,14': '10 10',
  'limit 10000: 10000,5000 10000,6000': '10000 10024',
}

const BY_LAW: LimitDecider = {
  nowUs: 0,
  random: () => 0.5,
  randomInt: () => 0,
  decide: (context, law, state) => law(context, state),
}

export const limitVegas = instant<Vegas>({
  id: 'limit.vegas',
  source: 'Netflix/concurrency-limits, VegasLimit and VegasLimitTest',
  parameters: [
    { name: 'initial', min: 1, max: 100_000, whole: true },
    { name: 'max', min: 1, max: 1_000_000, whole: true },
    { name: 'samples', form: /\d+(\.\d+)?,\d+( \d+(\.\d+)?,\d+)*/, example: '10,10 10,11' },
  ],
  cases: [
    { initial: 10, max: VEGAS_DEFAULTS.max, samples: '10,10 10,11' },
    { initial: 10, max: VEGAS_DEFAULTS.max, samples: '10,10 50,11' },
    { initial: 10, max: VEGAS_DEFAULTS.max, samples: '10,10 14,14' },
    { initial: 10_000, max: 20_000, samples: '10000,5000 10000,6000' },
  ],
  name: ({ initial, samples }) => `limit ${initial}: ${samples}`,
  measure(settings) {
    const config = { kind: 'vegas', ...VEGAS_DEFAULTS, initial: settings.initial, max: settings.max } as const
    const limit = newLimit(config)
    const limits = settings.samples.split(' ').map((sample) => {
      const [rttMs, inflight] = sample.split(',').map(Number)
      learn(limit, config, { rttUs: Math.max(1, rttMs * 1_000), inflight, dropped: false }, BY_LAW)
      return limitNow(limit)
    })
    const published = PUBLISHED[`limit ${settings.initial}: ${settings.samples}`]
    // A lower ceiling would cut what was published.
    const known = published !== undefined && settings.max >= 2 * settings.initial
    return { expected: known ? { limits: published } : null, measured: { limits: limits.join(' ') }, tolerance: null }
  },
})
