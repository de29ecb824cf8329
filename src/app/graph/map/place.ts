/**
 * Where the groups of the service map stand: the scenario's stored layout (percent of the map) stretched over the room
 * there is, then pushed apart until nothing overlaps. On a tall screen the map runs top to bottom instead.
 */
export interface Sized {
  id: string
  w: number
  h: number
  at: { x: number; y: number } // percent, left to right
}
export interface Placed {
  id: string
  x: number
  y: number
  w: number
  h: number
}

const GAP_X = 34
const GAP_Y = 16

/** Centres for every group, within about `width` × `height` px, more if they need it. */
export function placeGroups(groups: Sized[], width: number, height: number, tall: boolean): Placed[] {
  let w = width
  let h = height
  for (let attempt = 0; ; attempt++) {
    const placed = stretch(groups, w, h, tall)
    if (pushApart(placed) || attempt === 14) return placed
    w *= 1.12
    h *= 1.12
  }
}

function stretch(groups: Sized[], width: number, height: number, tall: boolean): Placed[] {
  const along = groups.map((g) => (tall ? g.at.y : g.at.x))
  const across = groups.map((g) => (tall ? g.at.x : g.at.y))
  const x = spread(along, (i) => groups[i].w, width)
  const y = spread(across, (i) => groups[i].h, height)
  return groups.map((g, i) => ({ id: g.id, x: x[i], y: y[i], w: g.w, h: g.h }))
}

/** Maps percents onto 0..room so that the outermost things just fit; all alike stand in the middle. */
function spread(percents: number[], size: (i: number) => number, room: number): number[] {
  const low = Math.min(...percents)
  const high = Math.max(...percents)
  if (high - low < 1) return percents.map(() => room / 2)
  let from = 0
  let to = room
  percents.forEach((p, i) => {
    const f = (p - low) / (high - low)
    if (f < 0.15) from = Math.max(from, size(i) / 2)
    if (f > 0.85) to = Math.min(to, room - size(i) / 2)
  })
  return percents.map((p) => from + ((p - low) / (high - low)) * Math.max(1, to - from))
}

/** Relaxes overlaps, each along the axis of the smaller one. True when none is left. */
function pushApart(boxes: Placed[]): boolean {
  for (let round = 0; round < 80; round++) {
    let clear = true
    for (let i = 0; i < boxes.length; i++)
      for (let j = i + 1; j < boxes.length; j++) {
        const a = boxes[i]
        const b = boxes[j]
        const overX = (a.w + b.w) / 2 + GAP_X - Math.abs(a.x - b.x)
        const overY = (a.h + b.h) / 2 + GAP_Y - Math.abs(a.y - b.y)
        if (overX <= 0.5 || overY <= 0.5) continue
        clear = false
        if (overX < overY) {
          const step = (overX / 2) * (a.x <= b.x ? 1 : -1)
          a.x -= step
          b.x += step
        } else {
          const step = (overY / 2) * (a.y <= b.y ? 1 : -1)
          a.y -= step
          b.y += step
        }
      }
    if (clear) return true
  }
  return false
}
