/** What is known of a journey at a moment of the run: a verdict read as of the playhead. */
import { standingOf, type Standing as ModelStanding } from '../../checkers/models'
import {
  GUARANTEES,
  type Breach,
  type Guarantee,
  type JourneyVerdict,
  type UnknownWhy,
} from '../../lab/judging/verdict'

export type State = 'holds' | 'broken' | 'unknown' | 'untested'

export interface AtMoment {
  states: Record<Guarantee, State>
  /** Why linearizability cannot be known, where it cannot. */
  unknownWhy: UnknownWhy | null
  breaches: Breach[]
  /** The stalest read so far; null: nothing was read. */
  stalest: { staleUs: number; missed: number } | null
  models: ModelStanding
}

const MODEL_OF: Partial<Record<Guarantee, string>> = {
  linearizable: 'linearizable',
  readYourWrites: 'read-your-writes',
  monotonicReads: 'monotonic-reads',
  monotonicWrites: 'monotonic-writes',
  writesFollowReads: 'writes-follow-reads',
}

export function atMoment(verdict: JourneyVerdict, atUs: number): AtMoment {
  const before = (us: number | null): boolean => us !== null && us <= atUs
  const stateOf = (guarantee: Guarantee): State => {
    const { brokenUs, unknownUs, testedUs } = verdict.standings[guarantee]
    if (before(brokenUs)) return 'broken'
    if (before(unknownUs)) return 'unknown'
    return before(testedUs) ? 'holds' : 'untested'
  }
  const states = Object.fromEntries(
    GUARANTEES.map((guarantee) => [guarantee, stateOf(guarantee)]),
  ) as AtMoment['states']
  const modelsThat = (state: State): string[] =>
    GUARANTEES.flatMap((guarantee) => (states[guarantee] === state ? (MODEL_OF[guarantee] ?? []) : []))
  const stalest = verdict.stalest.findLast((most) => most.atUs <= atUs)
  const read = states.linearizable !== 'untested' && before(verdict.standings.linearizable.testedUs)
  return {
    states,
    unknownWhy: states.linearizable === 'unknown' ? verdict.standings.linearizable.unknownWhy : null,
    breaches: verdict.breaches.filter((breach) => breach.atUs <= atUs),
    stalest: stalest ?? (read ? { staleUs: 0, missed: 0 } : null),
    models: standingOf({
      judged: [...modelsThat('holds'), ...(read && states.linearizable !== 'unknown' ? ['bounded-staleness'] : [])],
      broken: modelsThat('broken'),
    }),
  }
}
