/** The words of the user's screen: what its parts say, and the plain facts under them. */
import { count, duration, percent } from '../numbers'
import type { ScreenPart } from '../../../lab/screenView'

/** What a part comes to (src/app/screen/tiles.ts). */
type State = 'none' | 'fresh' | 'copy' | 'without' | 'failed' | 'pending'
interface Facts {
  state: State
  copyMs: number | null
  ageMs: number | null
}

const PARTS: Record<ScreenPart, string> = {
  figures: 'Your figures',
  extras: 'Recommended for you',
  payment: 'Checkout',
  order: 'Your order',
  report: 'Your report',
}
const SAYS: Record<ScreenPart, Partial<Record<State, string>>> = {
  figures: { fresh: 'Up to date', failed: 'Could not be loaded', copy: 'From a copy' },
  extras: { fresh: 'Picked for you', without: 'Not shown right now', failed: 'Not shown right now' },
  payment: {
    fresh: 'Paid. Thank you!',
    failed: 'Please try again: nothing was charged.',
    pending: 'We are checking your payment.',
  },
  order: { fresh: 'Your order is on its way', failed: 'Could not be loaded', copy: 'From a copy' },
  report: { fresh: 'We are preparing it', failed: 'Please ask for it again', pending: 'We are checking your request' },
}
const CAUSES: Record<string, string> = {
  none: '',
  deadline: 'no answer in time',
  timeout: 'no answer in time',
  overloaded: 'too much to do',
  refused: 'turned away',
  noQuorum: 'too few replicas answered',
  dependencyError: 'their service failed',
  breakerOpen: 'the breaker is open',
  crashed: 'a node crashed',
  unreachable: 'nobody could be reached',
  switchedOff: 'switched off',
  calledOff: 'called off',
}
const FEATURES: Record<string, string> = { recommendations: 'Recommendations', freshData: 'Fresh figures' }

const old = (ms: number | null): string => (ms === null ? 'age unknown' : `up to ${duration(ms * 1_000)} old`)
const made = (ms: number | null): string =>
  ms === null ? 'copied at an unknown time' : `copied ${duration(ms * 1_000)} ago`

export const screen = {
  title: 'The user’s screen',
  caption: 'What one of them was just answered; one who fared worse in the last 2 s comes first.',
  dashboard: 'Dashboard',
  shop: 'Shop',
  part: (part: ScreenPart): string => PARTS[part],
  says: (part: ScreenPart, state: State): string => SAYS[part][state] ?? 'Nobody has asked yet',
  banner: (facts: Facts): string =>
    facts.ageMs !== null ? `Data ${old(facts.ageMs)}` : `Data from a copy, ${made(facts.copyMs)}`,
  age: (facts: Facts): string =>
    facts.state === 'copy' ? (facts.ageMs === null ? made(facts.copyMs) : old(facts.ageMs)) : '',
  why: (cause: string): string => CAUSES[cause] ?? cause,
  counts: (part: ScreenPart, c: { answers: number; copied: number; bare: number; failed: number }): string => {
    const less = [
      ...(part === 'extras' ? (c.bare > 0 ? [`${count(c.bare)} without`] : []) : []),
      ...(part === 'figures' && c.copied > 0 ? [`${count(c.copied)} from a copy`] : []),
      ...(c.failed > 0 ? [`${count(c.failed)} without success`] : []),
    ]
    if (c.answers === 0) return ''
    return `${count(c.answers)} so far${less.length > 0 ? `: ${less.join(', ')} (${percent((part === 'extras' ? c.bare : c.copied) / c.answers + c.failed / c.answers)})` : ', all whole'}`
  },
  trace: (part: ScreenPart): string => `How this came about: ${PARTS[part]}`,
  traceShort: 'How this came about',
  flags: 'Switches',
  flag: (flag: string): string => FEATURES[flag] ?? flag,
  flagHint: 'A feature flag: switched off, the page does with less',
  switchTo: (flag: string, on: boolean): string => `Switch ${on ? 'on' : 'off'}: ${FEATURES[flag] ?? flag}`,
}
