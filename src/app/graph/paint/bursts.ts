/**
 * Where messages were lost: a burst at the place, at most a few at once (three a second under reduced motion, where it
 * is a still mark). A message cut off or lost bursts on its way; one that met a dead node or a full queue, at its end.
 */
import { DROP_REASONS } from '../../../cluster/journal'
import type { Frame } from '../../../lab/protocol'
import { DROP_FIELDS } from '../../../lab/protocol'
import { placeOn } from '../map/geometry'
import type { Colours } from './colours'

const D = DROP_FIELDS.length
const LINK = DROP_FIELDS.indexOf('link')
const REASON = DROP_FIELDS.indexOf('reason')
const AT_THE_END = ['nodeDown', 'queueFull', 'notMember'].map((r) => (DROP_REASONS as readonly string[]).indexOf(r))
const MOST = 24
const LIFE_MS = 520
const PER_LINK_MS = 220

interface Burst {
  x: number
  y: number
  bornMs: number
  link: number
}

/** Time between two bursts, ms: flashes stay below three a second for those who asked for less motion. */
export const SPACING_MS = { full: 0, reduced: 334 }

export class Bursts {
  private readonly list: Burst[] = []
  private lastMs = -Infinity

  add(frame: Pick<Frame, 'drops' | 'dropCount'>, ways: (Float32Array | null)[], nowMs: number, reduced: boolean): void {
    for (let i = 0; i < frame.dropCount && this.list.length < MOST; i++) {
      if (nowMs - this.lastMs < (reduced ? SPACING_MS.reduced : SPACING_MS.full)) return
      const link = frame.drops[i * D + LINK]
      const way = ways[link]
      if (!way || this.list.some((b) => b.link === link && nowMs - b.bornMs < PER_LINK_MS)) continue
      const f = AT_THE_END.includes(frame.drops[i * D + REASON]) ? 0.96 : 0.5
      this.list.push({ ...placeOn(way, f, 0, { x: 0, y: 0 }), bornMs: nowMs, link })
      this.lastMs = nowMs
    }
  }

  get count(): number {
    return this.list.length
  }

  paint(c: CanvasRenderingContext2D, nowMs: number, size: number, colours: Colours): void {
    while (this.list.length > 0 && nowMs - this.list[0].bornMs > LIFE_MS) this.list.shift()
    c.strokeStyle = colours.fault
    c.lineCap = 'round'
    for (const burst of this.list) {
      const age = (nowMs - burst.bornMs) / LIFE_MS
      const r = size * (1 + age * 2.2)
      c.globalAlpha = 1 - age
      c.lineWidth = size * 0.5
      c.beginPath()
      for (let ray = 0; ray < 6; ray++) {
        const x = RAYS[ray * 2]
        const y = RAYS[ray * 2 + 1]
        c.moveTo(burst.x + x * r, burst.y + y * r)
        c.lineTo(burst.x + x * (r + size), burst.y + y * (r + size))
      }
      c.stroke()
    }
    c.globalAlpha = 1
  }
}
const RAYS = [1, 0, 0.5, 0.866, -0.5, 0.866, -1, 0, -0.5, -0.866, 0.5, -0.866]
