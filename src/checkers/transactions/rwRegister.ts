/**
 * Transactions over registers (Elle, VLDB 2020, section 4): a read tells who wrote what it saw, yet not what was there before.
 * Two things order versions: nothing was there at first, and a transaction's write comes after what it read of the same key.
 * Where writes follow reads, the write's ww edge runs beside the read's own wr edge and is left out.
 */
import { same, shown, type Reason } from '../linearizability/model'
import type { Value } from '../history/values'
import { componentsOf } from './components'
import { RW, WR, graphOf, type DependencyEdges } from './dependencyGraph'
import { Findings, type Inference } from './inference'
import type { Transaction, Transactions } from './transaction'
import type { Writes } from './writes'

/** A version is a write's number; the first of a key is −1 − key. */
const initialOf = (key: number): number => -1 - key

interface Read {
  transaction: number
  key: number
  version: number
}

export function inferRwRegister(transactions: Transactions, edges: DependencyEdges, writes: Writes): Inference {
  const inference = new RwRegister(transactions, edges, writes)
  inference.run()
  return inference
}

class RwRegister implements Inference {
  private readonly found = new Findings()
  private readonly reads: Read[] = []
  /** By version: the writes known to come after it. */
  private readonly successors = new Map<number, Set<number>>()

  constructor(
    private readonly transactions: Transactions,
    private readonly edges: DependencyEdges,
    private readonly writes: Writes,
  ) {}

  get findings() {
    return this.found.all
  }

  run(): void {
    this.transactions.all.forEach((transaction) => {
      if (transaction.outcome !== 'ok') return
      this.checkInternal(transaction)
      this.readVersions(transaction)
    })
    this.orderFirst()
    const cyclic = this.cyclicKeys()
    for (const { transaction, key, version } of this.reads) {
      if (version >= 0) this.edges.add(this.writer(version), transaction, WR, key, version)
      if (cyclic.has(key)) continue
      for (const next of this.successors.get(version) ?? [])
        this.edges.add(transaction, this.writer(next), RW, key, version < 0 ? -1 : version, next)
    }
    this.checkLostUpdates()
  }

  reason(edge: number): Reason {
    const { key, first, second } = this.edges.evidence(edge)
    const name = this.transactions.keyName(key)
    const value = (write: number): string => shown(this.writes.all[write].value)
    if (this.edges.label[edge] === WR) return { code: 'register.wr', params: { key: name, value: value(first) } }
    const last = first < 0 ? 'nil' : value(first)
    return { code: 'register.rw', params: { key: name, value: value(second), last } }
  }

  /** A transaction reads what it read or wrote last. */
  private checkInternal({ operation, micros }: Transaction): void {
    const known = new Map<number, Value>()
    for (const { isRead, key, value } of micros) {
      const before = known.get(key)
      if (isRead && before !== undefined && !same(before, value))
        this.found.add('internal', [operation], () => ({
          key: this.transactions.keyName(key),
          got: shown(value),
          expected: shown(before),
        }))
      known.set(key, value)
    }
  }

  /** What it read of others, and that its writes come after. */
  private readVersions({ operation, micros }: Transaction): void {
    const current = new Map<number, number>()
    for (const { isRead, key, value } of micros) {
      if (!isRead) {
        const write = this.writes.of(key, value)
        const before = current.get(key)
        if (before !== undefined && before !== write) this.follow(before, write)
        current.set(key, write)
        continue
      }
      if (current.has(key)) continue
      const version = value === null ? initialOf(key) : this.writes.of(key, value)
      if (this.checkRead(operation, key, value, version)) {
        this.reads.push({ transaction: operation, key, version })
        current.set(key, version)
      }
    }
  }

  /** Whether somebody may have written what was read. */
  private checkRead(transaction: number, key: number, value: Value, version: number): boolean {
    if (value === null) return true
    const params = () => ({ key: this.transactions.keyName(key), got: shown(value), value: shown(value) })
    if (version < 0) {
      this.found.add('garbage-read', [transaction], params)
      return false
    }
    const { transaction: writer, final } = this.writes.all[version]
    if (this.writes.failed(version)) this.found.add('G1a', [writer, transaction], params)
    else if (writer === transaction) this.found.add('future-read', [transaction], params)
    else if (!final) this.found.add('G1b', [writer, transaction], params)
    return !this.writes.failed(version) && writer !== transaction
  }

  private follow(version: number, write: number): void {
    const known = this.successors.get(version)
    if (known) known.add(write)
    else this.successors.set(version, new Set([write]))
  }

  /** What surely was written comes after nothing; what follows something else does so anyway. */
  private orderFirst(): void {
    const following = new Set([...this.successors.values()].flatMap((writes) => [...writes]))
    const read = new Set(this.reads.map(({ version }) => version))
    this.writes.all.forEach(({ transaction, key }, write) => {
      const certain = this.transactions.all[transaction].outcome === 'ok' || read.has(write)
      if (certain && !following.has(write) && !this.writes.failed(write)) this.follow(initialOf(key), write)
    })
  }

  /** Keys whose versions each come before another: their order means nothing. */
  private cyclicKeys(): Set<number> {
    const pairs = [...this.successors].flatMap(([from, nexts]) => (from < 0 ? [] : [...nexts].map((to) => [from, to])))
    const columns = {
      length: pairs.length,
      from: Int32Array.from(pairs, ([from]) => from),
      to: Int32Array.from(pairs, ([, to]) => to),
      label: new Int32Array(pairs.length).fill(1),
    }
    const { of, sizes } = componentsOf(graphOf(this.writes.all.length, columns), 1)
    const cyclic = new Set<number>()
    this.writes.all.forEach(({ key }, write) => {
      if (sizes[of[write]] < 2 || cyclic.has(key)) return
      cyclic.add(key)
      const members = this.writes.all.map((_, other) => other).filter((other) => of[other] === of[write])
      this.found.add(
        'cyclic-versions',
        members.slice(0, 8).map((member) => this.writer(member)),
        () => ({
          key: this.transactions.keyName(key),
          values: shown(members.map((member) => this.writes.all[member].value)),
        }),
      )
    })
    return cyclic
  }

  /** Two that read the same version and then both wrote: one of them did not see the other. */
  private checkLostUpdates(): void {
    const updaters = new Map<number, Set<number>>()
    for (const { transaction, key, version } of this.reads) {
      const { micros } = this.transactions.all[transaction]
      const own = micros.filter((micro) => micro.key === key)
      if (!own[0].isRead || own.every(({ isRead }) => isRead)) continue
      updaters.set(version, (updaters.get(version) ?? new Set()).add(transaction))
    }
    for (const [version, who] of updaters) {
      if (who.size < 2) continue
      const key = version < 0 ? -1 - version : this.writes.all[version].key
      const got = version < 0 ? 'nil' : shown(this.writes.all[version].value)
      this.found.add('lost-update', [...who].slice(0, 4), () => ({ key: this.transactions.keyName(key), got }))
    }
  }

  private writer(write: number): number {
    return this.writes.all[write].transaction
  }
}
