/**
 * SWIM (A. Das, I. Gupta, A. Motivala, DSN 2002): group membership by probing. Each period a member pings one other (3.1); without
 * an ack it asks k others to ping it (ping-req); without any by the period's end the member is suspected (4.2), and declared
 * dead when nobody refutes that in time. News travels on pings and acks (4.1). A member hears of its own suspicion and
 * refutes it by a greater incarnation. Pure: state and an input give messages to send and changes of the view.
 *
 * Beyond the paper, as in HashiCorp's Serf: a member that is thought dead or suspect is told so in whatever is sent to it, and one
 * of the dead is pinged each period, so that the halves of a healed partition find each other again.
 */
import type { Member, SwimEffect, SwimMessage, SwimRules, SwimState, Update } from './swimState'
import { ALIVE, DEAD, SUSPECT } from './swimState'

/** Uniform in 0..below−1. */
export type Draw = (below: number) => number

export function newSwim(self: number, others: readonly number[]): SwimState {
  return {
    self,
    incarnation: 0,
    period: 0,
    sequence: 0,
    members: new Map(others.map((m): [number, Member] => [m, { status: ALIVE, incarnation: 0, suspectedIn: 0 }])),
    news: [],
    order: [],
    probe: null,
    relays: [],
  }
}

/** A period begins: whoever was probed and not heard of is suspected, suspicions of old become deaths, and the next is probed. */
export function beginPeriod(state: SwimState, rules: SwimRules, draw: Draw): SwimEffect[] {
  const effects: SwimEffect[] = []
  state.period++
  state.relays = state.relays.filter((relay) => relay.period >= state.period - 1)
  const { probe } = state
  if (probe && !probe.acked) {
    const member = state.members.get(probe.member) as Member
    if (member.status === ALIVE) turn(state, effects, probe.member, SUSPECT, member.incarnation)
  }
  state.members.forEach((member, id) => {
    const overdue = state.period - member.suspectedIn >= rules.suspicionPeriods
    if (member.status === SUSPECT && overdue) turn(state, effects, id, DEAD, member.incarnation)
  })
  state.probe = null
  const target = nextTarget(state, rules, draw)
  if (target >= 0) {
    state.probe = { member: target, sequence: ++state.sequence, acked: false }
    say(state, rules, effects, target, { kind: 'ping', sequence: state.sequence, about: target })
  }
  const dead = among(state, (status) => status === DEAD)
  if (dead.length > 0) {
    const one = dead[draw(dead.length)]
    say(state, rules, effects, one, { kind: 'ping', sequence: ++state.sequence, about: one })
  }
  return effects
}

/** No ack within the ping's own time: k others are asked to try. */
export function askOthers(state: SwimState, rules: SwimRules, sequence: number, draw: Draw): SwimEffect[] {
  const effects: SwimEffect[] = []
  const { probe } = state
  if (!probe || probe.sequence !== sequence || probe.acked) return effects
  const able = among(state, (status, id) => status === ALIVE && id !== probe.member)
  for (let k = 0; k < rules.indirect && able.length > 0; k++) {
    const [relay] = able.splice(draw(able.length), 1)
    say(state, rules, effects, relay, { kind: 'pingReq', sequence, about: probe.member })
  }
  return effects
}

/** A message has come. */
export function hear(state: SwimState, rules: SwimRules, from: number, message: SwimMessage): SwimEffect[] {
  const effects: SwimEffect[] = []
  for (const update of message.updates) learn(state, effects, update)
  if (message.kind === 'ping') say(state, rules, effects, from, { ...message, kind: 'ack' })
  else if (message.kind === 'pingReq') {
    state.relays.push({ sequence: ++state.sequence, for: from, theirs: message.sequence, period: state.period })
    say(state, rules, effects, message.about, { kind: 'ping', sequence: state.sequence, about: message.about })
  } else acked(state, rules, effects, message)
  return effects
}

function acked(state: SwimState, rules: SwimRules, effects: SwimEffect[], message: SwimMessage): void {
  if (state.probe?.sequence === message.sequence) state.probe.acked = true
  const relay = state.relays.find(({ sequence }) => sequence === message.sequence)
  if (!relay) return
  state.relays.splice(state.relays.indexOf(relay), 1)
  say(state, rules, effects, relay.for, { kind: 'ack', sequence: relay.theirs, about: message.about })
}

/** The process was away: what it says of itself must outdo what was said of it meanwhile. */
export function rejoin(state: SwimState): void {
  state.incarnation++
  state.probe = null
  state.relays = []
  spread(state, { member: state.self, status: ALIVE, incarnation: state.incarnation })
}

/** Which of two statements about a member holds (4.2): the greater incarnation; of equal ones the worse. */
function overrides(update: Update, known: Member): boolean {
  if (update.incarnation !== known.incarnation) return update.incarnation > known.incarnation
  return update.status > known.status
}
function learn(state: SwimState, effects: SwimEffect[], update: Update): void {
  const { member, status, incarnation } = update
  if (member === state.self) {
    if (status === ALIVE || incarnation < state.incarnation) return
    state.incarnation = incarnation + 1
    spread(state, { member, status: ALIVE, incarnation: state.incarnation })
    return
  }
  const known = state.members.get(member)
  if (known && overrides(update, known)) turn(state, effects, member, status, incarnation)
}
function turn(state: SwimState, effects: SwimEffect[], id: number, status: number, incarnation: number): void {
  const member = state.members.get(id) as Member
  if (member.status !== status) effects.push({ kind: 'turned', member: id, from: member.status, to: status })
  if (status === SUSPECT) member.suspectedIn = state.period
  member.status = status
  member.incarnation = incarnation
  spread(state, { member: id, status, incarnation })
}

/** News of a member replaces what was being told of it. */
function spread(state: SwimState, update: Update): void {
  state.news = state.news.filter((news) => news.update.member !== update.member)
  state.news.push({ update: Object.freeze(update), told: 0 })
}

/** Puts on a message what was told least often so far, and first what its receiver should know of itself. */
function say(
  state: SwimState,
  rules: SwimRules,
  effects: SwimEffect[],
  to: number,
  message: Omit<SwimMessage, 'updates'>,
): void {
  const updates: Update[] = []
  const thought = state.members.get(to)
  if (thought && thought.status !== ALIVE)
    updates.push({ member: to, status: thought.status, incarnation: thought.incarnation })
  state.news.sort((a, b) => a.told - b.told)
  for (const news of state.news) {
    if (updates.length >= rules.updatesPerMessage) break
    if (news.update.member === to) continue
    news.told++
    updates.push(news.update)
  }
  // Log₂ of the group's size times a factor: then with high probability everyone has heard (4.1).
  const enough = rules.retransmissions * Math.max(1, 32 - Math.clz32(state.members.size))
  state.news = state.news.filter((news) => news.told < enough)
  const { kind, sequence, about } = message
  effects.push({ kind: 'send', to, message: { kind, sequence, about, updates } })
}

function among(state: SwimState, wanted: (status: number, id: number) => boolean): number[] {
  const found: number[] = []
  state.members.forEach((member, id) => {
    if (wanted(member.status, id)) found.push(id)
  })
  return found
}
/** Uniformly at random (3.1), or each once in a round of random order, which bounds the time to detection (4.3). −1: nobody. */
function nextTarget(state: SwimState, rules: SwimRules, draw: Draw): number {
  const able = among(state, (status) => status !== DEAD)
  if (able.length === 0) return -1
  if (rules.probe === 'random') return able[draw(able.length)]
  state.order = state.order.filter((id) => able.includes(id))
  if (state.order.length === 0) {
    for (let i = able.length - 1; i > 0; i--) {
      const j = draw(i + 1)
      const other = able[i]
      able[i] = able[j]
      able[j] = other
    }
    state.order = able
  }
  return state.order.shift() as number
}
