/**
 * What a diagnosis names: what is wrong, and where. Both the learner's answer and the teacher's are of this form, so that a page can
 * offer choices and compare them.
 */
import type { Command, LinkTarget, NodeTarget } from '../cluster/command'
import type { Schema } from '../scenarios/schema/fields'
import { oneOf, strict, text } from '../scenarios/schema/fields'
import { COMMAND_KINDS } from '../scenarios/schema/faults'

/** `where`: node db-1, shard 2, zone north, group api, link api>store; empty: the whole cluster. */
export interface Cause {
  kind: Command['kind']
  where: string
}
export const cause: Schema<Cause> = strict({
  kind: oneOf(...COMMAND_KINDS),
  where: text(140),
})

export function causeOf(command: Command): Cause {
  if ('target' in command) return { kind: command.kind, where: placeOf(command.target) }
  if ('link' in command) return { kind: command.kind, where: linkPlace(command.link) }
  return { kind: command.kind, where: 'shard' in command ? `shard ${command.shard}` : '' }
}
/** Whether a diagnosis names one of the causes: the same kind of trouble at the same place. */
export function isCause({ kind, where }: Cause, causes: readonly Cause[]): boolean {
  return causes.some((one) => one.kind === kind && samePlace(one, where))
}

function placeOf(target: NodeTarget): string {
  const [[kind, name]] = Object.entries(target) as [string, string | number][]
  return `${kind} ${name}`
}
function linkPlace({ from, to }: LinkTarget): string {
  return `link ${placeOf(from)}>${placeOf(to)}`
}
/** A link is the same one from either end. */
function samePlace(one: Cause, where: string): boolean {
  if (one.where === where) return true
  const [from, to] = one.where.replace(/^link /, '').split('>')
  return to !== undefined && where === `link ${to}>${from}`
}
