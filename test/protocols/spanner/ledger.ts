/**
 * The books of a shop whose checkouts move money: what every transfer was to move, what its customer was told, which transfers the store
 * says that it has done, and what is in the accounts. Node of any kind die at any moment while messages come twice or never.
 */
import type { Command } from '../../../src/cluster'
import { KIND, PURPOSE, STRIDE, outcomeOf } from '../../../src/cluster'
import { Draws } from '../../../src/kernel'
import type { SpannerNode } from '../../../src/protocols/spanner/role'
import type { TwoPhaseNode } from '../../../src/protocols/spanner/twoPhase/role'
import type { SpannerSpec } from '../../../src/scenarios/modes/spanner'
import type { TwoPhaseCommitSpec } from '../../../src/scenarios/modes/twoPhaseCommit'
import type { Scenario } from '../../../src/scenarios/scenario'
import { journeyEntity } from '../../../src/services/clients'
import { Shop, shop } from './shop'

const S = 1_000_000
const CLIENTS = 256
const AMOUNT_MAX = 20

/** Customers and API try again where no answer comes. */
export function payments(replication: SpannerSpec | TwoPhaseCommitSpec): Scenario {
  const scenario = shop(replication, { shards: 3 })
  for (const group of scenario.groups) {
    if (group.role === 'api') group.storeRetry = { attempts: 3, timeoutUs: 150_000, backoffUs: 10_000 }
    if (group.role !== 'clients') continue
    group.journeys = group.journeys.slice(0, 1)
    group.journeys[0] = {
      ...group.journeys[0],
      ratePerSecond: 20,
      retry: { attempts: 3, timeoutUs: 500_000, backoffUs: 20_000 },
      steps: [{ op: 'transfer', r: 2, w: 2 }],
    }
  }
  return scenario
}

interface Transfer {
  payer: number
  payee: number
  amount: number
  outcome: 'ok' | 'fail' | 'info' | 'open'
}
export interface Books {
  transfers: Map<number, Transfer> // by operation
  done: Set<number> // operations that the store has a record of
  repeats: number[] // operations that were told to have taken effect once more, each as often
  /** By account: what is there, less what is there if each transfer on record was made once. */
  surplus: Map<number, number>
  violations: string[]
}

export class Ledger {
  readonly shop: Shop
  private readonly transfers = new Map<number, Transfer>()

  constructor(
    private readonly spec: SpannerSpec | TwoPhaseCommitSpec,
    readonly seed: number,
  ) {
    this.shop = new Shop(payments(spec), seed)
    const { cluster, classes } = this.shop.world
    cluster.journal.attach((words, records) => {
      for (let at = 0; at < records * STRIDE; at += STRIDE) {
        const detail = words[at] >>> 8
        const [client, count] = [words[at + 1], words[at + 2]]
        const operation = count * CLIENTS + client
        const known = this.transfers.get(operation)
        if ((words[at] & 255) === KIND.INVOKE && classes[detail].kind === 'transfer')
          this.transfers.set(operation, {
            payer: words[at + 3],
            payee: words[at + 4],
            amount: 1 + cluster.draws.at(journeyEntity('checkout'), PURPOSE.amount, count, 0).int(AMOUNT_MAX),
            outcome: 'open',
          })
        if ((words[at] & 255) === KIND.RETURN && known)
          known.outcome = (['ok', 'fail', 'info'] as const)[outcomeOf(detail)]
      }
    })
  }

  /** Faults of the seed for so long; then everything heals, and what is under way comes to an end. */
  play(stormS: number): Books {
    const { shop } = this
    for (const { atUs, command } of storm(this.seed, shop, stormS)) shop.run(atUs).apply(command)
    shop.run(stormS * S).apply({ kind: 'healAll' })
    for (const { id, group } of shop.world.cluster.nodes)
      if (group !== 'customers') shop.apply({ kind: 'restart', target: { node: id } })
    shop.run((stormS + 3) * S).apply({ kind: 'kill', target: { group: 'customers' } })
    shop.run((stormS + 25) * S)
    return this.books()
  }

  private books(): Books {
    const { shop, transfers, spec } = this
    const done = new Set<number>()
    const surplus = new Map<number, number>()
    const add = (account: number, by: number): void => {
      const sum = (surplus.get(account) ?? 0) + by
      if (sum === 0) surplus.delete(account)
      else surplus.set(account, sum)
    }
    for (let shard = 0; shard < shop.shards; shard++) {
      const { records, balances } = this.shardBooks(shard)
      for (const operation of records) if (transfers.has(operation)) done.add(operation)
      for (const [account, balance] of balances) add(account, balance - spec.initialBalance)
    }
    for (const operation of done) {
      const { payer, payee, amount } = transfers.get(operation)!
      add(payer, amount)
      add(payee, -amount)
    }
    const told = shop.violations.filter(({ code }) => code === 'effectsRepeated' || code === 'onceBroken')
    const repeats = told.flatMap(({ operations }) => operations!.map(({ client, count }) => count * CLIENTS + client))
    const violations = shop.violations.map(({ code }) => code).filter((code) => code !== 'effectsRepeated')
    return { transfers, done, repeats, surplus, violations }
  }
  private shardBooks(shard: number): { records: Iterable<number>; balances: Iterable<[number, number]> } {
    const replicas = this.shop.replicas(shard)
    if (this.spec.mode === 'twoPhaseCommit') {
      const { image } = replicas[0].state as TwoPhaseNode
      return { records: image.done.keys(), balances: image.balances }
    }
    const { machine } = (this.shop.leaderOf(shard) ?? replicas[0]).state as SpannerNode
    const balances = [...machine.balances].map(([account, versions]): [number, number] => {
      return [account, versions.at(-1)!.value]
    })
    return { records: machine.done.keys(), balances }
  }
}

function storm(seed: number, shop: Shop, stormS: number): { atUs: number; command: Command }[] {
  const draws = new Draws(seed)
  let drawn = 0
  const int = (below: number): number => draws.at(5, 5, drawn++, 0).int(below)
  const nodes = shop.world.cluster.nodes.filter(({ group }) => ['balancer', 'api', 'store'].includes(group))
  const groups = ['customers', 'balancer', 'api', 'store']
  const acts: { atUs: number; command: Command }[] = []
  for (let atUs = 2 * S; atUs < stormS * S; atUs += 100_000 + int(600_000)) {
    const target = { node: nodes[int(nodes.length)].id }
    const at = int(groups.length)
    const link = { from: { group: groups[at] }, to: { group: groups[Math.min(at + 1, groups.length - 1)] } }
    const of: Command[] = [
      { kind: 'kill', target },
      { kind: 'kill', target },
      { kind: 'lose', link, probability: 0.2 + int(5) / 10 },
      { kind: 'duplicate', link, probability: 0.5 },
      { kind: 'delay', link, addedUs: 100_000 + int(300_000) },
      { kind: 'isolate', target },
      { kind: 'stall', target },
    ]
    acts.push({ atUs, command: of[int(of.length)] })
    const untilUs = atUs + 200_000 + int(2_000_000)
    acts.push({ atUs: untilUs, command: int(3) === 0 ? { kind: 'healAll' } : { kind: 'heal', link } })
    acts.push(
      { atUs: untilUs, command: { kind: 'restart', target } },
      { atUs: untilUs, command: { kind: 'resume', target } },
    )
  }
  return acts.filter(({ atUs }) => atUs < stormS * S).sort((a, b) => a.atUs - b.atUs)
}
