/**
 * The run that is laid beside the active one, over the same seed: another branch, or the shadow of the newest act (the same
 * run without it). It has a world of its own, which follows the active one in time and never leads.
 */
import type { Command } from '../cluster/command'
import { QUANTUM_EVENTS, type Player } from './player'
import type { Job } from './job'
import type { Position, Track } from './track'
import { momentAt } from './track'

/** What the active run did and the shadow did not. */
export interface Act {
  command: Command
  atUs: number
}

export class Comparison {
  track: Track | null = null
  /** Set while the track is the shadow of an act. */
  act: Act | null = null
  private made: Player | null = null

  constructor(private readonly makePlayer: () => Player) {}

  /** Lays the run without `act` beside; it has been played up to `at`. */
  *shadow(track: Track, at: Position, act: Act): Job<void> {
    this.track = track
    this.act = act
    this.player.adopt(track)
    yield* this.player.moveTo(at)
  }

  clear(): void {
    this.track = null
    this.act = null
  }

  /** What plays the track; made when it is first needed. */
  get player(): Player {
    return (this.made ??= this.makePlayer())
  }

  /** Computes up to a moment, as far as `QUANTUM_EVENTS` go; answers whether it is there. */
  follow(timeUs: number): boolean {
    const { track } = this
    if (!track || track.end.atUs >= timeUs || this.player.world.loop) return true
    const { player } = this
    player.jumpTowards(momentAt(track.end.atUs))
    player.advance(timeUs, QUANTUM_EVENTS)
    if (track.end.atUs < timeUs && !player.world.loop) return false
    player.look()
    return true
  }
  *catchUp(timeUs: number): Job<void> {
    while (!this.follow(timeUs)) yield
  }
  look(): void {
    if (this.track) this.player.look()
  }
}
