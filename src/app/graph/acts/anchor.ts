/** Where on the map a selection is, and where its toolbar fits beside it without leaving the stage. */
import type { Selection } from '../../store'
import { placeOn } from '../map/geometry'
import type { MapLayout, MapRoom } from '../map/layout'
import { selectedBox, selectedEdge } from '../map/selecting'
import type { Camera } from '../paint/surface'
import type { Rect } from '../paint/messages'

/** The rectangle of the map that it takes up; null when the map does not show it. */
export function anchorOf(layout: MapLayout, selection: Selection): Rect | null {
  const found = layout.boxes[selectedBox(layout, selection)]
  const box = found && found.parent >= 0 ? layout.boxes[found.parent] : found
  if (box) return { x0: box.x - box.w / 2, y0: box.y - box.h / 2, x1: box.x + box.w / 2, y1: box.y + box.h / 2 }
  const edge = layout.edges[selectedEdge(layout, selection)]
  if (edge) {
    const { x, y } = placeOn(edge.curve, 0.5, 0, { x: 0, y: 0 })
    return { x0: x - 12, y0: y - 12, x1: x + 12, y1: y + 12 }
  }
  const id = selection.kind === 'zone' ? selection.zone : selection.kind === 'group' ? selection.group : null
  const area = layout.areas.find((a) => a.id === id)
  return area ? { x0: area.x, y0: area.y, x1: area.x + area.w, y1: area.y + 30 } : null
}

/** A link is pointed at in one spot; beside it runs the link itself, so its toolbar goes below or above. */
const SPOT_PX = 24

/** Top left corner of the toolbar, in px of the stage: right of the thing, left of it, below or above, as there is room. */
export function besides(at: Rect, camera: Camera, room: MapRoom, w: number, h: number): { x: number; y: number } {
  const left = at.x0 * camera.k + camera.x
  const right = at.x1 * camera.k + camera.x
  const top = at.y0 * camera.k + camera.y
  const bottom = at.y1 * camera.k + camera.y
  const inside = (v: number, most: number): number => Math.max(4, Math.min(v, most - 4))
  const middle = inside((top + bottom - h) / 2, room.height - h)
  const x = inside((left + right - w) / 2, room.width - w)
  const stacked = { x, y: inside(bottom + 8 + h <= room.height ? bottom + 8 : top - 8 - h, room.height - h) }
  if (at.x1 - at.x0 <= SPOT_PX) return stacked
  if (right + 8 + w <= room.width) return { x: right + 8, y: middle }
  return left - 8 - w >= 0 ? { x: left - 8 - w, y: middle } : stacked
}
