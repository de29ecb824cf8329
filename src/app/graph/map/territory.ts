/**
 * Partitions as territories. A set of nodes is one when every link between it and what it was split from is cut: the
 * sides of the learner's own partitions and isolations as long as they hold, and any part of the cluster that the cut
 * links leave alone. Dead nodes do not split anything.
 */
import type { Command } from '../../../cluster/command'
import type { Topology } from '../../../lab/protocol'
import { LINK_FLAG } from '../../../lab/protocol'
import { nodesOfTarget } from '../acts/targets'
import { L, LINK_AT } from '../paint/latest'
import type { Rect } from '../paint/messages'
import type { MapLayout } from './layout'

const MARGIN = 9

const isCut = (links: Float32Array, l: number): boolean => (links[l * L + LINK_AT.flags] & LINK_FLAG.cut) !== 0

/** Sets of node indices, each split from others; nothing when no link is cut. */
export function separated(t: Topology, links: Float32Array, commands: { command: Command }[]): number[][] {
  const cut = (l: number): boolean => isCut(links, l)
  if (!t.links.some((l) => cut(l.index))) return []
  const sets = components(t, cut).slice(1)
  for (const { command } of commands) for (const set of sidesOf(t, command)) if (holds(t, set, cut)) sets.push(set)
  const seen = new Set<string>()
  return sets.filter((set) => {
    const key = [...set].sort((a, b) => a - b).join()
    return set.length > 0 && set.length < t.nodes.length && !seen.has(key) && seen.add(key)
  })
}

/** Sides of a partition other than the largest; the target of an isolation; a replica cut from its peers. */
function sidesOf(t: Topology, c: Command): number[][] {
  if (c.kind === 'isolate') return [nodesOfTarget(t, c.target)]
  if (c.kind === 'cut' && !c.link.oneWay && 'shard' in c.link.to && 'node' in c.link.from)
    return [nodesOfTarget(t, c.link.from)]
  if (c.kind !== 'partition') return []
  const sides = c.groups.map((side) => [...new Set(side.flatMap((target) => nodesOfTarget(t, target)))])
  return sides.sort((a, b) => b.length - a.length).slice(1)
}

/** Still split: all its links to others of the same shards and groups are cut, and there are some. */
function holds(t: Topology, set: number[], cut: (l: number) => boolean): boolean {
  const inside = new Set(set)
  const kin = t.links.filter((l) => inside.has(l.from) !== inside.has(l.to) && akin(t, l.from, l.to))
  return kin.length > 0 ? kin.every((l) => cut(l.index)) : false
}
function akin(t: Topology, a: number, b: number): boolean {
  return t.nodes[a].group === t.nodes[b].group
}

/** Connected parts over links that are open in at least one direction, the largest first. */
function components(t: Topology, cut: (l: number) => boolean): number[][] {
  const of = t.nodes.map((_, i) => i)
  const find = (i: number): number => (of[i] === i ? i : (of[i] = find(of[i])))
  for (const l of t.links) if (!cut(l.index)) of[find(l.from)] = find(l.to)
  const linked = new Set(t.links.flatMap((l) => [l.from, l.to]))
  const parts = new Map<number, number[]>()
  for (const i of linked) parts.set(find(i), [...(parts.get(find(i)) ?? []), i])
  return [...parts.values()].sort((a, b) => b.length - a.length)
}

export interface Territory {
  rects: Rect[]
  crossing: number[] // edges that are cut for no other reason than its border
}

/** Where to tint: rectangles around the boxes of each set (boxes close to one another share one), and who crosses. */
export function territories(
  t: Topology,
  layout: MapLayout,
  links: Float32Array,
  commands: { command: Command }[],
): Territory[] {
  if (links.length === 0) return []
  return separated(t, links, commands).map((set) => {
    const inside = new Set(set)
    const held = layout.boxes.map((b) => b.nodes.every((n) => inside.has(n)))
    const tops = layout.boxes.filter((b, i) => held[i] && (b.parent < 0 || !held[b.parent]))
    const rects = tops.map((b) => ({
      x0: b.x - b.w / 2 - MARGIN,
      y0: b.y - b.h / 2 - MARGIN,
      x1: b.x + b.w / 2 + MARGIN,
      y1: b.y + b.h / 2 + MARGIN,
    }))
    const across = (l: number): boolean => inside.has(t.links[l].from) !== inside.has(t.links[l].to)
    const crossing = layout.edges.flatMap((e, i) => {
      const cut = [...e.forward, ...e.backward].filter((l) => isCut(links, l))
      return cut.length > 0 && cut.every(across) ? [i] : []
    })
    return { rects: joined(rects), crossing }
  })
}

/** Merges rectangles that touch, while their hull is hardly larger than both. */
function joined(rects: Rect[]): Rect[] {
  for (let i = 0; i < rects.length; i++)
    for (let j = i + 1; j < rects.length; j++) {
      const a = rects[i]
      const b = rects[j]
      const hull = {
        x0: Math.min(a.x0, b.x0),
        y0: Math.min(a.y0, b.y0),
        x1: Math.max(a.x1, b.x1),
        y1: Math.max(a.y1, b.y1),
      }
      if (area(hull) > (area(a) + area(b)) * 1.15) continue
      const rest = rects.filter((_, k) => k !== i && k !== j)
      return joined([...rest, hull])
    }
  return rects
}
const area = (r: Rect): number => (r.x1 - r.x0) * (r.y1 - r.y0)
