/** The words of src/app/verdicts: what the judge says of each journey, its witnesses, and the map of consistency models. */
import type { Guarantee, UnknownWhy } from '../../../lab/judging/verdict'
import { duration, exact } from '../numbers'

const second = (us: number): string => `${(us / 1e6).toFixed(us < 100e6 ? 2 : 1)} s`

const BROKEN: Record<Guarantee, string> = {
  linearizable: 'not linearizable',
  readYourWrites: 'users may miss what they wrote',
  monotonicReads: 'reads may go back in time',
  monotonicWrites: "a user's writes may trade places",
  writesFollowReads: 'writes may come before what they answer',
  writesKept: 'an acknowledged write was lost',
}
const HOLDS: Record<Guarantee, string> = {
  linearizable: 'linearizable',
  readYourWrites: 'users see what they wrote',
  monotonicReads: 'reads never go back in time',
  monotonicWrites: 'writes in order',
  writesFollowReads: 'writes follow reads',
  writesKept: 'no acknowledged write lost',
}
const NAMES: Record<Guarantee, string> = {
  linearizable: 'Linearizable',
  readYourWrites: 'Read your writes',
  monotonicReads: 'Monotonic reads',
  monotonicWrites: 'Monotonic writes',
  writesFollowReads: 'Writes follow reads',
  writesKept: 'Acknowledged writes kept',
}
const WHY_UNKNOWN: Record<UnknownWhy, string> = {
  full: 'the run is longer than the judge remembers',
  search: 'too much happened at once to try all orders',
  notRegisters: 'what is stored here are not plain values, and the judge knows only those',
  siblings: 'of concurrent writes all are kept here, so that an older one is not lost',
}

export const judging = {
  region: 'Verdicts',
  title: 'What the users saw, judged',
  lead: 'The answers alone are looked at, not the servers: is there an order of all reads and writes that explains them?',
  waiting: 'Judging…',
  failed: 'The judge stopped. Reload the page to start it again.',
  soFar: 'so far',
  holds: (guarantee: Guarantee): string => HOLDS[guarantee],
  broken: (guarantee: Guarantee): string => BROKEN[guarantee],
  name: (guarantee: Guarantee): string => NAMES[guarantee],
  unread: 'nothing read yet',
  unknown: 'not known',
  why: (why: UnknownWhy): string => WHY_UNKNOWN[why],
  atMost: (staleUs: number, missed: number): string =>
    staleUs === 0
      ? 'always the newest'
      : `so far at most ${duration(staleUs)} old, ${exact(missed)} ${missed === 1 ? 'write' : 'writes'} behind`,
  open: (journey: string, said: string): string => `${journey}: ${said}. Show why`,
  behind: (us: number): string => `judge ${(us / 1e6).toFixed(1)} s behind`,
  voidedShort: 'strong reads void',
  voided: (by: (string | null)[]): string =>
    `Strong reads are void here: ${by.map((who) => who ?? 'background workers').join(' and ')} write the same keys to too few replicas, and a read need not meet such a write.`,
  map: 'Models',
  mapButton: 'Map of models',
  witness: 'Witness',
  witnessEntry: 'Witness of the first violation',
  close: 'Close',
  journey: 'Journey',
  noBreach: 'Nothing is broken up to this moment: no witness to show.',
  breaches: 'Violations so far',
  breach: (guarantee: Guarantee, atUs: number): string => `${BROKEN[guarantee]}, at ${second(atUs)}`,
  mark: (journey: string, guarantee: Guarantee, atUs: number): string =>
    `${journey}: ${BROKEN[guarantee]}, at ${second(atUs)}. Show the witness`,
  states: { holds: 'holds so far', broken: 'broken', unknown: 'not known', untested: 'not put to the test' },
  /** Of acknowledged writes: what the answers to users show. */
  keptStates: {
    holds: 'no answer so far shows one missing',
    broken: 'broken, as answers to users show',
    unknown: 'not known',
    untested: 'not put to the test',
  },
  lostFromStore: (writes: number, atUs: number): string =>
    `broken: ${exact(writes)} ${writes === 1 ? 'is' : 'are'} gone from the store, the first found at ${second(atUs)}`,
  count: (n: number): string => (n === 1 ? '1 violation' : `${n} violations`),

  figure:
    'Operations as bars, one line for each process (p): a user’s visit, or a background job, time from left to right',
  figureOfUsers: 'Operations as bars, reads and writes apart, time from left to right',
  asList: 'As a list',
  latest: 'Latest reads and writes of one key',
  lane: (process: string): string => (process === '0' ? 'start' : `p ${process}`),
  user: (process: string): string => `user ${process}`,
  nothing: 'empty',
  bar: (f: string, letter: string, ok: boolean): string =>
    f === 'read' ? (ok ? `read ${letter}` : 'read ?') : `${f} ${letter}`,
  told: (f: string, letter: string, outcome: string, fromUs: number, toUs: number): string => {
    const what = f === 'read' ? `read ${outcome === 'ok' ? letter : 'nothing'}` : `${f} ${letter}`
    const until = Number.isNaN(toUs) ? 'never answered' : `answered at ${second(toUs)}`
    const fate = { ok: '', fail: ', failed', info: ', outcome unknown' }[outcome] ?? ''
    return `${what}, asked at ${second(fromUs)}, ${until}${fate}`
  },
  key: (key: number): string => `Key ${key}. Letters stand for values.`,
  goThere: 'Go there',
  trace: (told: string): string => `Trace: ${told}`,
  shortest: 'Show me the shortest',
  orderTitle: (bar: string): string => `No order explains “${bar}”`,
  order: 'Each operation must take effect at one moment between its call and its answer. Whatever order is tried:',
  cannotRead: (got: string, holds: string): string => `it read ${got}, but the newest value by then is ${holds}.`,
  cannot: 'its answer does not fit.',
  session: {
    readYourWrites: (earlier: string, later: string): string =>
      `The user had written ${earlier}, and then read the older ${later}.`,
    monotonicReads: (earlier: string, later: string): string =>
      `The user had read ${earlier}, and then read the older ${later}: time went back.`,
    monotonicWrites: (earlier: string, later: string): string =>
      `The user wrote ${earlier} and then ${later}, but the store put ${later} first.`,
    writesFollowReads: (earlier: string, later: string): string =>
      `The user had read ${earlier} and then wrote ${later}, but the store put ${later} first.`,
    writesKept: (earlier: string, later: string): string =>
      `${earlier} was acknowledged before ${later} was asked for, yet the store put ${later} first: one of the two acknowledged writes is lost.`,
  },

  mapTitle: (journey: string): string => `Consistency models: ${journey}`,
  mapLead:
    'Stronger above weaker. Whoever keeps a model keeps all below it that a line leads to; a broken one breaks all above.',
  mapStates: { holding: 'holds so far', broken: 'broken', unknown: 'not known' },
  strongest: (names: string[]): string =>
    names.length === 0 ? 'Nothing stands that was looked at.' : `Strongest still standing: ${names.join(', ')}.`,
  asTable: 'As table',
  asMap: 'As map',
  table: { model: 'Model', state: 'State', plain: 'What it promises' },
  pick: 'Choose a model to see what it promises.',
}
