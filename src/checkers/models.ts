/**
 * The map of consistency models, as data: which is stronger than which, and what each forbids. A model is broken where an
 * anomaly is found that it, or a weaker one, forbids. Sources: Adya 1999 (PL levels, G phenomena), Bailis et al. VLDB 2014
 * (highly available transactions), Cerone et al. CONCUR 2015 (atomic visibility), Cerone and Gotsman PODC 2016 (snapshots by
 * their cycles), Daudjee and Salem VLDB 2006 (sessions), Terry et al. PDIS 1994 (session guarantees), Viotti and Vukolić 2016
 * (models of one object); as gathered by Elle.
 */
import { FaultlineError } from '../kernel'
import { impliedBy } from './anomalies'

export interface ConsistencyModel {
  /** Whatever satisfies this model satisfies those, by code. */
  strongerThan: readonly string[]
  /** Anomalies that it forbids beyond what those do, by code. */
  forbids: readonly string[]
}

const model = (strongerThan: readonly string[], forbids: readonly string[] = []): ConsistencyModel => ({
  strongerThan,
  forbids,
})

/** Stronger before weaker. */
export const CONSISTENCY_MODELS: ReadonlyMap<string, ConsistencyModel> = new Map([
  [
    'strict-serializable',
    model(['strong-session-serializable', 'strong-snapshot-isolation', 'linearizable'], ['G2-realtime']),
  ],
  ['strong-session-serializable', model(['serializable', 'strong-session-snapshot-isolation'], ['G2-process'])],
  ['serializable', model(['repeatable-read', 'snapshot-isolation', 'update-serializable'], ['G2'])],
  [
    'strong-snapshot-isolation',
    model(['strong-session-snapshot-isolation', 'strong-read-committed'], ['G-nonadjacent-realtime']),
  ],
  [
    'strong-session-snapshot-isolation',
    model(['snapshot-isolation', 'strong-session-read-committed'], ['G-nonadjacent-process']),
  ],
  [
    'snapshot-isolation',
    model(['forward-consistent-view', 'parallel-snapshot-isolation', 'prefix'], ['internal', 'G-nonadjacent']),
  ],
  ['repeatable-read', model(['cursor-stability', 'monotonic-atomic-view'], ['G2-item', 'lost-update'])],
  ['update-serializable', model(['forward-consistent-view'], ['G-update'])],
  ['forward-consistent-view', model(['consistent-view'])],
  ['consistent-view', model(['cursor-stability', 'monotonic-view'], ['G-single'])],
  ['parallel-snapshot-isolation', model(['transactional-causal'], ['lost-update', 'G-single'])],
  ['prefix', model(['transactional-causal'], ['long-fork'])],
  ['transactional-causal', model(['read-atomic'])],
  ['read-atomic', model(['monotonic-atomic-view'], ['internal', 'future-read', 'fractured-read'])],
  ['monotonic-atomic-view', model(['read-committed'])],
  ['monotonic-view', model(['read-committed'])],
  ['cursor-stability', model(['read-committed'], ['lost-update'])],
  ['strong-read-committed', model(['strong-session-read-committed', 'strong-read-uncommitted'], ['G1-realtime'])],
  ['strong-session-read-committed', model(['read-committed', 'strong-session-read-uncommitted'], ['G1-process'])],
  ['read-committed', model(['read-uncommitted'], ['G1'])],
  ['strong-read-uncommitted', model(['strong-session-read-uncommitted'], ['G0-realtime'])],
  ['strong-session-read-uncommitted', model(['read-uncommitted'], ['G0-process'])],
  ['read-uncommitted', model([], ['G0', 'duplicate-elements', 'cyclic-versions', 'garbage-read'])],
  ['linearizable', model(['sequential', 'bounded-staleness'], ['nonlinearizable'])],
  ['sequential', model(['causal'], ['nonsequential'])],
  ['causal', model(['writes-follow-reads', 'pram'])],
  ['pram', model(['monotonic-reads', 'monotonic-writes', 'read-your-writes'])],
  ['writes-follow-reads', model(['no-invention'], ['session.writesFollowReads'])],
  ['monotonic-reads', model(['no-invention'], ['session.monotonicReads'])],
  ['monotonic-writes', model(['no-invention'], ['session.monotonicWrites'])],
  ['read-your-writes', model(['no-invention'], ['session.readYourWrites'])],
  ['bounded-staleness', model(['no-invention'], ['staleness.time', 'staleness.versions'])],
  ['no-invention', model([], ['read.invented'])],
])

/** What is known of each model: three sets that part the map. */
export interface Standing {
  broken: string[]
  /** Held so far. */
  holding: string[]
  unknown: string[]
  /** Of those holding, the ones that no other implies. */
  strongest: string[]
  /** Of those broken, the ones that imply no other broken one. */
  weakestBroken: string[]
}

export interface Evidence {
  /** Models that were looked at: such a one holds so far unless something breaks it. */
  judged: readonly string[]
  /** Models that a judge found broken. */
  broken?: readonly string[]
  /** Anomalies found, by code. */
  anomalies?: readonly string[]
}

/** All that `from` imply, themselves included. */
export function impliedModels(from: readonly string[]): Set<string> {
  const implied = new Set(from)
  for (const code of implied) CONSISTENCY_MODELS.get(code)?.strongerThan.forEach((weaker) => implied.add(weaker))
  return implied
}

/** The anomalies that the model forbids, by itself or by what it implies. Throws history.consistency { got, allowed }. */
export function forbiddenBy(code: string): Set<string> {
  if (!CONSISTENCY_MODELS.has(code))
    throw new FaultlineError('history.consistency', {
      got: code.slice(0, 40),
      allowed: [...CONSISTENCY_MODELS.keys()].join(', '),
    })
  return new Set([...impliedModels([code])].flatMap((each) => CONSISTENCY_MODELS.get(each)!.forbids))
}

/** Which models hold so far, which are broken and which are not known. */
export function standingOf({ judged, broken = [], anomalies = [] }: Evidence): Standing {
  const found = impliedBy(anomalies)
  const codes = [...CONSISTENCY_MODELS.keys()]
  const lost = new Set(
    codes.filter((code) => {
      const implied = [...impliedModels([code])]
      return implied.some(
        (each) => broken.includes(each) || CONSISTENCY_MODELS.get(each)!.forbids.some((anomaly) => found.has(anomaly)),
      )
    }),
  )
  const held = impliedModels(judged.filter((code) => !lost.has(code)))
  const holding = codes.filter((code) => held.has(code))
  const strictlyImplied = (within: readonly string[], code: string): boolean =>
    within.some((other) => other !== code && impliedModels([other]).has(code))
  return {
    broken: codes.filter((code) => lost.has(code)),
    holding,
    unknown: codes.filter((code) => !lost.has(code) && !held.has(code)),
    strongest: holding.filter((code) => !strictlyImplied(holding, code)),
    weakestBroken: codes.filter(
      (code) => lost.has(code) && ![...impliedModels([code])].some((weaker) => weaker !== code && lost.has(weaker)),
    ),
  }
}
