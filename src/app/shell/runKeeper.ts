/**
 * Saves the open run by itself: soon after every change, every few seconds while it plays, and at once when the page goes
 * away. It also holds the newest value of the run, from which a crashed worker is brought back.
 */
import type { Session } from '../../lab/protocol'
import type { Kept, SavedRun } from './runStore'

/** Where the page stands, as last painted: a status may be a third of a second old. */
export interface Playhead {
  active: number // branch
  timeUs: number
}
export interface KeeperHost {
  fetch(): Promise<Session>
  playhead(): Playhead | null
  save(run: SavedRun): Promise<Kept>
  saveNow(run: SavedRun): Kept
  told(kept: Kept): void
  tab(): string
}

const SOON_MS = 150
const EVERY_MS = 5000

export class RunKeeper {
  private session: Session | null = null
  private soon = 0
  private every = 0

  constructor(private readonly host: KeeperHost) {}

  start(): void {
    this.every = window.setInterval(() => void this.keep(), EVERY_MS)
    document.addEventListener('visibilitychange', this.leave)
    window.addEventListener('pagehide', this.leave)
  }
  stop(): void {
    clearInterval(this.every)
    clearTimeout(this.soon)
    document.removeEventListener('visibilitychange', this.leave)
    window.removeEventListener('pagehide', this.leave)
  }

  /** A command, an undo, another branch: its value is fetched at once, for the page may go away; writing it may wait. */
  changed(): void {
    void this.refresh()
    clearTimeout(this.soon)
    this.soon = window.setTimeout(() => void this.keep(), SOON_MS)
  }

  /** The newest value of the run, its playhead as last seen. */
  latest(): Session | null {
    const playhead = this.host.playhead()
    return this.session && playhead ? broughtUpTo(this.session, playhead) : this.session
  }

  private async refresh(): Promise<Session | null> {
    try {
      return (this.session = await this.host.fetch())
    } catch {
      return null // no run is open, or the worker died: what was kept before stays
    }
  }

  async keep(): Promise<void> {
    const session = await this.refresh()
    if (session) this.host.told(await this.host.save(this.saved(session)))
  }

  private readonly leave = (event: Event): void => {
    const session = this.latest()
    if (session && (event.type === 'pagehide' || document.hidden))
      this.host.told(this.host.saveNow(this.saved(session)))
  }

  private saved(session: Session): SavedRun {
    return { tab: this.host.tab(), savedAtMs: Date.now(), session }
  }
}

/** The session as fetched some time ago, with the playhead where it is by now. */
export function broughtUpTo(session: Session, { active, timeUs }: Playhead): Session {
  if (session.active !== active) return session
  const branches = session.branches.map((branch) =>
    branch.id === active ? { ...branch, endUs: Math.max(branch.endUs, timeUs) } : branch,
  )
  return { ...session, branches, playheadUs: timeUs }
}
