/**
 * The operations that a figure is about. They belong to a window by their invocation. One that is still open at the horizon was not
 * answered, unless its deadline was yet to come: then it is left out, whatever is counted. The shard of a key is the one that it has at
 * the beginning of the run.
 */
import { shardOf, type Partition } from '../../partitioning'
import { journeySpecs } from '../../scenarios/objectives'
import { storePartition, usersOf } from '../../scenarios/partitions'
import type { Scenario } from '../../scenarios/scenario'
import type { OperationFacts } from '../../telemetry'
import type { Operations } from '../figures'
import type { Bench, Window } from './bench'

type Wants = (op: OperationFacts) => boolean

/** Tells `take` of each of the operations, once, when it has ended; at the horizon of those that never did, as `open`. */
export class OperationFeed {
  readonly window: Window

  constructor(
    private readonly bench: Bench,
    operations: Operations,
    private readonly take: (op: OperationFacts) => void,
  ) {
    this.window = bench.window(operations)
    this.wants = wantedBy(operations, bench.scenario, this.window)
    bench.hear({ returned: (op) => this.returned(op) })
    bench.stop(bench.horizonUs, () => this.end())
  }
  private readonly wants: Wants

  private returned(op: OperationFacts): void {
    if (this.wants(op)) this.take(op)
  }
  private end(): void {
    const { observation } = this.bench.player
    const deadlines = journeySpecs(this.bench.scenario).map(({ deadlineUs }) => deadlineUs)
    for (const row of observation.operations.rows()) {
      const op = observation.openFacts(row)
      if (this.wants(op) && op.invokedUs + deadlines[op.journey] <= this.bench.horizonUs) this.take(op)
    }
  }
}

/** Of users' operations alone. */
export function wantedBy(operations: Operations, scenario: Scenario, { fromUs, toUs }: Window): Wants {
  const { journey, step, kind, shards } = operations
  const index = journey === undefined ? -1 : journeySpecs(scenario).findIndex(({ id }) => id === journey)
  const isOnShards = shards === undefined ? null : shardsTold(scenario, shards)
  return (op) =>
    op.invokedUs >= fromUs &&
    op.invokedUs < toUs &&
    (journey === undefined ? op.journey >= 0 : op.journey === index && index >= 0) &&
    (step === undefined || op.step === step) &&
    (kind === undefined || op.kind === kind) &&
    (isOnShards === null || (op.key >= 0 && isOnShards(op.key)))
}

function shardsTold(scenario: Scenario, shards: readonly number[]): (key: number) => boolean {
  const shardAt = shardsOfKeys(scenario)
  return (key) => shardAt !== null && shards.includes(shardAt(key))
}
/** Orders are with their users. Null without a store. */
export function shardsOfKeys(scenario: Scenario): ((key: number) => number) | null {
  const store = scenario.groups.find(({ role }) => role === 'store')
  if (store?.role !== 'store') return null
  const users = usersOf(scenario)
  const partition: Partition = storePartition(store, users)
  const known = new Map<number, number>()
  return (key) => {
    const user = key % users
    let shard = known.get(user)
    if (shard === undefined) known.set(user, (shard = shardOf(partition, user)))
    return shard
  }
}
