/** Transactions: what each anomaly is, and why one of them must come before another. */
import type { ToldDeed, ToldOperation } from '../toldOperation'

type Params = Readonly<Record<string, string | number>>
type Sentences = Readonly<Record<string, (p: Params) => string>>

/** Anomalies without a cycle, by what shows them. */
export const TRANSACTION_FINDINGS: Sentences = {
  internal: (p) => `internal: a transaction read ${p.got} from ${p.key}, though by its own doing it held ${p.expected}`,
  G1a: (p) => `G1a, aborted read: ${p.value} was read from ${p.key}, and the transaction that wrote it failed`,
  G1b: (p) =>
    `G1b, intermediate read: ${p.value} was read from ${p.key}, and its writer wrote to it again in the same transaction`,
  'future-read': (p) => `future read: a transaction read ${p.value} from ${p.key} before it wrote it itself`,
  'garbage-read': (p) => `garbage read: ${p.value} was read from ${p.key}, and nobody wrote it`,
  'duplicate-elements': (p) => `duplicate elements: ${p.key} was read as ${p.got}, with ${p.value} twice`,
  'incompatible-order': (p) =>
    p.before === undefined
      ? `incompatible order: ${p.key} was read as ${p.other} and as ${p.got}; neither is a beginning of the other`
      : `incompatible order: ${p.key} was read as ${p.got}, though one transaction appended ${p.before} and then ${p.value}`,
  'cyclic-versions': (p) => `cyclic versions: each of the values ${p.values} of ${p.key} must have come before another`,
  'dirty-update': (p) =>
    `dirty update: ${p.next} in ${p.key} builds upon ${p.value}, and the writer of ${p.value} failed`,
  'lost-update': (p) =>
    `lost update: transactions read ${p.key} as ${p.got} and each then wrote to it, without seeing the other`,
}

const CYCLES: Readonly<Record<string, string>> = {
  G0: 'writes that overwrite each other in a circle (dirty write)',
  G1c: 'information that flows in a circle',
  'G-single-item': 'a circle in which one transaction missed a write (read skew)',
  'G-nonadjacent-item': 'a circle in which transactions missed writes, though never two in a row',
  'G2-item': 'a circle in which two transactions in a row missed a write (write skew)',
}
const FLAVOURS: Readonly<Record<string, string>> = {
  '': '',
  '-process': ', with the order within a process',
  '-realtime': ', with the order in real time',
}

/** Why transaction `a` comes before `b`. */
const STEPS: Readonly<Record<string, (a: string, b: string, p: Params) => string>> = {
  'append.ww': (a, b, p) => `${a} appended ${p.before} to ${p.key}, and ${b} appended ${p.value} after it`,
  'append.wr': (a, b, p) => `${a} appended ${p.value} to ${p.key}, and ${b} read it`,
  'append.rw': (a, b, p) => `${a} read ${p.key} up to ${p.last}, without ${p.value}, which ${b} appended`,
  'append.rwEmpty': (a, b, p) => `${a} read ${p.key} as empty, without ${p.value}, which ${b} appended`,
  'register.wr': (a, b, p) => `${a} wrote ${p.value} to ${p.key}, and ${b} read it`,
  'register.rw': (a, b, p) => `${a} read ${p.key} as ${p.last}, without ${p.value}, which ${b} wrote over it`,
  'order.process': (a, b, p) => `${a} came before ${b} in process ${p.process}`,
  'order.realtime': (a, b) => `${a} had ended before ${b} began`,
}

const DEEDS: Readonly<Record<ToldDeed['kind'], (key: string, value: string | null) => string>> = {
  read: (key, value) => `read key ${key} as ${value ?? 'empty'}`,
  write: (key, value) => `wrote ${value ?? 'nothing'} to key ${key}`,
  append: (key, value) => `appended ${value ?? 'nothing'} to key ${key}`,
}
/** Of a long transaction, so many. */
const DEEDS_TOLD = 8
function deedsInWords(deeds: readonly ToldDeed[]): string {
  const told = deeds.slice(0, DEEDS_TOLD).map(({ kind, key, value }) => DEEDS[kind](key, value))
  if (deeds.length > DEEDS_TOLD) told.push(`did ${deeds.length - DEEDS_TOLD} things more`)
  const last = told.pop() ?? 'did nothing'
  return told.length === 0 ? last : `${told.join(', ')} and ${last}`
}

const nameOf = (i: number): string => `T${i + 1}`

export const transactions = {
  /** "G1c-realtime: information that flows in a circle, with the order in real time" */
  cycle: (code: string): string => {
    const [, kind, flavour = ''] = /^(.*?)(-process|-realtime)?$/.exec(code) as RegExpExecArray
    return `${code}: ${CYCLES[kind] ?? kind}${FLAVOURS[flavour]}`
  },
  member: (
    i: number,
    index: number,
    process: number,
    deeds: readonly ToldDeed[],
    outcome: ToldOperation['outcome'],
  ): string =>
    `${nameOf(i)}, by process ${process} (index ${index}), ${deedsInWords(deeds)}${outcome === 'ok' ? '' : '; its outcome is unknown'}.`,
  /** The last step leads back to the first transaction. */
  step: (i: number, count: number, code: string, params: Params): string =>
    `${STEPS[code]?.(nameOf(i), nameOf((i + 1) % count), params) ?? code}.`,
  contradiction: 'Each must come before the next, and the last before the first.',
}
