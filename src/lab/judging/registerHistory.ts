/**
 * What clients saw of a store, as checkers judge it: a register a key, `[key value]`, that begins at 0. Checkers take a read of
 * nothing as silence, so each key's beginning is written down as a write of 0 by process 0, just before the key is first used.
 */
import { History } from '../../checkers'
import type { HistoryEvent } from '../../telemetry'

/** Who lays down each key's 0; a client's processes count from 1. */
const BEGINNING = 0

export class RegisterHistory {
  readonly history = new History()
  /** By the history's operations: the client and its count, −1 and 0 of a key's beginning. */
  readonly clients: number[] = []
  readonly counts: number[] = []
  private readonly begun = new Set<number>()

  /** Reads, writes and transfers (`[payer payee]`); the rest is about no key. */
  add({ type, process, f, key, value, timeUs, client, count }: HistoryEvent): void {
    if (f === 'submit' || f === 'call') return
    if (type === 'invoke') {
      this.begin(key, timeUs)
      this.clients.push(client)
      this.counts.push(count)
    }
    this.history.push({ type, process, f, value: [key, value], timeNs: timeUs * 1_000 })
  }

  private begin(key: number, timeUs: number): void {
    if (this.begun.has(key)) return
    this.begun.add(key)
    this.clients.push(-1)
    this.counts.push(0)
    for (const type of ['invoke', 'ok'] as const)
      this.history.push({ type, process: BEGINNING, f: 'write', value: [key, 0], timeNs: timeUs * 1_000 })
  }
}
