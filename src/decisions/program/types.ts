import type { Moment } from '../contract'

/** Plain data: what may travel in messages and stand in state. */
export type Data = null | boolean | number | string | readonly Data[] | { readonly [field: string]: Data }

/**
 * A replica that you wrote, and what it may do. The first argument of each handler: `onStart(replica, state)` when the process is up,
 * `onMessage(replica, state, message)`, `onTimer(replica, state, name)`. `state` is what the process remembers; a crash forgets it.
 * What is put or kept is on disk: nothing that the handler sends leaves before that is written.
 */
export interface Replica extends Moment {
  /** Its place among the replicas of its shard, from 0. */
  readonly me: number
  /** How many replicas the shard has. */
  readonly replicas: number

  /** Sends plain data to another replica. It may be lost, late, or come twice. */
  readonly send: (to: number, body: Data) => void
  /** Rings once, after so many microseconds; one timer a name. */
  readonly setTimer: (name: string, afterUs: number) => void
  readonly cancelTimer: (name: string) => void

  /** Answers a client's request: this is the value of its key, in this version. Once a request. */
  readonly reply: (request: number, held: Held) => void
  /** Surely not done. */
  readonly refuse: (request: number) => void
  /** Not done: that replica is the one to ask. */
  readonly redirect: (request: number, to: number) => void

  /** What this replica has for a key; version 0: nothing yet. */
  readonly get: (key: number) => Held
  /** Puts it on disk. */
  readonly put: (key: number, held: Held) => void
  /** What was kept under a name, null: nothing. */
  readonly kept: (name: string) => Data
  /** Keeps plain data on disk under a name. */
  readonly keep: (name: string, data: Data) => void
}
/** A value in a version: a whole number above 0, the greater the newer. */
export interface Held {
  readonly value: number
  readonly version: number
}
export type Message =
  /** A client asks. Each request has a number of its own, by which it is answered, now or later; tried again, a write has its old `operation`. */
  | { readonly kind: 'read'; readonly request: number; readonly key: number }
  | {
      readonly kind: 'write'
      readonly request: number
      readonly operation: string
      readonly key: number
      readonly value: number
    }
  /** Another replica of the shard said something. */
  | { readonly kind: 'peer'; readonly from: number; readonly body: Data }
