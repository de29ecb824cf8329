/** What lies under everything: zones, the ground of each shard, and the territories of a partition. */
import type { MapLayout } from '../map/layout'
import type { Colours } from './colours'
import type { Rect } from './messages'

export function paintZones(c: CanvasRenderingContext2D, layout: MapLayout, colours: Colours): void {
  c.setLineDash([])
  for (const area of layout.areas) {
    if (area.kind !== 'zone') continue
    c.fillStyle = colours['paper-2']
    round(c, area.x, area.y, area.w, area.h, 10)
    c.fill()
  }
}

/** The ground of shards, which hides links that only pass behind, and over it the territories. */
export function paintGround(
  c: CanvasRenderingContext2D,
  layout: MapLayout,
  territories: Rect[][],
  colours: Colours,
): void {
  c.setLineDash([])
  c.fillStyle = colours.paper
  for (const box of layout.boxes) {
    if (box.kind !== 'shard') continue
    round(c, box.x - box.w / 2, box.y - box.h / 2, box.w, box.h, 8)
    c.fill()
  }
  for (const rects of territories)
    for (const r of rects) {
      round(c, r.x0, r.y0, r.x1 - r.x0, r.y1 - r.y0, 12)
      c.fillStyle = colours['fault-tint']
      c.fill()
      c.strokeStyle = colours.fault
      c.lineWidth = 1.25
      c.setLineDash([7, 4])
      c.stroke()
      c.setLineDash([])
    }
}

function round(c: CanvasRenderingContext2D, x: number, y: number, w: number, h: number, r: number): void {
  c.beginPath()
  c.roundRect(x, y, w, h, r)
}
