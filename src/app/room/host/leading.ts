/** What each of the teacher's acts writes, as values: which document, which key, what. Ids of votes and faults follow from their numbers. */
import type { Cause } from '../../../classroom/causes'
import type { Answers } from '../../../classroom/documents/answers'
import type { Given, InjectedFault, Lead, Vote, VoteOption } from '../../../classroom/documents/lead'
import type { Audience } from '../../../classroom/fields'
import type { VoteOf } from '../../../classroom/lessonVote'
import { ROOM_LIMITS } from '../../../classroom/limits'
import type { PlanStep } from '../../../classroom/plan'
import { tallyOf } from '../../../classroom/tally'

export type Write = [document: 'lead' | 'host' | 'screen', key: string, value: Written]
type Written = object | string | number | boolean | null

/** What is given, asked and done shares one count, so that it can be told what came before what. */
export function nextNumber({ given, vote, fault }: Pick<Lead, 'given' | 'vote' | 'fault'>): number {
  return 1 + Math.max(0, ...[given, vote, fault].flatMap((all) => [...all.values()].map(({ n }) => n)))
}
export function audienceKey(to: Audience): string {
  if (to.to === 'all') return 'all'
  return to.to === 'group' ? `group-${to.group}` : to.learner
}

export function giving(lead: Lead, given: Given, to: Audience, nowMs: number): Write[] {
  return [
    ['lead', `given/${audienceKey(to)}`, { n: nextNumber(lead), given, atMs: nowMs }],
    ['lead', 'pace', null],
  ]
}
export function optionsFrom(texts: readonly string[]): VoteOption[] {
  return texts.slice(0, ROOM_LIMITS.options).map((text, i) => ({ id: `o${i + 1}`, text }))
}
/** Which option is right stays unwritten until it is revealed: learners read this document. */
export function asking(lead: Lead, text: string, options: VoteOption[], of?: VoteOf): Write[] {
  const n = nextNumber(lead)
  const vote: Vote = { n, ...(of && { of }), text, options, round: 1, phase: 'open', tallies: [], right: null }
  return [
    ['lead', `vote/vote-${n}`, vote],
    ['lead', 'asked', `vote-${n}`],
  ]
}
export function closing(id: string, vote: Vote): Write[] {
  return [['lead', `vote/${id}`, { ...vote, phase: 'closed' }]]
}
/** `right`: told with it; null: not told. */
export function revealing(id: string, vote: Vote, answers: Answers, right: string | null): Write[] {
  const rounds = vote.round === 1 ? ([1] as const) : ([1, 2] as const)
  const tallies = rounds.map((round) => tallyOf(vote, id, round, answers))
  return [['lead', `vote/${id}`, { ...vote, phase: 'revealed', tallies, right }]]
}
export function askingAgain(id: string, vote: Vote): Write[] {
  return [
    ['lead', `vote/${id}`, { ...vote, round: 2, phase: 'open', tallies: [], right: null }],
    ['lead', 'asked', id],
  ]
}
/** The answer first, where no learner reads: then the fault. */
export function injecting(
  lead: Lead,
  fault: Pick<InjectedFault, 'commands' | 'concealed' | 'to'> & { causes: Cause[] },
  nowMs: number,
): Write[] {
  const { causes, ...rest } = fault
  const n = nextNumber(lead)
  const answer: Write = ['host', `answer/fault-${n}`, { causes, note: '' }]
  const injected: InjectedFault = { n, ...rest, revealed: false, atMs: nowMs }
  return [...(fault.concealed ? [answer] : []), ['lead', `fault/fault-${n}`, injected]]
}
export function revealingFault(id: string, fault: InjectedFault): Write[] {
  return [['lead', `fault/${id}`, { ...fault, revealed: true }]]
}

/** What a step of the plan writes; null where it is the server's to do (the shared cluster). */
export function stepWrites(lead: Lead, step: PlanStep, nowMs: number): Write[] | null {
  switch (step.do) {
    case 'say':
      return []
    case 'give':
      return giving(lead, step.given, { to: 'all' }, nowMs)
    case 'pace':
      return [['lead', 'pace', step.pace]]
    case 'freeze':
      return [['lead', 'frozen', step.frozen]]
    case 'lock':
      return [['lead', 'locks', step.locks]]
    case 'ask':
      return asking(lead, step.text, step.options)
    case 'inject':
      return injecting(
        lead,
        { commands: step.commands, concealed: step.concealed, causes: step.causes, to: { to: 'all' } },
        nowMs,
      )
    case 'share':
      return null
  }
}
