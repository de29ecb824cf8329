/**
 * Who wrote what: dependencies can be told only where each value is written to a key once. A value that a failed transaction and
 * another wrote is the other's.
 */
import type { Value } from '../history/values'
import type { Transactions } from './transaction'

export interface Write {
  transaction: number
  key: number
  value: Value
  /** Whether it is the last of its transaction to this key: others are never to be seen. */
  final: boolean
  /** The number of its transaction's write to this key before it; −1 for the first. */
  previous: number
}

export class Writes {
  readonly all: Write[] = []
  /** The first value found that two transactions wrote to one key. */
  repeated: Write | null = null
  private readonly byKey: Map<number, number>[] = []

  constructor(private readonly transactions: Transactions) {
    for (let key = 0; key < transactions.keyCount; key++) this.byKey.push(new Map())
    transactions.all.forEach(({ micros }, transaction) => {
      const last = new Map<number, number>()
      for (const { isRead, key, value } of micros) {
        if (isRead) continue
        const previous = last.get(key) ?? -1
        if (previous >= 0) this.all[previous].final = false
        last.set(key, this.all.length)
        this.add({ transaction, key, value, final: true, previous })
      }
    })
  }

  /** The number of the write; −1 where nobody wrote that. */
  of(key: number, value: Value): number {
    return this.byKey[key].get(this.transactions.values.idOf(value)) ?? -1
  }

  failed(write: number): boolean {
    return this.transactions.all[this.all[write].transaction].outcome === 'fail'
  }

  private add(write: Write): void {
    const id = this.transactions.values.idOf(write.value)
    const known = this.byKey[write.key].get(id)
    const number = this.all.push(write) - 1
    if (known === undefined || this.failed(known)) this.byKey[write.key].set(id, number)
    else if (!this.failed(number)) this.repeated ??= write
  }
}
