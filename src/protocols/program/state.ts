/** What a replica that runs a program holds: the program's own memory, what is on disk, and what waits for the disk. */
import type { Cluster, ClusterNode } from '../../cluster'
import { IntTable } from '../../kernel'

/** A client's request that was not answered yet. */
export interface OpenRequest {
  op: number
  asker: number
  origin: number
  count: number
  path: number
  attempt: number
  call: number
  key: number
}
export type Effect =
  | { kind: 'send'; to: number; body: unknown }
  | {
      kind: 'answer'
      request: OpenRequest
      status: 'ok' | 'failed' | 'elsewhere'
      value: number
      version: number
      to: number
    }
/** The effects of one handler, and how to take its writes back where a crash comes before they are on disk. */
export interface Batch {
  token: number // of the sync that it waits for, 0: none
  effects: Effect[]
  cells: { key: number; value: number; version: number }[] // before it
  facts: { name: string; before: unknown }[]
  origin: number
  count: number
  path: number
}
export interface ProgramState {
  program: number // whose state it is: the id of the program in force, −1: what is built in
  memory: unknown // of the process
  table: IntTable // on disk: version and value by key
  facts: Record<string, unknown> // on disk, by name
  requests: Map<number, OpenRequest>
  nextRequest: number
  timers: Map<string, { handle: number; serial: number }>
  nextSerial: number
  outbox: Batch[] // in order; only the first may wait for the disk alone
  nextToken: number
}
export interface ProgramConfig {
  members: readonly number[] // node indices of the shard's replicas, by place
}

export const stateOf = (node: ClusterNode): ProgramState => node.state as ProgramState
export const configOf = (node: ClusterNode): ProgramConfig => node.config as ProgramConfig

/** With an empty disk. */
export function newState(): ProgramState {
  return {
    program: -1,
    memory: null,
    table: new IntTable(),
    facts: {},
    requests: new Map(),
    nextRequest: 1,
    timers: new Map(),
    nextSerial: 1,
    outbox: [],
    nextToken: 1,
  }
}
/** What a handler wrote was never written; the latest of several handlers comes first. */
export function takeBack(cluster: Cluster, node: ClusterNode, { cells, facts }: Batch): void {
  const state = stateOf(node)
  for (const { key, value, version } of cells.reverse()) {
    if (version === 0) state.table.delete(key)
    else state.table.set(key, version, value)
    cluster.recordApplied(node, key, value, version)
  }
  for (const { name, before } of facts.reverse())
    if (before === null) Reflect.deleteProperty(state.facts, name)
    else state.facts[name] = before
}
/** A crash: the process forgets, and what was not on disk yet never came there. */
export function afterCrash(cluster: Cluster, node: ClusterNode, diskLost: boolean): void {
  const state = stateOf(node)
  for (const batch of state.outbox.reverse()) takeBack(cluster, node, batch)
  if (diskLost) {
    state.table = new IntTable()
    state.facts = {}
  }
  Object.assign(state, { memory: null, outbox: [], requests: new Map(), timers: new Map() })
}
