/**
 * What a leader sends: entries, following each other without waiting (thesis 3.5, 10.2.1), heartbeats, snapshots for who is far
 * behind (5.2). A lost message is noticed by its silence, a log that differs by its refusal.
 */
import { replaceTail, send } from './durable'
import type { Entry } from './log'
import { entriesFrom, lastIndex, termAt } from './log'
import { everyVoter } from './membership'
import type { Append } from './message'
import { bytesOf } from './message'
import type { Leading, Peer } from './state'
import { NEVER_US } from './state'
import type { Turn } from './turn'

export function becomeLeader(turn: Turn): void {
  const { s } = turn
  s.role = 'leader'
  s.leader = s.id
  s.votes = []
  s.round = 0
  s.freshening = null
  s.lead = {
    peers: [],
    sinceUs: turn.nowUs,
    first: lastIndex(s.log) + 1,
    durable: 0,
    confirmedUs: NEVER_US,
    probedUs: NEVER_US,
    reads: [],
    staging: null,
    successor: -1,
    hasUrged: false,
    handingOverUs: 0,
  }
  followMembership(turn, s.lead)
  s.dueUs = turn.nowUs + turn.settings.heartbeatUs
  append(turn, s.lead, { kind: 'blank', term: s.term, bytes: 0 })
}

/** Appends an entry of its own and sends it on. */
export function append(turn: Turn, lead: Leading, entry: Entry): void {
  const { s } = turn
  replaceTail(turn, lastIndex(s.log), [Object.freeze(entry)])
  if (entry.kind === 'membership') followMembership(turn, lead)
  for (const peer of lead.peers) replicate(turn, lead, peer)
}

/** Everybody with a vote, and who is being staged, is replicated to; nobody else any more. */
export function followMembership(turn: Turn, lead: Leading): void {
  const { s } = turn
  const ids = [...everyVoter(s.membership), ...(lead.staging?.voters ?? [])]
  const wanted = ids.filter((id, i) => id !== s.id && ids.indexOf(id) === i)
  lead.peers = wanted.map((id) => lead.peers.find((peer) => peer.id === id) ?? newPeer(turn, id))
}
function newPeer(turn: Turn, id: number): Peer {
  return {
    id,
    next: lastIndex(turn.s.log) + 1,
    match: 0,
    isProbing: true,
    movedUs: turn.nowUs,
    snapshotUs: -1,
    ackedUs: NEVER_US,
    clockUs: -1,
  }
}

/** Sends what the peer lacks, as far as its window allows. */
export function replicate(turn: Turn, lead: Leading, peer: Peer): void {
  const { log } = turn.s
  if (peer.snapshotUs >= 0) return
  if (peer.next <= log.snapshot.index) {
    sendSnapshot(turn, peer)
    return
  }
  if (peer.isProbing) {
    if (peer.next === lastIndex(log)) sendEntries(turn, lead, peer, peer.next - 1, 1)
    return
  }
  while (peer.next <= lastIndex(log) && peer.next - peer.match <= turn.settings.windowMax) {
    const count = sendEntries(turn, lead, peer, peer.next - 1, turn.settings.entriesMax)
    if (peer.next - 1 === peer.match) peer.movedUs = turn.nowUs
    peer.next += count
  }
}
export function sendEntries(turn: Turn, lead: Leading, peer: Peer, prevIndex: number, most: number): number {
  const { s, nowUs } = turn
  const entries = Object.freeze(most > 0 ? entriesFrom(s.log, prevIndex + 1, most) : [])
  const hasOwn = s.commit >= lead.first && lead.confirmedUs > NEVER_US
  const message: Append = {
    kind: 'append',
    from: s.id,
    to: peer.id,
    term: s.term,
    bytes: bytesOf(entries),
    prevIndex,
    prevTerm: prevIndex === 0 ? 0 : termAt(s.log, prevIndex),
    entries,
    commit: s.commit,
    sentUs: nowUs,
    heardClockUs: peer.clockUs,
    unconfirmedUs: hasOwn ? nowUs - lead.confirmedUs : -1,
  }
  send(turn, message)
  return entries.length
}
function sendSnapshot(turn: Turn, peer: Peer): void {
  const { s, nowUs } = turn
  const { snapshot } = s.log
  peer.snapshotUs = nowUs
  peer.next = snapshot.index + 1
  send(turn, {
    kind: 'installSnapshot',
    from: s.id,
    to: peer.id,
    term: s.term,
    bytes: snapshot.bytes,
    snapshot,
    sentUs: nowUs,
  })
}

const RESEND_HEARTBEATS = 2
const SNAPSHOT_TIMEOUTS = 4

/** Says to everybody that it leads, and repeats what seems to be lost. */
export function beat(turn: Turn, lead: Leading): void {
  const { s, settings, nowUs } = turn
  lead.probedUs = nowUs
  for (const peer of lead.peers) {
    const isLate = nowUs - peer.movedUs >= RESEND_HEARTBEATS * settings.heartbeatUs
    if (peer.snapshotUs >= 0) {
      const isLost = nowUs - peer.snapshotUs > SNAPSHOT_TIMEOUTS * settings.electionUs[1]
      if (isLost) sendSnapshot(turn, peer)
      else sendEntries(turn, lead, peer, 0, 0)
    } else if (peer.isProbing) {
      if (peer.next <= s.log.snapshot.index) sendSnapshot(turn, peer)
      else sendEntries(turn, lead, peer, peer.next - 1, 0)
    } else if (peer.next > peer.match + 1 && isLate) {
      peer.next = peer.match + 1
      peer.movedUs = nowUs
      replicate(turn, lead, peer)
    } else sendEntries(turn, lead, peer, termAt(s.log, peer.match) < 0 ? 0 : peer.match, 0)
  }
}
