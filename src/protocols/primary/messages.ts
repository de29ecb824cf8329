/** What replicas of a shard say to each other. Immutable; `bytes` beyond a header's 64. Times are of the clock of who stamped them. */
import type { Entry, Position } from './log'

interface Said<K extends string> {
  readonly kind: K
  readonly epoch: number // of the primary it is about
  readonly bytes: number
}
/** Primary → follower: entries after `prev`. `mustCopy`: what the follower needs next has left the log. */
export interface LogShip extends Said<'logShip'> {
  readonly prev: Position
  readonly entries: readonly Entry[]
  readonly commit: number
  readonly mustCopy: boolean
}
/** `matches`: has what was sent, durably, up to `seq`; else: send again from seq + 1. */
export interface LogAck extends Said<'logAck'> {
  readonly seq: number
  readonly matches: boolean
  readonly life: number
}
/** `echoUs`: the follower's own newest stamp that the primary has seen, −1: none, or the primary does not trust its lease. */
export interface Heartbeat extends Said<'primaryHeartbeat'> {
  readonly commit: number
  readonly sentUs: number
  readonly echoUs: number
}
/** `promised`: greater than `epoch` tells a primary that its time is over. `life`: counts the follower's processes. */
export interface HeartbeatAck extends Said<'heartbeatAck'> {
  readonly promised: number
  readonly sentUs: number
  readonly stampUs: number
  readonly life: number
}
/** Before anyone claims an epoch: who could be elected, and would be? Also a new member's question for its group's epoch. */
export interface Canvass extends Said<'canvass'> {
  readonly round: number
}
export interface CanvassAnswer extends Said<'canvassAnswer'> {
  readonly round: number
  readonly last: Position
  readonly willing: boolean
  readonly standing: boolean // a candidate itself
  readonly blank: boolean
}
/** Asks for the promise to follow nobody of an older epoch. */
export interface PromiseAsk extends Said<'promiseAsk'> {
  readonly last: Position
}
export interface PromiseAnswer extends Said<'promise'> {
  readonly granted: boolean
  readonly promised: number
}
export interface CopyAsk extends Said<'copyAsk'> {
  readonly after: number // key; −1: from the beginning
  readonly life: number
}
/** A page of the primary's table, and at the end its log's window, for what changed while the pages travelled. */
export interface CopyPage extends Said<'copyPage'> {
  readonly after: number
  readonly keys: readonly number[]
  readonly versions: readonly number[]
  readonly values: readonly number[]
  readonly applied: number
  readonly last: { readonly base: number; readonly baseEpoch: number; readonly entries: readonly Entry[] } | null
}
export type Message =
  | LogShip
  | LogAck
  | Heartbeat
  | HeartbeatAck
  | Canvass
  | CanvassAnswer
  | PromiseAsk
  | PromiseAnswer
  | CopyAsk
  | CopyPage

/** An entry in a shipment, a row of a page, and an entry in a page's window (of which its row is in the page already). */
export const BYTES = { entry: 448, row: 128, window: 32 } as const
