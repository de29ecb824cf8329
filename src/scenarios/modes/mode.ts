/**
 * A replication mode, as a scenario has it: how it is written down. One file a mode beside this one; index.ts
 * gathers them. Switching a store's mode changes nothing else of a scenario. What its nodes then do is in ../behaviours, so that
 * whoever only reads scenarios (the page) need not carry the protocols.
 */
import type { Schema } from '../schema/fields'

export interface StoreSize {
  shards: number
  replicas: number
}
export interface StoreMode<S extends { mode: string }> {
  name: S['mode']
  schema: Schema<S>
  /** What a store of so many replicas gets when a person switches to this mode. */
  defaults(replicas: number): S
  /** Refuses, with a FaultlineError, settings that no single field shows to be impossible; `field` is where the spec stands. */
  check?(spec: S, size: StoreSize, field: string): void
}
