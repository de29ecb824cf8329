/**
 * Acts that were taken back and can be put back, newest last. The newest few keep what was known of the time after the act;
 * the others would compute it again.
 */
import type { StampedCommand } from '../cluster'
import type { Branch, Track } from './track'

const ACTS_MAX = 20
const KNOWN_MAX = 3

export interface UndoneAct {
  branch: Branch
  stamped: StampedCommand
  known: Pick<Track, 'end' | 'store'> | null
  /** The act had made its branch, which went with it. */
  reborn: boolean
}

export class UndoneActs {
  private acts: UndoneAct[] = []

  push(act: UndoneAct): void {
    this.acts = [...this.acts, act].slice(-ACTS_MAX)
    for (const older of this.acts.slice(0, -KNOWN_MAX)) older.known = null
  }
  pop(): void {
    this.acts.pop()
  }
  clear(): void {
    this.acts = []
  }
  forget(branch: Branch): void {
    this.acts = this.acts.filter((act) => act.branch !== branch)
  }

  /** The newest one, where it was an act of this branch, or made a branch that left it. */
  newestFor(active: Branch): UndoneAct | null {
    const act = this.acts[this.acts.length - 1]
    if (!act) return null
    return (act.reborn ? act.branch.parent === active.id : act.branch === active) ? act : null
  }

  known(): Pick<Track, 'end' | 'store'>[] {
    return this.acts.flatMap((act) => act.known ?? [])
  }
}
