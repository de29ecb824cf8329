/**
 * A copy of the primary's whole table, in pages: for a follower that needs entries which have left the log, and for a replica
 * whose disk was lost. Such a blank replica has forgotten what it promised and acknowledged: it counts for nothing until it has
 * heard, from so many others that every majority which it was part of is among them, which epoch was promised last, and has
 * copied its primary's data. Where a majority of disks is lost, nobody can know any more: the group begins anew with what is left.
 */
import { IntTable } from '../../kernel/intTable'
import { appliedSeq, versionOf } from './log'
import { BYTES } from './messages'
import type { CanvassAnswer, CopyAsk, CopyPage } from './messages'
import type { Copying, Step } from './state'
import { changed, majority, resetDeadline, send, sendAll, sync } from './state'

const PAGE_KEYS = 512
/** A group that lost a majority of its disks takes epochs from its clock, ten a second: beyond any that it may have had. */
const EPOCH_US = 100_000

export function beginCopy(step: Step): void {
  const { state, nowUs } = step
  const { primary, epoch } = state
  state.copying = {
    from: primary,
    epoch,
    after: -1,
    table: new IntTable(),
    base: -1,
    askedUs: nowUs,
    complete: null,
  }
  askForPage(step, state.copying)
}
function askForPage(step: Step, copying: Copying): void {
  copying.askedUs = step.nowUs
  const { epoch, after } = copying
  send(step, copying.from, { kind: 'copyAsk', epoch, after, life: step.state.life, bytes: 0 })
}
/** Asks again for what did not come. */
export function remindOfCopy(step: Step): void {
  const { copying } = step.state
  if (copying && !copying.complete && 2 * (step.nowUs - copying.askedUs) >= step.rules.failoverUs)
    askForPage(step, copying)
}

/** As primary. What the asker acknowledged in an earlier life no longer counts. */
export function onCopyAsk(step: Step, from: number, m: CopyAsk): void {
  const { state } = step
  if (state.role !== 'primary' || m.epoch !== state.epoch || state.commit < state.takeover) return
  if (m.after < 0) {
    const follower = state.followers[from]
    follower.life = Math.max(follower.life, m.life)
    follower.match = 0
  }
  send(step, from, pageAfter(step, m.after))
}
function pageAfter({ state }: Step, after: number): CopyPage {
  const { table, log, epoch } = state
  const rest = table.keys().filter((key) => key > after)
  const keys = Array.from(rest.subarray(0, PAGE_KEYS))
  const applied = appliedSeq(log)
  const isLast = rest.length <= PAGE_KEYS
  const window = log.entries.slice(0, applied - log.base)
  return {
    kind: 'copyPage',
    epoch,
    after,
    keys,
    versions: keys.map((key) => table.version(key)),
    values: keys.map((key) => table.value(key)),
    applied,
    last: isLast ? { base: log.base, baseEpoch: log.baseEpoch, entries: window } : null,
    bytes: keys.length * BYTES.row + (isLast ? window.length * BYTES.window : 0),
  }
}

export function onCopyPage(step: Step, from: number, m: CopyPage): void {
  const { copying } = step.state
  if (!copying || copying.complete || from !== copying.from || m.epoch !== copying.epoch || m.after !== copying.after)
    return
  if (copying.base < 0) copying.base = m.applied
  m.keys.forEach((key, i) => copying.table.set(key, m.versions[i], m.values[i]))
  if (!m.last) {
    copying.after = m.keys[m.keys.length - 1]
    askForPage(step, copying)
  } else if (m.last.base > copying.base)
    beginCopy(step) // what changed while the pages travelled has left the log
  else {
    copying.complete = { applied: m.applied, ...m.last }
    sync(step, null, true)
  }
}
/** The copy is on disk: it takes the place of what was here. */
export function copied(step: Step): void {
  const { state } = step
  const { copying } = state
  if (!copying?.complete) return
  const { applied, base, baseEpoch, entries } = copying.complete
  const { table } = copying
  entries.forEach(({ epoch, key, value }, i) => {
    const version = versionOf(epoch, base + i + 1)
    if (key >= 0 && version > table.version(key)) table.set(key, version, value)
  })
  tellDifference(step, state.table, table)
  state.table = table
  state.log = { base, baseEpoch, entries: entries.slice(), durable: applied, floor: applied, undo: [] }
  state.cuts++
  state.commit = applied
  state.matched = applied
  state.provenUs = -1
  state.copying = null
  if (state.blank) becomeMember(step)
  const { epoch, primary, life } = state
  send(step, primary, { kind: 'logAck', epoch, seq: applied, matches: true, life, bytes: 0 })
}
function tellDifference(step: Step, old: IntTable, now: IntTable): void {
  const tell = changed(step)
  for (const key of now.keys()) if (old.version(key) !== now.version(key)) tell(key, now.value(key), now.version(key))
  for (const key of old.keys()) if (!now.has(key)) tell(key, 0, 0)
}

/* ---- a replica without its disk ---- */

/** Begins to join. */
export function beginJoining(step: Step): void {
  step.state.blank = true
  step.state.peersHeard = Array.from({ length: step.rules.places }, () => ({ promised: -1, blank: false }))
  step.effects.push({ kind: 'membership', change: 'joining' })
  askPeers(step)
}
/** Asks everybody for the epoch that they have promised. */
export function askPeers(step: Step): void {
  if (knowsEpoch(step)) return
  sendAll(step, { kind: 'canvass', epoch: 0, round: 0, bytes: 0 })
  considerRebirth(step)
}
export function onPeerAnswer(step: Step, from: number, m: CanvassAnswer): void {
  const { state } = step
  if (m.round !== 0) return
  state.peersHeard[from] = { promised: m.epoch, blank: m.blank }
  if (knowsEpoch(step)) state.promised = greatestPromise(step)
  else considerRebirth(step)
}
function greatestPromise({ state }: Step): number {
  return state.peersHeard.reduce((most, peer) => Math.max(most, peer.promised), state.promised)
}
/** Whether every majority that this replica can have been part of has been heard from. */
export function knowsEpoch({ rules, state }: Step): boolean {
  const heard = state.peersHeard.filter((peer) => peer.promised >= 0 && !peer.blank).length
  return heard >= rules.places - majority(rules) + 1
}
function considerRebirth(step: Step): void {
  const { rules, state, nowUs } = step
  const heard = state.peersHeard.filter((peer) => peer.promised >= 0)
  if (heard.length < rules.places - 1 || heard.filter((peer) => !peer.blank).length >= majority(rules)) return
  state.promised = Math.max(greatestPromise(step), Math.floor(nowUs / EPOCH_US))
  becomeMember(step)
  sync(step)
}
function becomeMember(step: Step): void {
  step.state.blank = false
  step.state.peersHeard = []
  step.effects.push({ kind: 'membership', change: 'joined' })
  resetDeadline(step)
}
