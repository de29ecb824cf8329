/** Whether a scenario has what figures name, and can give them at all: a goal that nothing can reach is its author's mistake. */
import { docketOf } from '../../lab/judging/docket'
import { canReshard } from '../../scenarios/growth'
import { journeySpecs, objectivesOf } from '../../scenarios/objectives'
import { nodeNames } from '../../scenarios/nodeNames'
import { refusal } from '../../scenarios/refusal'
import type { GroupSpec, Scenario } from '../../scenarios/scenario'
import type { Condition, Figure, Operations } from '../figures'
import { isOfNode } from './trouble'

/** A field that the scenario cannot give: what is wrong with it, and what would do. */
interface Unfit {
  field: string
  problem: string
  allowed: string
  got: unknown
}
type Fields = Operations & { group?: string }

/** Throws lesson.figure { field: '[0].of.journey', problem, allowed, got }, of the first. */
export function checkFigures(scenario: Scenario, conditions: readonly Condition[]): void {
  conditions.forEach(({ of }, i) => {
    const unfit = unfitIn(scenario, of)
    if (unfit) throw refusal('lesson.figure', { ...unfit, field: `[${i}].of.${unfit.field}` })
  })
}

function unfitIn(scenario: Scenario, of: Figure): Unfit | null {
  const { journey, step, shards, group } = of as Fields
  const specs = journeySpecs(scenario)
  const journeys = specs.map(({ id }) => id)
  const groups = scenario.groups.map(({ id }) => id)
  if (journey !== undefined && !journeys.includes(journey)) return among('journey', journeys, journey)
  if (group !== undefined && !groups.includes(group)) return among('group', groups, group)
  const steps = specs.filter(({ id }) => journey === undefined || id === journey).map(({ steps: all }) => all.length)
  if (step !== undefined && step >= Math.max(...steps)) return within('step', Math.max(...steps) - 1, step)
  const store = storeOf(scenario)
  if (shards !== undefined && !store) return among('shards', [], shards)
  const beyond = shards?.find((shard) => shard >= (store?.shards ?? 0))
  if (beyond !== undefined) return within('shards', (store?.shards ?? 0) - 1, beyond)
  return unfitOf(scenario, of, store)
}

/** What some figures ask beyond the names. */
function unfitOf(scenario: Scenario, of: Figure, store: Store | null): Unfit | null {
  switch (of.figure) {
    case 'broken':
      return unjudged(scenario, of)
    case 'keysMoved':
      return store && canReshard(store) ? null : among('figure', [], of.figure, 'needsShardsMax')
    case 'skew':
      return of.group === undefined && !store ? among('group', idsOf(scenario.groups), undefined) : null
    case 'utilisationMax': {
      const working = scenario.groups.filter(({ capacity }) => (capacity?.workers ?? 0) > 0)
      const fits = working.some(({ id }) => of.group === undefined || id === of.group)
      return fits ? null : among('group', idsOf(working), of.group, 'noWorkers')
    }
    case 'writesLost':
    case 'effectsRepeated':
    case 'leadersAtOnce':
    case 'keysDiverged':
      return store ? null : among('figure', [], of.figure, 'needsStore')
    case 'troubleS':
      return untroubled(scenario, of)
    case 'budgetSpent':
    case 'detectS':
    case 'mitigateS': {
      const promising = [...new Set(objectivesOf(scenario).map(({ journey }) => journey))]
      const fits = promising.some((journey) => of.journey === undefined || journey === of.journey)
      return fits ? null : among('journey', promising, of.journey, 'needsObjectives')
    }
    default:
      return null
  }
}

/** Of what is stored some guarantees cannot be judged, and of a journey that reads nothing none. */
function unjudged(scenario: Scenario, { journey, guarantee }: Extract<Figure, { figure: 'broken' }>): Unfit | null {
  const reading = docketOf(scenario).journeys
  const judged = reading.filter(({ unknown }) => unknown[guarantee] === undefined)
  const asked = reading.filter((one) => journey === undefined || one.journey === journey)
  const names = judged.map((one) => one.journey)
  if (asked.length > 0 && asked.every((one) => judged.includes(one))) return null
  return among('journey', names, journey, 'notJudged')
}

/** A trouble of a node names one, that of a link the nodes at its two ends. */
function untroubled(scenario: Scenario, of: Extract<Figure, { figure: 'troubleS' }>): Unfit | null {
  const { trouble, node, other } = of
  const names = nodeNames(scenario)
  const ids = names.map(({ id }) => id)
  if (!ids.includes(node)) return among('node', ids, node)
  if (isOfNode(trouble)) return other === undefined ? null : among('other', [], other, 'unknownField')
  const groupOf = (name: string): string => scenario.groups[names[ids.indexOf(name)].group].id
  const linked = ids.filter((id) =>
    scenario.links.some(
      ({ from, to }) =>
        id !== node &&
        ((from === groupOf(node) && to === groupOf(id)) || (to === groupOf(node) && from === groupOf(id))),
    ),
  )
  return other !== undefined && linked.includes(other) ? null : among('other', linked, other)
}

type Store = Extract<GroupSpec, { role: 'store' }>
function storeOf({ groups }: Scenario): Store | null {
  const store = groups.find(({ role }) => role === 'store')
  return store?.role === 'store' ? store : null
}
const idsOf = (groups: readonly GroupSpec[]): string[] => groups.map(({ id }) => id)

function among(field: string, names: readonly string[], got: unknown, problem = 'notOneOf'): Unfit {
  return { field, problem, allowed: names.join(', '), got }
}
function within(field: string, most: number, got: number): Unfit {
  return { field, problem: 'outOfRange', allowed: `0 to ${most}`, got }
}
