/** Which calls the form is about. It loads when it is asked for. */
import { create } from 'zustand'
import type { Topology } from '../../../lab/protocol'
import type { CallEdge } from '../../../scenarios/policies/edges'
import { callEdges } from '../../../scenarios/policies/edges'
import type { Scenario } from '../../../scenarios/scenario'
import { linksBetween } from '../../graph/acts/targets'
import type { Selection } from '../../store'
import { useView } from '../../store'

type Edge = Pick<CallEdge, 'from' | 'to'>
export const useEditedEdge = create<{ edge: Edge | null }>()(() => ({ edge: null }))

export function changeCalls({ from, to }: Edge): void {
  useEditedEdge.setState({ edge: { from, to } })
  useView.getState().set({ panel: 'calls' })
}

/** Those that any calls travel. */
export function editableEdges(scenario: Scenario): CallEdge[] {
  return callEdges(scenario).filter(({ operations }) => operations.length > 0)
}

/** The calls that a selection is about: along a line; of whoever makes them, else to whoever is called. Null: there are none. */
export function callsOf(selection: Selection, t: Topology, scenario: Scenario): Edge | null {
  const edges = editableEdges(scenario)
  const along = (a: string, b: string): Edge | undefined =>
    edges.find(({ from, to }) => from === a && to === b) ?? edges.find(({ from, to }) => from === b && to === a)
  const groupOf = (node: number): string => t.nodes[node].group
  switch (selection.kind) {
    case 'link':
    case 'message': {
      const { from, to } = t.links[selection.link]
      return along(groupOf(from), groupOf(to)) ?? null
    }
    case 'edge': {
      const [first] = linksBetween(t, selection.from, selection.to)
      return first === undefined ? null : (along(groupOf(t.links[first].from), groupOf(t.links[first].to)) ?? null)
    }
    case 'node':
    case 'group': {
      const group = selection.kind === 'node' ? groupOf(selection.node) : selection.group
      return edges.find(({ from }) => from === group) ?? edges.find(({ to }) => to === group) ?? null
    }
    default:
      return null
  }
}
