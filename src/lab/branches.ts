/**
 * The branches of a session: a tree that grows at every act in the past, and never forgets one by itself. Each branch holds
 * all commands of its run; with its parent it shares those before the fork, as the same objects.
 */
import type { StampedCommand } from '../cluster/command'
import { FaultlineError } from '../kernel'
import { LIMITS } from '../scenarios/limits'
import type { BranchInfo } from './protocol'
import type { Branch, Position, Track } from './track'

/** Branches that are neither shown nor compared but keep their charts; those used longest ago compute them again. */
const IDLE_WITH_CHARTS = 6

export class Branches {
  readonly list: Branch[] = []
  private nextId = 0
  private uses = 0

  /** Throws a FaultlineError when there may be no more branches. */
  checkRoom(): void {
    if (this.list.length >= LIMITS.branches) throw new FaultlineError('branch.tooMany', { allowed: LIMITS.branches })
  }

  /** A branch that leaves `parent` (null: the trunk) at `at`, with these commands before it. */
  add(parent: Branch | null, at: Position, commands: StampedCommand[], bornOfCommand: boolean): Branch {
    const branch: Branch = {
      id: this.nextId++,
      parent: parent?.id ?? null,
      forkAtUs: at.atUs,
      name: null,
      commands,
      inherited: parent ? commands.length : 0,
      bornOfCommand,
      usedAt: this.uses,
      end: at,
      store: null,
    }
    this.list.push(branch)
    return branch
  }

  /** Puts a branch back that was taken away, or one from a saved session. */
  put(branch: Branch): void {
    this.list.push(branch)
    this.list.sort((a, b) => a.id - b.id)
    this.nextId = Math.max(this.nextId, branch.id + 1)
  }

  get(id: number): Branch {
    const branch = this.list.find((b) => b.id === id)
    if (!branch) throw new FaultlineError('branch.unknown', { got: id })
    return branch
  }

  /** Takes a branch out; its children leave its parent instead. The trunk stays. */
  remove(branch: Branch): void {
    if (branch.parent === null) throw new FaultlineError('branch.trunk')
    const parent = this.get(branch.parent)
    for (const child of this.list) {
      if (child.parent !== branch.id) continue
      child.parent = parent.id
      child.forkAtUs = Math.min(child.forkAtUs, branch.forkAtUs)
      child.inherited = commonCommands(child, parent)
      child.bornOfCommand = false
    }
    this.list.splice(this.list.indexOf(branch), 1)
  }

  /** Lets go of the charts of branches that have not been looked at for long; `used` are in use now. */
  foldAway(used: readonly (Track | null)[]): void {
    const now = ++this.uses
    for (const branch of this.list) if (used.includes(branch)) branch.usedAt = now
    const idle = this.list.filter((b) => b.usedAt < now && b.store !== null).sort((a, b) => b.usedAt - a.usedAt)
    for (const branch of idle.slice(IDLE_WITH_CHARTS)) branch.store = null
  }

  infos(): BranchInfo[] {
    return this.list.map(({ id, parent, forkAtUs, end, name, commands }) => ({
      id,
      parent,
      forkAtUs,
      endUs: end.atUs,
      name,
      commands: commands.map(({ atUs, command }) => ({ atUs, command })),
    }))
  }
}

/** How many commands two runs have in common before they part. */
export function commonCommands(a: Track, b: Track): number {
  let n = 0
  while (n < a.commands.length && n < b.commands.length && a.commands[n] === b.commands[n]) n++
  return n
}

/** Up to when two runs are one and the same, as far as both are known. */
export function commonTimeUs(a: Track, b: Track): number {
  const n = commonCommands(a, b)
  const partAtUs = Math.min(a.commands[n]?.atUs ?? Infinity, b.commands[n]?.atUs ?? Infinity)
  return Math.min(partAtUs, a.end.atUs, b.end.atUs)
}

/** The same run up to a position, as a track of its own. */
export function shadowOf(of: Track, commands: StampedCommand[], at: Position): Track {
  return { commands, end: at, store: of.store?.fork(at.atUs) ?? null }
}
