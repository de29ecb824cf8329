/**
 * Incidents of a run: from when users first felt it, over the alert that noticed it and the moment when it stopped hurting, to the
 * alert's end. Alerts that fire within one incident, of whatever objective, belong to it; and one that fires again soon after the last
 * has ended continues it. Terms: Google, Site Reliability Engineering, ch. 14; MTTD and MTTR are means over the ended ones.
 */
import type { ObjectiveWatch } from './objectiveWatch'

export interface Incident {
  startUs: number // first bad operation of what burns
  detectedUs: number // an alert fired
  mitigatedUs: number // last bad operation of what burnt; −1: it burns
  endedUs: number // the last alert ended; −1: not yet
  paged: boolean // some alert that wakes somebody fired
  objectives: number[] // that fired, in the order in which they did
}
/** So many are remembered one by one. */
export const INCIDENTS_MAX = 50

export class Incidents {
  /** Oldest first; only the last can be open. */
  list: Incident[] = []
  /** Of all ended ones, also those that are no longer remembered. */
  ended = 0
  detectUs = 0
  mitigateUs = 0
  repairUs = 0
  /** Since when no alert of the open one fires; −1: one does. */
  private quietSinceUs = -1

  get open(): Incident | null {
    const { length } = this.list
    if (length === 0) return null // to ask for what stands before the first is slow
    const last = this.list[length - 1]
    return last.endedUs < 0 ? last : null
  }

  /** After each look at the objectives. */
  look(watches: readonly ObjectiveWatch[], nowUs: number): void {
    let firing = false
    for (let o = 0; o < watches.length; o++) {
      if (watches[o].firing === 0) continue
      firing = true
      this.join(o, watches[o], nowUs)
    }
    if (this.open) this.follow(this.open, firing, watches, nowUs)
  }

  clone(): Incidents {
    const copy = new Incidents()
    copy.list = this.list.map((incident) => ({ ...incident, objectives: incident.objectives.slice() }))
    copy.ended = this.ended
    copy.detectUs = this.detectUs
    copy.mitigateUs = this.mitigateUs
    copy.repairUs = this.repairUs
    copy.quietSinceUs = this.quietSinceUs
    return copy
  }
  get bytes(): number {
    return this.list.length * 128 + 64
  }

  private follow(open: Incident, firing: boolean, watches: readonly ObjectiveWatch[], nowUs: number): void {
    if (firing) {
      this.quietSinceUs = -1
      const joined = open.objectives.map((o) => watches[o])
      open.mitigatedUs = joined.some((watch) => watch.burns) ? -1 : Math.max(...joined.map((w) => w.lastBurntUs))
      return
    }
    if (this.quietSinceUs < 0) this.quietSinceUs = nowUs
    const waitUs = Math.max(...open.objectives.map((o) => watches[o].rules[0].longUs))
    if (nowUs - this.quietSinceUs >= waitUs) this.end(open)
  }

  private join(o: number, watch: ObjectiveWatch, nowUs: number): void {
    const startUs = watch.burningSinceUs < 0 ? nowUs : watch.burningSinceUs
    let { open } = this
    if (!open) {
      open = { startUs, detectedUs: nowUs, mitigatedUs: -1, endedUs: -1, paged: false, objectives: [] }
      this.list.push(open)
      if (this.list.length > INCIDENTS_MAX) this.list.shift()
      this.quietSinceUs = -1
    }
    open.paged ||= watch.pages
    if (open.objectives.includes(o)) return
    open.objectives.push(o)
    open.startUs = Math.min(open.startUs, startUs)
  }

  private end(open: Incident): void {
    open.endedUs = this.quietSinceUs
    if (open.mitigatedUs < 0) open.mitigatedUs = open.endedUs
    this.ended++
    this.detectUs += open.detectedUs - open.startUs
    this.mitigateUs += open.mitigatedUs - open.startUs
    this.repairUs += open.endedUs - open.startUs
  }
}
