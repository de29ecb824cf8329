/**
 * The draws of one decision as two plain functions, so that code which knows nothing of keys may ask for luck. Aimed before each
 * decision; draws then follow each other under that key, and the key is only set when somebody asks.
 */
import type { Draws } from './draws'

export class Luck {
  private isAimed = false
  private entity = 0
  private purpose = 0
  private a = 0
  private b = 0

  constructor(private readonly draws: Draws) {}

  /** What follows depends on this key alone. */
  aim(entity: number, purpose: number, a: number, b: number): void {
    this.isAimed = true
    this.entity = entity
    this.purpose = purpose
    this.a = a
    this.b = b
  }
  /** A draw in (0, 1). */
  readonly random = (): number => this.drawn().unit()
  /** A whole draw from 0 to `below` − 1. */
  readonly randomInt = (below: number): number => this.drawn().int(below)

  private drawn(): Draws {
    if (!this.isAimed) return this.draws
    this.isAimed = false
    return this.draws.at(this.entity, this.purpose, this.a, this.b)
  }
}
