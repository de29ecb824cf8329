/** From something that happened to the decision behind it: of an operation's span, and of a message. */
import type { ContractName } from '../../../decisions'
import type { Span, Topology } from '../../../lab/protocol'
import type { Scenario } from '../../../scenarios/scenario'
import { placesOf } from '../running'
import type { DecisionsAsked } from '../studioStore'

/** What is asked: why it was sent there, tried again, asked twice, answered with something else, refused. */
export type Reason = 'sent' | 'again' | 'twice' | 'instead' | 'refused'
export interface Asking {
  reason: Reason
  /** Null: those of the operation, whatever they are about. */
  contract: ContractName | null
  asked: Partial<DecisionsAsked>
}

/** Decided as a message is sent. */
const CHOOSING: readonly ContractName[] = ['balancer', 'replica', 'consistency', 'quorum', 'program']
/** Whoever rejected it by these asked a decision; all else is a rule without one. */
const REJECTS: Readonly<Record<string, ContractName>> = {
  breakerOpen: 'breakerTrial',
  limitReached: 'limit',
  attemptsUsed: 'retry',
  switchedOff: 'retry',
}
const EVENTS: Readonly<Record<string, [Reason, ContractName]>> = {
  hedged: ['twice', 'hedge'],
  fellBack: ['instead', 'fallback'],
}
/** Turned away at the door. */
const DOOR: ReadonlySet<string> = new Set(['queueFull', 'tooLate', 'lessImportant', 'overRate', 'byPolicy'])

/** Latest first: what became of a call, then why it was made at all. */
export function askingsOf(span: Span, topology: Topology, scenario: Scenario): Asking[] {
  const { client, count, node, startUs, attributes, name } = span
  const { peer, fate, reason, cause, event } = attributes
  const operation = { client, count }
  const called = typeof peer === 'number' ? peer : null
  const about = (why: Reason, contracts: readonly ContractName[], at: number, atUs: number): Asking[] => {
    const made = contracts.filter((contract) => isMade(scenario, contract, topology.nodes[at].group))
    if (made.length === 0) return []
    // A limit moves when something ends: the one that was over it had no decision of its own.
    const ofNode = made[0] === 'limit'
    const asked = { contracts: made, node: at, called: why === 'refused' ? null : called, atUs }
    return [
      { reason: why, contract: ofNode ? 'limit' : null, asked: { ...asked, operation: ofNode ? null : operation } },
    ]
  }
  if (name === 'policy') {
    if (typeof event !== 'string') return []
    if (event in EVENTS) return about(EVENTS[event][0], [EVENTS[event][1]], node, startUs)
    return typeof cause === 'string' && cause in REJECTS ? about('refused', [REJECTS[cause]], node, startUs) : []
  }
  if (name !== 'call') return []
  const sent =
    attributes.hedge === 1
      ? about('twice', ['hedge'], node, startUs)
      : 'attempt' in attributes
        ? [...about('again', ['retry'], node, startUs), ...about('sent', CHOOSING, node, startUs)].slice(0, 1)
        : about('sent', CHOOSING, node, startUs)
  if (fate !== 'refused' || called === null || typeof reason !== 'string') return sent
  const door: ContractName[] = reason === 'overLimit' ? ['limit'] : DOOR.has(reason) ? ['admit'] : []
  return [...about('refused', door, called, span.endUs), ...sent]
}

/** Whether the sender of a message makes any decision that may have sent it. */
export function asksOfMessage(link: number, topology: Topology, scenario: Scenario): boolean {
  const { group } = topology.nodes[topology.links[link].from]
  return [...CHOOSING, 'retry', 'hedge', 'cache', 'fallback', 'admit', 'electionTimeout'].some((contract) =>
    isMade(scenario, contract as ContractName, group),
  )
}

function isMade(scenario: Scenario, contract: ContractName, group: string): boolean {
  return placesOf(scenario, contract).some((place) => place.group === group)
}
