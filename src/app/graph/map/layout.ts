/**
 * The geometry of a map, all of it pure: topology, open groups and the room there is → frames, boxes, edges and the way
 * of every link. Both the service map and the network are of this form, so painter and pointer know only this.
 */
import type { Topology } from '../../../lab/protocol'
import type { Box } from './boxes'
import { boxesOf, NODE_H, NODE_W, opennessOf, REPLICA_DY, REPLICA_W } from './boxes'
import type { EdgeSet } from './edges'
import { edgesOf } from './edges'
import type { Placed } from './place'
import type { Run } from './route'
import { placeGroups } from './place'

/** A named area: a group of the service map, or a zone of the network. x, y: its top left corner. */
export interface Area {
  key: string
  kind: 'group' | 'zone'
  id: string
  count: number // nodes
  open: boolean
  foldable: boolean
  x: number
  y: number
  w: number
  h: number
}
export interface MapLayout extends EdgeSet {
  areas: Area[]
  boxes: Box[]
  boxOfNode: Int32Array
  bounds: { x: number; y: number; w: number; h: number }
}
export interface Offsets {
  [group: string]: { dx: number; dy: number }
}
export type Positions = { [group: string]: { x: number; y: number } }

const LABEL_H = 20

export interface MapRoom {
  width: number
  height: number
}

/**
 * On a small screen the map is laid out in so much room, always, and then made smaller: pressed together, groups would
 * change places, and every line that the page needs elsewhere would change the map.
 */
const LEAST = { across: { width: 720, height: 400 }, down: { width: 340, height: 560 } }

const LEAST_HEIGHT = 330

/** Taller than wide: the map then runs top to bottom. */
export const isTall = (room: MapRoom): boolean => room.height > room.width * 1.1

export function serviceLayout(
  t: Topology,
  openGroups: readonly string[],
  room: MapRoom,
  at: Positions,
  moved: Offsets,
): MapLayout {
  const tall = isTall(room)
  const least = LEAST[tall ? 'down' : 'across']
  const small = room.width < least.width
  const space = small ? least : { width: room.width, height: Math.max(LEAST_HEIGHT, room.height) }
  const groups = t.groups.map((group) => arrange(t, group, openGroups, space, tall))
  const placed = placeGroups(
    groups.map((g) => ({ id: g.group.id, w: g.w, h: g.h, at: at[g.group.id] ?? { x: 50, y: 50 } })),
    space.width - 24,
    space.height - 20,
    tall,
  )
  const boxes: Box[] = []
  const areas: Area[] = []
  groups.forEach(({ group, boxes: own, open, labelled }, i) => {
    const p = shift(placed[i], moved[group.id])
    const first = boxes.length
    const top = p.y - p.h / 2 + (labelled ? LABEL_H : 0)
    for (const box of own)
      boxes.push({ ...box, x: box.x + p.x - p.w / 2, y: box.y + top, parent: box.parent < 0 ? -1 : box.parent + first })
    if (group.nodes.length > 1)
      areas.push({
        key: `area:${group.id}`,
        kind: 'group',
        id: group.id,
        count: group.nodes.length,
        open: open !== 'closed',
        foldable: true,
        x: p.x - p.w / 2,
        y: p.y - p.h / 2,
        w: p.w,
        h: p.h,
      })
  })
  return finish(t, boxes, areas, tall ? 'down' : 'across')
}

const shift = (p: Placed, by: { dx: number; dy: number } | undefined): Placed =>
  by ? { ...p, x: p.x + by.dx, y: p.y + by.dy } : p

/** Boxes of a group in a column (in rows on a tall screen), in columns side by side where there are too many. */
function arrange(
  t: Topology,
  group: Topology['groups'][number],
  openGroups: readonly string[],
  room: MapRoom,
  tall: boolean,
) {
  const open = opennessOf(group, openGroups)
  const boxes = boxesOf(t, group, open)
  const tops = boxes.filter((b) => b.parent < 0)
  const cellW = Math.max(...tops.map((b) => b.w)) + (open === 'shards' ? 8 : 0)
  const cellH = Math.max(...tops.map((b) => b.h)) + (open === 'shards' ? 12 : 0)
  const columns = tall
    ? Math.max(1, Math.min(tops.length, Math.floor((room.width - 24) / cellW)))
    : Math.ceil(tops.length / Math.max(3, Math.floor((room.height - LABEL_H) / cellH)))
  const rows = Math.ceil(tops.length / columns)
  tops.forEach((box, i) => {
    // Down each column, except for the replicas of an open store: a shard a row.
    const across = tall || tops[0].shard >= 0 ? i % columns : Math.floor(i / rows)
    const down = tall || tops[0].shard >= 0 ? Math.floor(i / columns) : i % rows
    box.x = (across + 0.5) * cellW
    box.y = (down + 0.5) * cellH
  })
  for (const box of boxes) {
    if (box.parent < 0) continue
    const shard = boxes[box.parent]
    const i = shard.nodes.indexOf(box.nodes[0])
    box.x = shard.x + (i - (shard.nodes.length - 1) / 2) * REPLICA_W
    box.y = shard.y + REPLICA_DY
  }
  const labelled = group.nodes.length > 1
  return { group, boxes, open, labelled, w: columns * cellW, h: rows * cellH + (labelled ? LABEL_H : 0) }
}

/** Zones as areas side by side (stacked on a tall screen), their hosts inside. */
export function networkLayout(t: Topology, room: MapRoom): MapLayout {
  const tall = isTall(room)
  const zones = t.zones.map((zone) => ({ zone, nodes: t.nodes.filter((n) => n.zone === zone) }))
  const gap = 64
  const rowsFit = Math.max(2, Math.floor((room.height - 60) / NODE_H))
  const columnsFit = Math.max(3, Math.floor((room.width - 48) / NODE_W))
  const boxes: Box[] = []
  const areas: Area[] = []
  let along = 0
  for (const { zone, nodes } of zones) {
    const columns = tall ? columnsFit : Math.max(1, Math.ceil(nodes.length / rowsFit))
    const rows = tall ? Math.ceil(nodes.length / columns) : rowsFit
    const w = Math.max(150, columns * NODE_W + 28)
    const h = Math.max(1, rows) * NODE_H + LABEL_H + 24
    const x = tall ? 0 : along
    const y = tall ? along : 0
    along += (tall ? h : w) + gap
    areas.push({
      key: `zone:${zone}`,
      kind: 'zone',
      id: zone,
      count: nodes.length,
      open: true,
      foldable: false,
      x,
      y,
      w,
      h,
    })
    nodes.forEach((n, i) => {
      const group = t.groups.find((g) => g.id === n.group)!
      boxes.push({
        ...boxesOf(t, { ...group, nodes: [n.index] }, 'nodes')[0],
        x: x + (w - columns * NODE_W) / 2 + ((i % columns) + 0.5) * NODE_W,
        y: y + LABEL_H + 14 + (Math.floor(i / columns) + 0.5) * NODE_H,
      })
    })
  }
  return finish(t, boxes, areas, 'straight')
}

function finish(t: Topology, boxes: Box[], areas: Area[], run: Run): MapLayout {
  const boxOfNode = new Int32Array(t.nodes.length).fill(-1)
  boxes.forEach((box, i) => {
    if (box.kind !== 'shard') for (const n of box.nodes) boxOfNode[n] = i
  })
  const set = edgesOf(t, boxes, boxOfNode, run)
  return { areas, boxes, boxOfNode, bounds: boundsOf(boxes, areas, set), ...set }
}

/** Of all that is drawn; an edge that leads around others may reach beyond them. */
function boundsOf(boxes: Box[], areas: Area[], { edges }: EdgeSet): MapLayout['bounds'] {
  const b = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity }
  const take = (left: number, top: number, w = 0, h = 0): void => {
    b.left = Math.min(b.left, left)
    b.right = Math.max(b.right, left + w)
    b.top = Math.min(b.top, top)
    b.bottom = Math.max(b.bottom, top + h)
  }
  for (const { x, y, w, h } of boxes) take(x - w / 2, y - h / 2, w, h)
  for (const { x, y, w, h } of areas) take(x, y, w, h)
  for (const { curve } of edges) for (let i = 0; i < curve.length; i += 2) take(curve[i], curve[i + 1])
  return { x: b.left, y: b.top, w: b.right - b.left, h: b.bottom - b.top }
}
