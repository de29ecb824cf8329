/**
 * What each operation wrote or saw of a key, whatever the kind of thing: a register (read, write), a set (add, read) or a list
 * (append, read, or transactions of these). A process is a session. A value is written to a key once, so that it names a version.
 */
import type { Operation, Operations } from '../history/operations'
import { textOf, type Value } from '../history/values'
import type { Found } from '../invariants/anomaly'
import { badValue, shown, unknownFunction } from '../linearizability/model'
import { isKeyed, withoutKey } from '../linearizability/objects'

export type Kind = 'register' | 'set' | 'list'

export interface Observation {
  /** The operation's. */
  number: number
  process: number
  key: number
  /** The version written; −1 for reads. */
  written: number
  /** The versions that a read showed, in order; of a register one, or none where it was empty. Null for writes. */
  seen: readonly number[] | null
  invoked: number
  /** Infinity where nobody knows. */
  completed: number
}

const WRITES: ReadonlyMap<string, Kind> = new Map([
  ['write', 'register'],
  ['w', 'register'],
  ['add', 'set'],
  ['append', 'list'],
])
const READS: readonly string[] = ['read', 'r']

export class Observations {
  readonly kind: Kind
  readonly all: Observation[] = []
  /** By version: its write; a version that nobody wrote has none. */
  readonly writes = new Map<number, Observation>()
  /** The first version written twice. */
  repeated: number | null = null
  private readonly keys = new Names()
  private readonly versions = new Names()

  /** Throws history.function, history.value. */
  constructor(
    private readonly operations: Operations,
    model: string,
  ) {
    const keyed = isKeyed(operations)
    const kinds = new Set<Kind>()
    for (let number = 0; number < operations.length; number++) {
      const operation = operations.at(number)
      for (const [f, key, value] of accessesOf(operation, keyed, model)) {
        if (operation.outcome === 'fail') continue
        const kind = WRITES.get(f)
        if (kind) {
          kinds.add(kind)
          this.write(operation, number, this.keyOf(key), value)
        } else if (!READS.includes(f)) throw unknownFunction(model, operation, [...WRITES.keys(), ...READS].join(', '))
        else if (operation.outcome === 'ok') this.read(operation, number, this.keyOf(key), value)
      }
    }
    if (kinds.size > 1) throw unknownFunction(model, operations.at(0), 'writes of one kind')
    this.kind = kinds.values().next().value ?? 'register'
  }

  keyName(key: number): string {
    return this.keys.names[key]
  }
  versionName(version: number): string {
    return this.versions.names[version]
  }

  private write(operation: Operation, number: number, key: number, value: Value): void {
    const written = this.versionOf(key, value)
    const completed = operation.outcome === 'ok' ? operation.completed : Infinity
    const { process, invoked } = operation
    const write: Observation = { number, process, key, written, seen: null, invoked, completed }
    if (this.writes.has(written)) this.repeated ??= written
    this.writes.set(written, write)
    this.all.push(write)
  }

  private read(operation: Operation, number: number, key: number, value: Value): void {
    const { process, invoked, completed } = operation
    const seen = this.seenOf(operation.f, key, value)
    if (seen) this.all.push({ number, process, key, written: -1, seen, invoked, completed })
  }

  /** Null where a read says nothing; a transaction's of nil says that nothing was there. */
  private seenOf(f: string, key: number, value: Value): number[] | null {
    if (Array.isArray(value)) return value.map((element) => this.versionOf(key, element))
    if (value !== null) return [this.versionOf(key, value)]
    return f === 'txn' || this.operations.history.conventions === 'porcupine-etcd' ? [] : null
  }

  private keyOf(key: Value): number {
    return this.keys.numberOf(textOf(key), key)
  }
  private versionOf(key: number, value: Value): number {
    return this.versions.numberOf(`${key} ${textOf(value)}`, value)
  }
}

/** Reads of what nobody wrote, or wrote without fail. */
export function noteInvented(observations: Observations, found: Found): void {
  for (const { seen, number, key } of observations.all) {
    const invented = seen?.find((version) => !observations.writes.has(version))
    if (invented === undefined) continue
    const params = { key: observations.keyName(key), got: observations.versionName(invented) }
    found.add('read.invented', [number], params)
  }
}

/** Things by number, with their names for people. */
class Names {
  readonly names: string[] = []
  private readonly numbers = new Map<string, number>()

  numberOf(text: string, value: Value): number {
    const known = this.numbers.get(text)
    if (known !== undefined) return known
    this.numbers.set(text, this.names.length)
    return this.names.push(shown(value)) - 1
  }
}

/** Each `[f, key, value]`: written, or told by a read. */
function accessesOf(operation: Operation, keyed: boolean, model: string): [f: string, key: Value, value: Value][] {
  const { f, asked, told, outcome } = operation
  if (f === 'txn') {
    const list = outcome === 'ok' ? told : asked
    if (!Array.isArray(list)) throw badValue(model, operation)
    return list.map((micro) => {
      if (!Array.isArray(micro) || typeof micro[0] !== 'string' || micro.length < 2) throw badValue(model, operation)
      return [micro[0], micro[1], micro[2] ?? null]
    })
  }
  const { asked: written, told: result } = keyed ? withoutKey(operation) : operation
  return [[f, keyed ? (asked as Value[])[0] : null, READS.includes(f) ? result : written]]
}
