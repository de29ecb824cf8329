/**
 * One request as it is replayed: the nodes that it came to, in the order it did, and what happened on the way, in time from
 * its invocation on. What it leaves behind after its answer is left out. After Lamport (1978), as in space-time.
 */
import { MESSAGE_TYPES } from '../../cluster/messageTypes'
import type { OperationRow, RecordRow, Topology } from '../../lab/protocol'
import { hopsOf, type Span } from './hops'
import { replaySpeed } from './watchSpeed'

/** So many nodes have a lane; a request that comes to more is shown as far as it goes on these. */
const LANES_MOST = 9

export interface Hop {
  kind: Span['kind']
  from: number // node
  to: number // the same, unless it travels
  fromUs: number // since the invocation
  toUs: number // lost and open ones: until the end
  fate: Span['fate']
  reply: boolean
  replication: boolean
}
export interface Followed {
  topology: Topology
  operation: OperationRow
  lanes: number[] // nodes, from top to bottom
  hops: Hop[]
  lengthUs: number
  speed: number // virtual seconds per second
}

const SHAPES = new Map(MESSAGE_TYPES.map((type) => [type.name, type.shape]))

export function followedOf(operation: OperationRow, records: RecordRow[], t: Topology): Followed {
  const { invokedUs, returnedUs } = operation
  const spans = hopsOf(records).filter((span) => !(span.fromUs >= returnedUs))
  const ends = spans.flatMap((span) => [span.fromUs, span.toUs]).filter(Number.isFinite)
  const lengthUs = Math.max(1, (Number.isNaN(returnedUs) ? Math.max(invokedUs, ...ends) : returnedUs) - invokedUs)
  const lanes: number[] = []
  const hops: Hop[] = []
  for (const span of spans) {
    const link = span.link >= 0 ? t.links[span.link] : null
    const from = link ? link.from : span.node
    const to = link ? link.to : span.node
    for (const node of [from, to]) if (!lanes.includes(node) && lanes.length < LANES_MOST) lanes.push(node)
    if (!lanes.includes(from) || !lanes.includes(to)) continue
    const shape = link ? SHAPES.get(span.type) : undefined
    hops.push({
      kind: span.kind,
      from,
      to,
      fromUs: span.fromUs - invokedUs,
      toUs: Number.isNaN(span.toUs) ? lengthUs : span.toUs - invokedUs,
      fate: span.fate,
      reply: shape === 'reply',
      replication: shape === 'replication',
    })
  }
  return { topology: t, operation, lanes, hops, lengthUs, speed: replaySpeed(lengthUs) }
}
