/** Verdicts on histories: what was judged, what breaks it and why, what is not known; and what is wrong with a history's text. */
import type { ToldOperation } from '../toldOperation'
import { models } from './models'
import { GUARANTEE_FINDINGS } from './guarantees'
import { TRANSACTION_FINDINGS, transactions } from './transactions'

type Params = Readonly<Record<string, string | number>>
type Sentences = Readonly<Record<string, (p: Params) => string>>

const of = ({ key }: Params): string => (key === '' ? '' : ` on key ${key}`)
const many = (count: number, one: string, more = `${one}s`): string => `${count} ${count === 1 ? one : more}`

/** An empty text comes as two quotes. */
const quoted = (text: string | number): string => (text === '""' ? text : `"${text}"`)

/** Why an operation cannot happen in a state. */
const REASONS: Sentences = {
  'register.read': (p) => `can't read ${p.got}: the register holds ${p.holds}`,
  'register.cas': (p) => `can't swap ${p.got} for something else: the register holds ${p.holds}`,
  'register.casFailed': (p) => `its compare-and-set of ${p.got} failed, yet the register holds ${p.holds}`,
  'kv.get': (p) => `can't get ${quoted(p.got)}: the key holds ${quoted(p.holds)}`,
  'txn.read': (p) => `can't read ${p.got} from ${p.key}: it holds ${p.holds}`,
  'mutex.acquire': () => "can't acquire: the lock is held",
  'mutex.release': () => "can't release: the lock is free",
  'counter.read': (p) => `can't read ${p.got}: the counter holds ${p.holds}`,
  'set.read': (p) => `can't read this set: the read lacks ${p.missing} and has ${p.extra} too many`,
  'queue.empty': (p) => `can't dequeue ${p.got}: the queue is empty`,
  'queue.order': (p) => `can't dequeue ${p.got}: ${p.head} is ahead of it`,
  'queue.absent': (p) => `can't dequeue ${p.got}: it is not in the queue`,
  'bank.read': (p) => `can't read ${p.got} in account ${p.account}: it holds ${p.holds}`,
}

const FINDINGS: Sentences = {
  ...TRANSACTION_FINDINGS,
  ...GUARANTEE_FINDINGS,
  sequential: (p) =>
    `after ${many(Number(p.placed), 'operation')} in an order that keeps each process's own, this one cannot come next${of(p)}: ${saying(REASONS, String(p.reason), p)}`,
  'set.lost': (p) => `${many(Number(p.count), 'element')} acknowledged and not there at the last read: ${p.elements}`,
  'set.unexpected': (p) => `${many(Number(p.count), 'element')} read that nobody tried to add: ${p.elements}`,
  'counter.bounds': (p) => `a read of ${p.got}: the counter was between ${p.low} and ${p.high} then`,
  'counter.sum': (p) =>
    `a last read of ${p.got}: the acknowledged adds make ${p.acknowledged}, and no choice of the unknown ones makes up the rest`,
  'bank.total': (p) => `a read of all accounts sums to ${p.got}, the first one to ${p.expected}`,
  'bank.negative': (p) => `account ${p.account} is read as ${p.got}, below zero`,
}

const UNKNOWNS: Sentences = {
  'exhausted.steps': (p) =>
    `The search ran out of steps with ${p.undecided} of ${many(Number(p.objects), 'object')} undecided; a larger --steps may decide.`,
  'exhausted.bytes': (p) =>
    `The search ran out of memory with ${p.undecided} of ${many(Number(p.objects), 'object')} undecided; a larger --memory may decide.`,
  'transactions.repeated': (p) =>
    `${p.value} was written to ${p.key} more than once, so that nobody can tell which of them a read saw.`,
  'transactions.large': () => 'There are more dependencies than can be searched: what was found is not all.',
  'values.repeated': (p) =>
    `${p.value} was written to one key more than once, so that nobody can tell which write a read saw.`,
  'session.registers': () =>
    'A register shows one write at a time, so that nobody can see the order of two; sets and lists show it.',
  'staleness.registers': () => 'Staleness is told of registers: what is read, and what was written.',
  'staleness.noTimes': () =>
    'The history has no times, so that nothing can be said of milliseconds; --stale-versions alone can be.',
  'convergence.unread': () =>
    'No key was read after all writes to it had ended, or by one process only, so that nothing can be said of what remains.',
  'set-full.unstable': () => 'No element was ever seen to stay, so that nothing can be said.',
  'long-fork.rewritten': (p) => `${p.key} was written more than once; here each key must be written once.`,
  nothingRead: () => 'Nothing was ever read, so nothing can be said.',
}

/** What is wrong with a line. */
const LINES: Readonly<Record<string, string>> = {
  notAMap: 'is not a map',
  type: 'has no :type of invoke, ok, fail or info',
  process: 'has no process that is a whole number or a name',
  f: 'has no :f that is a name',
  key: 'has no :key',
  index: 'has an :index that is not above the one before',
  value: 'has a value that is none of nil, N and [A B]',
  tooMany: 'is beyond the number of events that are read',
  tooDeep: 'is nested too deeply',
  unclosed: 'begins something that is not closed',
  unopened: 'closes something that is not open',
  oddMap: 'holds a map with a key without value',
  compositeKey: 'holds a map whose key is a list or a map',
  trailing: 'follows after the end',
}

/** By the code that was thrown. */
export const historyProblems: Sentences = {
  'history.line': (p) => `line ${p.line} ${LINES[String(p.problem)] ?? 'cannot be read'}: ${p.text}`,
  'history.large': (p) => `the history is too large: ${p.got} characters (allowed: ${p.allowed})`,
  'history.empty': () => 'the history holds no operations',
  'history.format': (p) => `there is no format "${p.got}"; there are ${p.allowed}`,
  'history.journey': (p) => `there is no journey "${p.got}"; there are ${p.allowed}`,
  'history.model': (p) => `there is no model "${p.got}"; there are ${p.allowed}`,
  'history.consistency': (p) => `there is no consistency model "${p.got}"; there are ${p.allowed}`,
  'history.unguessed': (p) => `what this history is about cannot be guessed; name a model: ${p.allowed}`,
  'history.overlap': (p) =>
    `at index ${p.index} process ${p.process} invokes although its last operation has not ended`,
  'history.completion': (p) => `at index ${p.index} process ${p.process} ends an operation that it did not invoke`,
  'history.function': (p) => `${p.model} knows no "${p.f}"; it knows ${p.allowed}`,
  'history.value': (p) => `${p.model} cannot read the value of a "${p.f}": ${p.got}`,
}

const saying = (sentences: Sentences, code: string, params: Params): string =>
  code in sentences ? sentences[code](params) : code

function operation({ process, f, asked, told, outcome }: ToldOperation): string {
  const value = outcome === 'ok' && told !== asked ? `${asked === 'nil' ? '' : `${asked} `}→ ${told}` : asked
  const fate = { ok: '', fail: ', failed', info: ', outcome unknown' }[outcome]
  return `process ${process} ${f}${value === 'nil' ? '' : ` ${value}`}${fate}`
}

const named = (codes: readonly string[]): string => codes.map((code) => models[code].name).join(', ')

export const verdicts = {
  transactions,
  standing: (broken: readonly string[], strongest: readonly string[]): string => {
    const not = broken.length === 0 ? '' : `Not ${named(broken)}. `
    return `${not}${strongest.length === 0 ? '' : `Strongest still standing: ${named(strongest)}.`}`.trim()
  },
  verdict: (valid: true | false | 'unknown', model: string, operations: number): string => {
    const what = { true: 'Valid', false: 'Invalid', unknown: 'Unknown' }[String(valid)]
    return `${what}: ${model}, ${many(operations, 'operation')}.`
  },
  operation,
  unplaceable: (at: number, told: ToldOperation, key: string | null): string =>
    `${key === null ? 'N' : `On key ${key}, n`}o order can include the operation at index ${at}: ${operation(told)}.`,
  linearized: (count: number): string =>
    count === 0 ? 'Nothing need come before it.' : `${many(count, 'operation')} before it can be ordered.`,
  attempt: (last: readonly string[], reason: { code: string; params: Params }): string =>
    `${last.length === 0 ? 'At first' : `After ${last.join('; ')}`}: ${saying(REASONS, reason.code, reason.params)}.`,
  fewest: (count: number): string =>
    count === 1 ? 'One operation shows it:' : `These ${count} operations alone show it:`,
  member: (index: number, told: string): string => `index ${index}: ${told}.`,
  reason: (code: string, params: Params): string => saying(REASONS, code, params),
  finding: (code: string, params: Params): string => saying(FINDINGS, code, params),
  unknown: (code: string, params: Params): string => saying(UNKNOWNS, code, params),
}
