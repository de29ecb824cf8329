/**
 * Commands: everything that a person (or a scenario's schedule) can do to a running cluster. Plain data, stamped with
 * (virtual time, events already run), so that a run with its commands is a value (DESIGN: "a run is a value").
 * What each fault does to messages in flight, queued requests, held timers and unsynced writes is written in faults.ts.
 */

import type { ContractName } from '../decisions'

/** Which nodes: one by id, every replica of a shard, every node of a zone, or every node of a group. */
export type NodeTarget = { node: string } | { shard: number } | { zone: string } | { group: string }

/** Which links: both directions between two nodes, or (with `oneWay`) only from → to. */
export interface LinkTarget {
  from: NodeTarget
  to: NodeTarget
  oneWay?: boolean
}

/** Names one message for ever, in forks and replays too: origin node index, its operation count, and its causal path. */
export interface MessageId {
  origin: number
  count: number
  path: number
}

/** How fresh a read must be (the five levels of Azure Cosmos DB), mapped to what the store's mode can do. */
export type Consistency = 'strong' | 'bounded' | 'session' | 'prefix' | 'eventual'

/** Features that can be switched off while the cluster runs, to do with less. */
export const FEATURE_FLAGS = ['recommendations', 'freshData'] as const
/** `recommendations`: dashboards ask for them. `freshData`: reads that may be copied ask the store; else any copy will do. */
export type FeatureFlag = (typeof FEATURE_FLAGS)[number]

/** Which decisions a policy takes: those of a group, over the edges to a group, for a journey's operations or one step of it; absent: of all. */
export interface PolicyReach {
  group?: string
  called?: string
  journey?: string
  step?: number // with a journey
}

export type Fault =
  | { kind: 'kill'; target: NodeTarget; loseDisk?: boolean }
  | { kind: 'restart'; target: NodeTarget }
  | { kind: 'stall'; target: NodeTarget }
  | { kind: 'resume'; target: NodeTarget }
  | { kind: 'slow'; target: NodeTarget; factor: number } // factor 1 restores
  | { kind: 'stallDisk'; target: NodeTarget }
  | { kind: 'resumeDisk'; target: NodeTarget }
  | { kind: 'offsetClock'; target: NodeTarget; offsetUs: number } // wall clock only; replaces the offset
  | { kind: 'jumpClock'; target: NodeTarget; byUs: number } // wall clock only; adds to the offset
  | { kind: 'driftClock'; target: NodeTarget; ppm: number } // both clocks, parts per million
  | { kind: 'degrade'; target: NodeTarget; errorRate?: number; addedUs?: number } // a dependency's errors and latency
  | { kind: 'cut'; link: LinkTarget }
  | { kind: 'heal'; link: LinkTarget } // back to the scenario's link: undoes cut, hold, delay, loss and the rest
  | { kind: 'hold'; link: LinkTarget }
  | { kind: 'release'; link: LinkTarget }
  | { kind: 'delay'; link: LinkTarget; addedUs: number }
  | { kind: 'lose'; link: LinkTarget; probability: number }
  | { kind: 'duplicate'; link: LinkTarget; probability: number }
  | { kind: 'reorder'; link: LinkTarget; probability: number; byUs: number }
  | { kind: 'limit'; link: LinkTarget; bytesPerSecond: number }
  | { kind: 'flap'; link: LinkTarget; upUs: number; downUs: number }
  | { kind: 'partition'; groups: NodeTarget[][] } // nodes named in no group keep all their links
  | { kind: 'isolate'; target: NodeTarget } // cuts every link between the target and everything else
  | { kind: 'healAll' } // every link back to the scenario's; nodes stay as they are
  | { kind: 'dropMessage'; message: MessageId }
  | { kind: 'delayMessage'; message: MessageId; byUs: number }
  | { kind: 'holdMessage'; message: MessageId }
  | { kind: 'releaseMessage'; message: MessageId }
  | { kind: 'setConsistency'; journey: string; step: number; consistency: Consistency | 'asWritten'; boundUs?: number } // of one read; boundUs with `bounded`
  | { kind: 'setFlag'; flag: FeatureFlag; on: boolean } // of every service that has the feature
  | { kind: 'addShard' } // the store's first spare shard takes its share of the keys
  | { kind: 'removeShard'; shard: number } // from 0; its keys go to the others
  | { kind: 'redrive'; target: NodeTarget } // a queue's or stream's dead letters become jobs again
  | { kind: 'addInstance'; target: NodeTarget } // the first of these that stands by takes part
  | { kind: 'drainInstance'; target: NodeTarget } // finishes what it has, takes nothing new, then stands by
  | { kind: 'setPolicy'; contract: ContractName; code: string | null; reach: PolicyReach; state?: 'keep' | 'reset' } // from now on the code of that id decides, null: what is built in; what was remembered is kept unless told otherwise
  | { kind: 'stopPolicy'; code: string } // everywhere: what is built in decides
  | { kind: 'tripBreaker' | 'openBreaker' | 'closeBreaker' | 'resetBreaker'; target: NodeTarget; edge: string } // edge: the called group; opened and closed it is held so

/**
 * Nobody is told of it: for good, until what is named `by` is revealed, or until this moment of the run, whichever comes first. The world
 * knows nothing of it, so that a run stays the same run, to its fingerprint, once it is told.
 */
export type Concealed = boolean | { by: string; untilUs?: number } | { untilUs: number }

export type Command = Fault & { concealed?: Concealed }

/** A command on a branch: it lands at `atUs`, after exactly `afterEvents` events of the run had been executed. */
export interface StampedCommand {
  atUs: number
  afterEvents: number
  command: Command
}

/** A fault in a scenario's own schedule. */
export type ScheduledFault = { atUs: number } & Command
