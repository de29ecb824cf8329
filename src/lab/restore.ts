/**
 * Branches from a saved session. Commands that a branch has in common with its parent become the same objects again, for that
 * is how runs know their common past.
 */
import type { StampedCommand } from '../cluster/command'
import type { Session } from '../scenarios/run'
import type { Branch } from './track'
import { endingAt } from './track'

/** The session must have been validated: parents stand before their children. */
export function branchesOf(session: Session): Branch[] {
  const branches: Branch[] = []
  for (const { id, parent, forkAtUs, name, commands: saved, endUs } of session.branches) {
    const from = branches.find((b) => b.id === parent)
    const shared = from ? sharedCommands(from.commands, saved) : 0
    const own = saved.slice(shared).map((stamped) => ({ ...stamped }))
    const commands = [...(from?.commands.slice(0, shared) ?? []), ...own]
    const bornOfCommand = from !== undefined && own.length > 0 && own[0].atUs === forkAtUs
    const end = endingAt(endUs, commands)
    branches.push({
      id,
      parent,
      forkAtUs,
      name,
      commands,
      inherited: shared,
      bornOfCommand,
      usedAt: 0,
      end,
      store: null,
    })
  }
  return branches
}

function sharedCommands(a: readonly StampedCommand[], b: readonly StampedCommand[]): number {
  let n = 0
  while (n < a.length && n < b.length && isSame(a[n], b[n])) n++
  return n
}

function isSame(a: StampedCommand, b: StampedCommand): boolean {
  if (a.atUs !== b.atUs || a.afterEvents !== b.afterEvents) return false
  return JSON.stringify(a.command) === JSON.stringify(b.command)
}
