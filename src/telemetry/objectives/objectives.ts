/**
 * All objectives of a run and its incidents, as one fold: told of every operation that users waited for, and of time. Failures count as
 * bad answers only: an objective on latency or freshness asks of those that were answered (The Site Reliability Workbook, ch. 2).
 */
import { tenantOf, type TenantEnds } from '../../cluster'
import { TENTH_US } from '../slidingSecond'
import type { OperationFacts } from '../operationFacts'
import type { JourneyObjective } from '../shape'
import { Incidents } from './incidents'
import { ObjectiveWatch } from './objectiveWatch'

/** Of an objective on all users' operations. */
const EVERYBODY = -1
const KIND = { availability: 0, latency: 1, freshness: 2 } as const

export class Objectives {
  incidents = new Incidents()
  /** When the next look is due, in tenths of a second. */
  nextTenths: number
  watches: ObjectiveWatch[]
  /** By objective, since its last look: operations, and bad ones; times of the first and the last bad one. */
  counts: Int32Array
  private badUs: Float64Array
  private readonly kinds: Uint8Array
  private readonly thresholdsUs: Float64Array
  private readonly tenants: Int32Array
  /** By journey: which objectives are its own. */
  private readonly ofJourney: number[][] = []

  constructor(
    private readonly objectives: readonly JourneyObjective[],
    private readonly tenantEnds: TenantEnds = [],
  ) {
    this.watches = objectives.map((objective) => new ObjectiveWatch(objective))
    this.counts = new Int32Array(2 * objectives.length)
    this.badUs = new Float64Array(2 * objectives.length)
    this.kinds = Uint8Array.from(objectives, ({ kind }) => KIND[kind])
    this.thresholdsUs = Float64Array.from(objectives, ({ thresholdUs }) => thresholdUs)
    this.tenants = Int32Array.from(objectives, ({ tenant = EVERYBODY }) => tenant)
    objectives.forEach(({ journey }, o) => (this.ofJourney[journey] ??= []).push(o))
    this.nextTenths = this.nextDue()
  }

  returned(op: OperationFacts): void {
    const own = this.ofJourney[op.journey]
    if (own === undefined) return
    const { kinds, tenants, counts, badUs } = this
    const ok = op.outcome === 'ok'
    for (let i = 0; i < own.length; i++) {
      const o = own[i]
      if (tenants[o] !== EVERYBODY && tenants[o] !== tenantOf(this.tenantEnds, op.session)) continue
      const kind = kinds[o]
      let isBad = !ok || op.late
      if (kind !== KIND.availability) {
        if (!ok || (kind === KIND.freshness && !op.judged)) continue
        isBad = kind === KIND.latency ? op.returnedUs - op.invokedUs > this.thresholdsUs[o] : op.missed > 0
      }
      counts[2 * o]++
      if (!isBad) continue
      if (counts[2 * o + 1]++ === 0) badUs[2 * o] = op.returnedUs
      badUs[2 * o + 1] = op.returnedUs
    }
  }

  /** Tenth `nextTenths` ends: to be called before the operations of that moment. */
  look(tenths: number): void {
    const { watches, counts, badUs } = this
    for (let o = 0; o < watches.length; o++) {
      if (tenths !== watches[o].dueTenths) continue
      watches[o].look(tenths, counts[2 * o], counts[2 * o + 1], badUs[2 * o], badUs[2 * o + 1])
      counts[2 * o] = 0
      counts[2 * o + 1] = 0
    }
    this.incidents.look(watches, tenths * TENTH_US)
    this.nextTenths = this.nextDue()
  }

  clone(): Objectives {
    const copy = new Objectives(this.objectives, this.tenantEnds)
    copy.incidents = this.incidents.clone()
    copy.watches = this.watches.map((watch) => watch.clone())
    copy.counts = this.counts.slice()
    copy.badUs = this.badUs.slice()
    copy.nextTenths = this.nextTenths
    return copy
  }
  get bytes(): number {
    return this.watches.reduce((sum, watch) => sum + watch.bytes, this.incidents.bytes)
  }

  private nextDue(): number {
    const { watches } = this
    let next = Infinity
    for (let o = 0; o < watches.length; o++) if (watches[o].dueTenths < next) next = watches[o].dueTenths
    return next
  }
}
