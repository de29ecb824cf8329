/**
 * The newest frame, kept (frames are recycled once their listeners return), and a version that grows only when a state
 * that words or verbs depend on has changed: a node's or link's flags, a breaker. React listens to that version, at
 * most four times a second; painters listen to frames.
 */
import { useSyncExternalStore } from 'react'
import type { Frame } from '../../../lab/protocol'
import { LINK_FIELDS, NODE_FIELDS } from '../../../lab/protocol'
import { frames } from '../../store'

export const N = NODE_FIELDS.length
export const L = LINK_FIELDS.length
export const NODE_AT = {
  flags: NODE_FIELDS.indexOf('flags'),
  slowFactor: NODE_FIELDS.indexOf('slowFactor'),
  utilisation: NODE_FIELDS.indexOf('utilisation'),
  queueDepth: NODE_FIELDS.indexOf('queueDepth'),
  queueLimit: NODE_FIELDS.indexOf('queueLimit'),
  clockOffsetUs: NODE_FIELDS.indexOf('clockOffsetUs'),
  clockPpm: NODE_FIELDS.indexOf('clockPpm'),
  behindKeys: NODE_FIELDS.indexOf('behindKeys'),
  errorRate: NODE_FIELDS.indexOf('errorRate'),
  perSecond: NODE_FIELDS.indexOf('perSecond'),
  office: NODE_FIELDS.indexOf('office'),
  term: NODE_FIELDS.indexOf('term'),
  waiting: NODE_FIELDS.indexOf('waiting'),
  oldestUs: NODE_FIELDS.indexOf('oldestUs'),
  deadLetters: NODE_FIELDS.indexOf('deadLetters'),
}
export const LINK_AT = {
  flags: LINK_FIELDS.indexOf('flags'),
  addedUs: LINK_FIELDS.indexOf('addedUs'),
  lossProbability: LINK_FIELDS.indexOf('lossProbability'),
  perSecond: LINK_FIELDS.indexOf('perSecond'),
  breaker: LINK_FIELDS.indexOf('breaker'),
  heldMessages: LINK_FIELDS.indexOf('heldMessages'),
}

export interface Snapshot {
  timeUs: number
  nodes: Float32Array
  links: Float32Array
  messages: Float64Array
  messageCount: number
  inFlight: number
}
export const latest: Snapshot = {
  timeUs: 0,
  nodes: new Float32Array(0),
  links: new Float32Array(0),
  messages: new Float64Array(0),
  messageCount: 0,
  inFlight: 0,
}

let version = 0
let told = 0
let timer: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()
const QUIET_MS = 250

function differs(a: Float32Array, b: Float32Array, stride: number, fields: number[]): boolean {
  if (a.length !== b.length) return true
  for (let i = 0; i < a.length; i += stride) for (const f of fields) if (a[i + f] !== b[i + f]) return true
  return false
}
const NODE_STATE = [NODE_AT.flags, NODE_AT.slowFactor, NODE_AT.clockOffsetUs]
const LINK_STATE = [LINK_AT.flags, LINK_AT.breaker, LINK_AT.addedUs, LINK_AT.lossProbability]

function keep(frame: Frame): void {
  const changed = differs(latest.nodes, frame.nodes, N, NODE_STATE) || differs(latest.links, frame.links, L, LINK_STATE)
  latest.timeUs = frame.timeUs
  latest.messageCount = frame.messageCount
  latest.inFlight = frame.inFlight
  if (latest.nodes.length !== frame.nodes.length) latest.nodes = frame.nodes.slice()
  else latest.nodes.set(frame.nodes)
  if (latest.links.length !== frame.links.length) latest.links = frame.links.slice()
  else latest.links.set(frame.links)
  if (latest.messages.length < frame.messages.length) latest.messages = frame.messages.slice()
  else latest.messages.set(frame.messages)
  if (!changed) return
  version++
  timer ??= setTimeout(tell, QUIET_MS)
}
function tell(): void {
  timer = undefined
  told = version
  for (const listener of listeners) listener()
}
frames.subscribe(keep)

/** Re-renders the caller after a state has changed, not more often than every quarter of a second. */
export function useStateVersion(): number {
  return useSyncExternalStore(subscribe, () => told)
}
function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
