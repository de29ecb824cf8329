/** How a run is looked at, to and from what links and files carry. Selections of another cluster are the codec's to refuse. */
import type { Topology } from '../../../lab/protocol'
import type { SavedView } from '../../../scenarios/run'
import { movedIn } from '../../graph/positionStore'
import type { View } from '../../store'

export function viewToSave(view: View, scenarioId: string, playheadUs: number, caption: string): SavedView {
  const moved = rounded(movedIn(scenarioId))
  return {
    map: view.map,
    playheadUs,
    ...(view.selection && view.selection.kind !== 'edge' && { selection: view.selection }),
    ...(view.openGroups.length > 0 && { openGroups: view.openGroups }),
    ...(Object.keys(moved).length > 0 && { moved }),
    ...(Number.isFinite(view.speed) && { speed: view.speed }),
    playing: view.playing,
    ...(view.chartWindowUs !== null && { chartWindowUs: view.chartWindowUs }),
    ...(view.expandedChart && { expandedChart: view.expandedChart }),
    ...(caption !== '' && { caption }),
  }
}

/** A link needs no fractions of a pixel. */
function rounded(moved: NonNullable<SavedView['moved']>): NonNullable<SavedView['moved']> {
  const groups = Object.entries(moved).map(([id, by]) => [id, { dx: Math.round(by.dx), dy: Math.round(by.dy) }])
  return Object.fromEntries(groups) as NonNullable<SavedView['moved']>
}

/** The part of the view that a link sets; what it leaves out stays as it is. Selections beyond the topology are dropped. */
export function viewToShow(saved: SavedView, topology: Topology): Partial<View> {
  const { selection } = saved
  return {
    ...(saved.map && { map: saved.map }),
    selection: selection && isThere(selection, topology) ? selection : null,
    openGroups: (saved.openGroups ?? []).filter((id) => topology.groups.some((group) => group.id === id)),
    speed: saved.speed ?? 1,
    playing: saved.playing ?? false,
    chartWindowUs: saved.chartWindowUs ?? null,
    expandedChart: saved.expandedChart ?? null,
  }
}

function isThere(selection: NonNullable<SavedView['selection']>, t: Topology): boolean {
  switch (selection.kind) {
    case 'node':
      return selection.node in t.nodes
    case 'link':
    case 'message':
      return selection.link in t.links
    case 'shard':
      return t.nodes.some((node) => node.shard === selection.shard)
    case 'zone':
      return t.zones.includes(selection.zone)
    case 'group':
      return t.groups.some((group) => group.id === selection.group)
    case 'operation':
      return true
  }
}
