/** Transactions of a history: lists of reads and writes `[f key value]`, with keys named by small integers. */
import type { Operations, Outcome } from '../history/operations'
import { ValueTable, type Value } from '../history/values'
import { badValue, shown, unknownFunction } from '../linearizability/model'

/** What a micro-operation may be called. */
export type Dialect = 'list-append' | 'rw-register'
const READS = ['r', 'read']
const WRITES: Readonly<Record<Dialect, readonly string[]>> = {
  'list-append': ['append', 'a'],
  'rw-register': ['w', 'write'],
}

export interface MicroOp {
  isRead: boolean
  key: number
  /** Written, or told by a read: a list for list-append, one value for rw-register; null where nothing was there. */
  value: Value
}

export interface Transaction {
  /** By number, as are all of them: transaction i is operation i. */
  operation: number
  outcome: Outcome
  process: number
  /** Positions in the history; `completed` is −1 where nothing ended it. */
  invoked: number
  completed: number
  /** Of what is not ok, only the writes: nobody knows what it read. */
  micros: MicroOp[]
}

export class Transactions {
  readonly all: Transaction[] = []
  readonly values = new ValueTable()
  private readonly keyIds = new Map<number, number>()
  private readonly keys: Value[] = []

  /** Throws history.function, history.value. */
  constructor(
    operations: Operations,
    readonly dialect: Dialect,
    functions: readonly string[] = ['txn'],
  ) {
    for (let number = 0; number < operations.length; number++) {
      const operation = operations.at(number)
      const { f, asked, told, outcome, process, invoked, completed } = operation
      if (!functions.includes(f)) throw unknownFunction(dialect, operation, functions.join(', '))
      const list = outcome === 'ok' ? told : asked
      const micros = Array.isArray(list) ? list.map((micro) => this.microOp(micro)) : [null]
      if (micros.includes(null)) throw badValue(dialect, operation)
      const known = (micros as MicroOp[]).filter(({ isRead }) => outcome === 'ok' || !isRead)
      this.all.push({ operation: number, outcome, process, invoked, completed, micros: known })
    }
  }

  get keyCount(): number {
    return this.keys.length
  }
  keyName(key: number): string {
    return shown(this.keys[key])
  }

  private microOp(micro: Value): MicroOp | null {
    if (!Array.isArray(micro) || micro.length < 2 || micro.length > 3) return null
    const [f, key, value = null] = micro
    const isRead = READS.includes(f as string)
    if (!isRead && !WRITES[this.dialect].includes(f as string)) return null
    if (isRead && this.dialect === 'list-append' && value !== null && !Array.isArray(value)) return null
    const id = this.values.idOf(key)
    const known = this.keyIds.get(id)
    if (known === undefined) this.keyIds.set(id, this.keys.push(key) - 1)
    return { isRead, key: known ?? this.keys.length - 1, value }
  }
}
