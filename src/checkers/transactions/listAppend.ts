/**
 * Transactions that append to lists and read them (Elle, VLDB 2020, sections 4 and 5): a read tells the order of everything
 * before it, so a key's version order is its longest read. Elements that were appended for certain and never read come after it.
 */
import { textOf, type Value } from '../history/values'
import { shown, type Reason } from '../linearizability/model'
import { RW, WR, WW, type DependencyEdges } from './dependencyGraph'
import { Findings, type Inference } from './inference'
import type { Transaction, Transactions } from './transaction'
import type { Writes } from './writes'

interface Read {
  transaction: number
  elements: Value[]
}

/** `order`: the longest read, as numbers of writes (−1: nobody's). */
interface VersionOrder {
  elements: Value[]
  ids: number[]
  writes: number[]
  reader: number
}

export function inferListAppend(transactions: Transactions, edges: DependencyEdges, writes: Writes): Inference {
  const inference = new ListAppend(transactions, edges, writes)
  inference.run()
  return inference
}

class ListAppend implements Inference {
  private readonly found = new Findings()
  private readonly reads: Read[][] = []
  private readonly appends: number[][] = []
  /** Transactions of which something is in a longest read. */
  private readonly seen = new Set<number>()

  constructor(
    private readonly transactions: Transactions,
    private readonly edges: DependencyEdges,
    private readonly writes: Writes,
  ) {}

  get findings() {
    return this.found.all
  }

  run(): void {
    const { keyCount, all } = this.transactions
    for (let key = 0; key < keyCount; key++) {
      this.reads.push([])
      this.appends.push([])
    }
    all.forEach((transaction, number) => {
      if (transaction.outcome !== 'ok') return
      this.checkInternal(transaction)
      for (const { isRead, key, value } of transaction.micros)
        if (isRead) this.reads[key].push({ transaction: number, elements: (value ?? []) as Value[] })
    })
    this.writes.all.forEach(({ key }, write) => this.appends[key].push(write))
    const orders = this.reads.map((reads, key) => this.orderOf(key, reads))
    for (const { writes } of orders) for (const write of writes) if (write >= 0) this.seen.add(this.writer(write))
    orders.forEach((order, key) => this.inferKey(key, order))
  }

  reason(edge: number): Reason {
    const { key, first, second } = this.edges.evidence(edge)
    const name = this.transactions.keyName(key)
    const element = (write: number): string => shown(this.writes.all[write].value)
    if (this.edges.label[edge] === WR) return { code: 'append.wr', params: { key: name, value: element(first) } }
    if (this.edges.label[edge] === RW)
      return {
        code: first < 0 ? 'append.rwEmpty' : 'append.rw',
        params: { key: name, value: element(second), last: first < 0 ? '' : element(first) },
      }
    return { code: 'append.ww', params: { key: name, value: element(second), before: element(first) } }
  }

  /** A transaction's reads agree with what it read and appended before. */
  private checkInternal({ operation, micros }: Transaction): void {
    const known = new Map<number, { whole: boolean; elements: Value[] }>()
    for (const { isRead, key, value } of micros) {
      const before = known.get(key)
      if (!isRead) {
        known.set(key, { whole: before?.whole ?? false, elements: [...(before?.elements ?? []), value] })
        continue
      }
      const elements = (value ?? []) as Value[]
      if (before) {
        const { whole, elements: expected } = before
        const end = elements.slice(Math.max(0, elements.length - expected.length))
        if ((whole && elements.length !== expected.length) || textOf(end) !== textOf(expected))
          this.found.add('internal', [operation], () => ({
            key: this.transactions.keyName(key),
            got: shown(elements),
            expected: `${whole ? '' : '… '}${shown(expected)}`,
          }))
      }
      known.set(key, { whole: true, elements })
    }
  }

  private orderOf(key: number, reads: readonly Read[]): VersionOrder {
    let longest: Read = { transaction: -1, elements: [] }
    for (const read of reads) if (read.elements.length > longest.elements.length) longest = read
    return {
      elements: longest.elements,
      ids: longest.elements.map((element) => this.transactions.values.idOf(element)),
      writes: longest.elements.map((element) => this.writes.of(key, element)),
      reader: longest.transaction,
    }
  }

  private inferKey(key: number, order: VersionOrder): void {
    const reads = this.reads[key]
    const compatible = reads.map((read) => this.checkRead(key, read, order))
    this.checkDirtyUpdate(key, order)
    this.checkOwnOrder(key, order)
    const chain = this.chainOf(order)
    this.writeEdges(key, order, chain)
    reads.forEach((read, i) => this.readEdges(key, read, order, chain, compatible[i]))
    if (compatible.every(Boolean)) this.unreadEdges(key, order, chain)
    this.checkLostUpdate(key)
  }

  /** Whether the read is a beginning of the version order. */
  private checkRead(key: number, { transaction, elements }: Read, order: VersionOrder): boolean {
    const ids = elements.map((element) => this.transactions.values.idOf(element))
    const compatible = ids.every((id, i) => id === order.ids[i])
    const say = (code: string, who: number[], valueOf: () => Value): void =>
      this.found.add(code, who, () => ({
        key: this.transactions.keyName(key),
        got: shown(elements),
        value: shown(valueOf()),
        other: shown(order.elements),
      }))
    if (new Set(ids).size < ids.length)
      say('duplicate-elements', [transaction], () => elements[ids.findIndex((id, i) => ids.indexOf(id) < i)])
    if (!compatible) say('incompatible-order', [order.reader, transaction], () => null)
    elements.forEach((element, i) => {
      const write = compatible ? order.writes[i] : this.writes.of(key, element)
      const writer = write < 0 ? -1 : this.writer(write)
      if (write < 0) say('garbage-read', [transaction], () => element)
      else if (this.writes.failed(write)) say('G1a', [writer, transaction], () => element)
      else if (writer !== transaction) {
        if (i === elements.length - 1 && !this.writes.all[write].final) say('G1b', [writer, transaction], () => element)
      } else if (this.isFuture(transaction, key, elements, element)) say('future-read', [transaction], () => element)
    })
    return compatible
  }

  /** Whether the transaction's first read of these elements comes before its own append of one of them. */
  private isFuture(transaction: number, key: number, elements: Value[], element: Value): boolean {
    const { micros } = this.transactions.all[transaction]
    const text = textOf(elements)
    const read = micros.findIndex((micro) => micro.isRead && micro.key === key && textOf(micro.value ?? []) === text)
    const append = micros.findIndex(
      (micro) => !micro.isRead && micro.key === key && textOf(micro.value) === textOf(element),
    )
    return read < append
  }

  private checkDirtyUpdate(key: number, { writes }: VersionOrder): void {
    for (let i = 0; i + 1 < writes.length; i++) {
      const [dirty, next] = [writes[i], writes[i + 1]]
      if (dirty < 0 || next < 0 || !this.writes.failed(dirty) || this.writes.failed(next)) continue
      const [failed, kept] = [this.writes.all[dirty], this.writes.all[next]]
      this.found.add('dirty-update', [failed.transaction, kept.transaction], () => ({
        key: this.transactions.keyName(key),
        value: shown(failed.value),
        next: shown(kept.value),
      }))
    }
  }

  /** What one transaction appended stands in the order in which it did so. */
  private checkOwnOrder(key: number, { writes, elements, reader }: VersionOrder): void {
    const before = new Set<number>()
    for (const write of writes) {
      if (write < 0) continue
      const { previous, value, transaction } = this.writes.all[write]
      if (previous >= 0 && !before.has(previous))
        this.found.add('incompatible-order', [transaction, reader], () => ({
          key: this.transactions.keyName(key),
          got: shown(elements),
          value: shown(value),
          before: shown(this.writes.all[previous].value),
        }))
      before.add(write)
    }
  }

  /** The positions in the order of what somebody appended and that did not fail. */
  private chainOf({ writes }: VersionOrder): number[] {
    return writes.map((_, i) => i).filter((i) => writes[i] >= 0 && !this.writes.failed(writes[i]))
  }

  private writeEdges(key: number, { writes }: VersionOrder, chain: readonly number[]): void {
    for (let i = 0; i + 1 < chain.length; i++) {
      const [before, after] = [writes[chain[i]], writes[chain[i + 1]]]
      this.edges.add(this.writer(before), this.writer(after), WW, key, before, after)
    }
  }

  private readEdges(key: number, read: Read, order: VersionOrder, chain: readonly number[], compatible: boolean): void {
    const { transaction, elements } = read
    const last = elements.length - 1
    const seen = last < 0 ? -1 : compatible ? order.writes[last] : this.writes.of(key, elements[last])
    if (seen >= 0 && !this.writes.failed(seen)) this.edges.add(this.writer(seen), transaction, WR, key, seen)
    if (!compatible) return
    const next = chain[firstAbove(chain, last)]
    if (next !== undefined)
      this.edges.add(transaction, this.writer(order.writes[next]), RW, key, seen, order.writes[next])
  }

  /** What was appended for certain and is in no read comes after the longest read. */
  private unreadEdges(key: number, order: VersionOrder, chain: readonly number[]): void {
    const read = new Set(order.writes)
    const unread = this.appends[key].filter(
      (write) => !read.has(write) && this.writes.all[write].final && this.isCertain(this.writer(write)),
    )
    if (unread.length === 0) return
    const last = chain.length === 0 ? -1 : order.writes[chain[chain.length - 1]]
    const readers = this.reads[key].filter(({ elements }) => elements.length === order.elements.length)
    for (const write of unread) {
      if (last >= 0) this.edges.add(this.writer(last), this.writer(write), WW, key, last, write)
      for (const { transaction } of readers) this.edges.add(transaction, this.writer(write), RW, key, last, write)
    }
  }

  /** Two that read the same version and then both appended: one of them did not see the other. */
  private checkLostUpdate(key: number): void {
    const updaters = new Map<string, { version: Value[]; who: number[] }>()
    for (const { transaction } of this.reads[key]) {
      const own = this.transactions.all[transaction].micros.filter((micro) => micro.key === key)
      if (!own[0].isRead || own.every(({ isRead }) => isRead)) continue
      const version = (own[0].value ?? []) as Value[]
      // Elements are unique: reads that differ in the middle are incompatible anyway.
      const name = `${version.length} ${version.length === 0 ? '' : this.transactions.values.idOf(version.at(-1)!)}`
      const known = updaters.get(name)
      if (!known) updaters.set(name, { version, who: [transaction] })
      else if (!known.who.includes(transaction)) known.who.push(transaction)
    }
    for (const { version, who } of updaters.values())
      if (who.length > 1)
        this.found.add('lost-update', who.slice(0, 4), () => ({
          key: this.transactions.keyName(key),
          got: shown(version),
        }))
  }

  /** Whether the transaction surely took effect: it said so, or something of it was read. */
  private isCertain(transaction: number): boolean {
    const { outcome } = this.transactions.all[transaction]
    return outcome === 'ok' || (outcome === 'info' && this.seen.has(transaction))
  }

  private writer(write: number): number {
    return this.writes.all[write].transaction
  }
}

/** Where in the ascending list the first number above `than` stands. */
function firstAbove(list: readonly number[], than: number): number {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (list[middle] > than) high = middle
    else low = middle + 1
  }
  return low
}
