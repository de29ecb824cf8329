/** Spanner's clocks: each replica's TrueTime interval beside the true time, how far it may be read, and commits that wait. */
import type { ClusterNode } from '../../cluster'
import type { SpannerConfig } from '../../protocols/spanner/role'
import { surroundings } from '../../protocols/spanner/role'
import { safeTs } from '../../protocols/spanner/safeTime'
import type { SpannerState } from '../../protocols/spanner/state'
import { EPOCH_US, epsilonMaxUs, epsilonUs, now } from '../../protocols/spanner/trueTime'
import { nodeAsShown } from '../concealment'
import type { Player } from '../player'
import { operationNamed } from './operationNames'
import type { ClocksView, CommitWait } from './views'

const WAITS_MAX = 12

export function clocksView(player: Player, nodes: readonly ClusterNode[]): ClocksView | null {
  const { cluster } = player.world
  if (nodes[0].role !== 'spannerReplica') return null
  const trueTs = EPOCH_US + cluster.nowUs
  const clocks = nodes.map((node) => {
    const { time } = node.state as SpannerState
    const { clock } = (node.config as SpannerConfig).rules
    const own = surroundings(cluster, node).clocks
    const epsilon = epsilonUs(time, clock, own)
    const isConcealed = nodeAsShown(player, node).clockOffsetUs !== node.clockOffsetUs
    const { earliest, latest } = isConcealed
      ? { earliest: trueTs - epsilon, latest: trueTs + epsilon }
      : now(time, clock, own)
    const safe = safeTs(node.state as SpannerState)
    return {
      node: node.index,
      earliestUs: earliest - trueTs,
      latestUs: latest - trueTs,
      epsilonUs: epsilon,
      polledUs: own.monotonicUs - time.polledUs,
      isWrong: earliest > trueTs || latest < trueTs,
      safeUs: safe > 0 ? trueTs - safe : null,
    }
  })
  const { clock } = (nodes[0].config as SpannerConfig).rules
  return {
    epsilonMaxUs: epsilonMaxUs(clock),
    clocks,
    waits: nodes.flatMap((n) => waitsOf(n, trueTs)).slice(0, WAITS_MAX),
  }
}

/** Commits with a timestamp that are not acknowledged yet: of a leader's transactions, and of answers held back. */
function waitsOf(node: ClusterNode, trueTs: number): CommitWait[] {
  const { office, held } = node.state as SpannerState
  const waits: CommitWait[] = held.map(({ ts, asker }) => ({
    node: node.index,
    tsUs: ts - trueTs,
    operation: { client: asker.origin, count: asker.count },
  }))
  for (const { phase, kind, ts, op } of office?.txns.values() ?? [])
    if (phase === 'committing' && kind !== 'part')
      waits.push({ node: node.index, tsUs: ts - trueTs, operation: operationNamed(op) })
  return waits.sort((a, b) => a.tsUs - b.tsUs)
}
