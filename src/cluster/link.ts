/**
 * A directed link: a delay law per leg, and what faults do to it. A link without any fault or limit takes the short way
 * (`plain`); each direction between two nodes is a link of its own.
 * Every message asks for `impairments` and `barriers`: numbers, which are tested in one step, derived from the rest.
 */
import type { Distribution } from '../kernel/distribution'
import type { ClusterNode } from './node'
import { extendPath } from './layout'
import { LEGS, MESSAGE_TYPES, isWork } from './messageTypes'

export interface LinkSpec {
  latency: Distribution[] // by leg: write, ack, read, response (messageTypes.LEGS)
  addedUs?: number // across zones
  loss?: number
  duplicate?: number
  bytesPerSecond?: number // 0: unlimited
  ordered?: boolean // first in, first out, as one TCP connection
}

export class Link {
  readonly entity: number
  readonly latency: Distribution[]
  readonly ordered: boolean
  readonly base: { addedUs: number; loss: number; duplicate: number; bytesPerSecond: number }

  /** By type: what every such message takes, in whole microseconds, and nothing else is to be asked about it; −1: sending takes a longer way. */
  readonly promptUs = new Int32Array(MESSAGE_TYPES.length)
  /** By type, 1: its receiver's role gets such a message as it arrives, unless the receiver or a rule for it has it otherwise. */
  readonly straight = new Uint8Array(MESSAGE_TYPES.length)
  /** Not 0: sending takes the long way. */
  impairments = 0
  /** Not 0: nothing arrives, for it is cut or holds what comes. */
  barriers = 0
  cut = false
  holding = false
  addedUs: number
  loss: number
  duplicate: number
  reorder = 0
  reorderByUs = 0
  bytesPerSecond: number
  freeAtUs = 0 // when the last byte of what is being sent has left
  lastArrivalUs = 0
  flapUpUs = 0 // > 0: flapping
  flapDownUs = 0
  flapping = 0 // counts flap settings, so that an old flap event dies
  held: number[] = [] // slots

  constructor(
    readonly index: number,
    readonly from: ClusterNode,
    readonly to: ClusterNode,
    spec: LinkSpec,
  ) {
    this.entity = extendPath(from.entity, to.entity, 1)
    this.latency = spec.latency
    this.ordered = spec.ordered ?? false
    this.base = {
      addedUs: spec.addedUs ?? 0,
      loss: spec.loss ?? 0,
      duplicate: spec.duplicate ?? 0,
      bytesPerSecond: spec.bytesPerSecond ?? 0,
    }
    this.addedUs = this.base.addedUs
    this.loss = this.base.loss
    this.duplicate = this.base.duplicate
    this.bytesPerSecond = this.base.bytesPerSecond
    this.refresh()
  }

  /** Back to the scenario's link; what it holds is the caller's to release. */
  heal(): void {
    this.cut = false
    this.holding = false
    this.addedUs = this.base.addedUs
    this.loss = this.base.loss
    this.duplicate = this.base.duplicate
    this.bytesPerSecond = this.base.bytesPerSecond
    this.reorder = 0
    this.reorderByUs = 0
    this.flapUpUs = 0
    this.flapDownUs = 0
    this.flapping++
    this.refresh()
  }
  /** Whether a message may take the short way. */
  get plain(): boolean {
    return this.impairments === 0
  }
  /** Call after every change. */
  refresh(): void {
    const isBarred = this.cut || this.holding
    const isImpaired =
      isBarred || this.ordered || this.loss > 0 || this.duplicate > 0 || this.reorder > 0 || this.bytesPerSecond > 0
    for (let type = 0; type < MESSAGE_TYPES.length; type++) {
      const { leg, sized, shape } = MESSAGE_TYPES[type]
      const { constantUs } = this.latency[LEGS.indexOf(leg)]
      const us = Math.floor(constantUs + this.addedUs + 0.5)
      const isPrompt = !isImpaired && !sized && constantUs >= 0 && us <= PROMPT_US_MAX
      this.promptUs[type] = isPrompt ? us : -1
      const isServed = this.to.workers > 0 && isWork(shape)
      this.straight[type] = isServed || sized || isBarred ? 0 : 1
    }
    this.barriers = isBarred ? 1 : 0
    this.impairments = isImpaired ? 1 : 0
  }

  save(): LinkState {
    const state: Record<string, unknown> = {}
    for (const field of MUTABLE) state[field] = this[field]
    return { ...(state as unknown as LinkState), held: this.held.slice() }
  }
  load(saved: LinkState): void {
    Object.assign(this, saved, { held: saved.held.slice() })
    this.refresh()
  }
}

const PROMPT_US_MAX = 0x7fffffff

const MUTABLE = [
  'cut',
  'holding',
  'addedUs',
  'loss',
  'duplicate',
  'reorder',
  'reorderByUs',
  'bytesPerSecond',
  'freeAtUs',
  'lastArrivalUs',
  'flapUpUs',
  'flapDownUs',
  'flapping',
  'held',
] as const
export type LinkState = Pick<Link, (typeof MUTABLE)[number]>
