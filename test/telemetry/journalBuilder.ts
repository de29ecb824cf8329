/**
 * Journals written by hand, through the cluster's own Journal: the folds' only input. Also a small deterministic source of
 * numbers for the property tests.
 */
import { Journal, KIND, LINK_CHANGES, NODE_CHANGES, OUTCOME, RETURN_FLAG, placeOf } from '../../src/cluster/journal'
import { Observation, Saturation } from '../../src/telemetry'
import type { TelemetryShape } from '../../src/telemetry'

const TWO_32 = 4294967296

export interface ReturnWords {
  outcome?: keyof typeof OUTCOME
  cause?: number
  flags?: (keyof typeof RETURN_FLAG)[]
  attempts?: number
  value?: number
  version?: number
}

export type WorkKind = 'QUEUED' | 'STARTED' | 'FINISHED' | 'REFUSED' | 'ABANDONED' | 'SHED'

export class JournalBuilder {
  readonly journal = new Journal(this)
  nowUs = 0

  at(us: number): this {
    this.nowUs = us
    return this
  }
  invoke(client: number, count: number, cls: number, key = 0, value = 0, session = 0): this {
    return this.add(KIND.INVOKE | (cls << 8), client, count, key, value, session)
  }
  returns(client: number, count: number, words: ReturnWords = {}): this {
    const { outcome = 'ok', cause = 0, flags = [], attempts = 1, value = 0, version = 0 } = words
    const bits = flags.reduce((sum, f) => sum | RETURN_FLAG[f], 0)
    const detail = OUTCOME[outcome] | (cause << 4) | (bits << 8) | (attempts << 16)
    return this.add(KIND.RETURN | (detail << 8), client, count, value, version | 0, Math.floor(version / TWO_32))
  }
  message(kind: 'SENT' | 'DELIVERED' | 'DROPPED' | 'HELD', type: number, link: number, id: number[], last = 0): this {
    const reason = kind === 'DROPPED' ? last : 0
    const bytes = kind === 'SENT' ? last : 0
    return this.add(KIND[kind] | (type << 8) | (reason << 16), link, id[0], id[1], id[2], bytes)
  }
  work(kind: WorkKind, node: number, depth: number, busy: number): this {
    return this.add(KIND[kind] | (1 << 8), node, 0, 1, depth, busy)
  }
  applied(node: number, key: number, version: number): this {
    return this.add(KIND.APPLIED, node, key, 0, version | 0, Math.floor(version / TWO_32))
  }
  node(change: (typeof NODE_CHANGES)[number], node: number): this {
    return this.add(KIND.NODE | (NODE_CHANGES.indexOf(change) << 8), node, 0, 0, 0, 0)
  }
  link(change: (typeof LINK_CHANGES)[number], link: number): this {
    return this.add(KIND.LINK | (LINK_CHANGES.indexOf(change) << 8), link, 0, 0, 0, 0)
  }
  caused(client: number, count: number, origin: number, originCount: number): this {
    return this.add(KIND.CAUSED, client, count, origin, originCount, 0)
  }
  private add(head: number, a: number, b: number, c: number, d: number, e: number): this {
    this.journal.append(head, a, b, c, d, e)
    return this
  }
}

/** Class 0 reads and class 1 writes for journey 0, class 2 reads for journey 1, class 3 writes in the background. */
export const SHAPE: TelemetryShape = {
  classes: [
    { journey: 0, kind: 'read' },
    { journey: 0, kind: 'write' },
    { journey: 1, kind: 'read' },
    { journey: -1, kind: 'write' },
  ],
  journeys: 2,
  shardOf: [-1, 0, 0, 0],
  workers: [0, 2, 1, 1],
  links: 2,
  objectives: [],
}

/** An observation that follows the builder's journal; `see()` brings it up to the builder's present. */
export function observed(builder: JournalBuilder, shape = SHAPE): { observation: Observation; see: () => Observation } {
  const observation = new Observation(shape)
  builder.journal.attach((words, records) => {
    observation.fold(words, records)
  })
  const see = (): Observation => {
    builder.journal.flush()
    observation.advance(builder.nowUs)
    return observation
  }
  return { observation, see }
}

/** What records of work, in their order, say of queues and workers; without an observation around it. */
export function saturationOf(
  workers: number[],
  records: { kind: WorkKind; node: number; depth: number; busy: number; atUs: number }[],
): Saturation {
  const builder = new JournalBuilder()
  const saturation = new Saturation(workers)
  builder.journal.attach((words, n) => {
    for (let i = 0; i < n; i++) saturation.recordAt(words, placeOf(i))
  })
  for (const { kind, node, depth, busy, atUs } of records) builder.at(atUs).work(kind, node, depth, busy)
  builder.journal.flush()
  return saturation
}

/** xorshift32: integers in [0, below). */
export function numbers(seed: number): (below: number) => number {
  let state = Math.imul(seed + 1, 0x9e3779b1) | 1
  return (below) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
}
