/** Whose calls have policies in a selection: a caller's own to all that it calls, on a line of the map only those along it. */
import type { Topology } from '../../lab/protocol'
import { entriesOf } from '../../scenarios/policies/effective'
import type { Scenario } from '../../scenarios/scenario'
import { linksBetween } from '../graph/acts/targets'
import type { Selection } from '../store'

export interface PolicyCaller {
  node: number
  to: string | null // group; null: all that it calls
}

/** In the order of the topology, each once. */
export function policyCallers(selection: Selection, t: Topology, scenario: Scenario): PolicyCaller[] {
  const has = ({ node, to }: PolicyCaller): boolean => {
    const group = scenario.groups.find(({ id }) => id === t.nodes[node].group)
    return group !== undefined && entriesOf(scenario, group).some((entry) => to === null || entry.to === to)
  }
  return candidates(selection, t).filter(has)
}

function candidates(selection: Selection, t: Topology): PolicyCaller[] {
  switch (selection.kind) {
    case 'node':
      return [{ node: selection.node, to: null }]
    case 'group':
      return t.nodes.filter(({ group }) => group === selection.group).map(({ index }) => ({ node: index, to: null }))
    case 'link': {
      const { from, to } = t.links[selection.link]
      return [along(t, from, to), along(t, to, from)]
    }
    case 'edge':
      return once(linksBetween(t, selection.from, selection.to).map((l) => along(t, t.links[l].from, t.links[l].to)))
    default:
      return []
  }
}
function along(t: Topology, from: number, to: number): PolicyCaller {
  return { node: from, to: t.nodes[to].group }
}
/** A caller has a link to each of those it calls. */
function once(callers: PolicyCaller[]): PolicyCaller[] {
  return callers.filter((a, i) => callers.findIndex((b) => b.node === a.node && b.to === a.to) === i)
}
