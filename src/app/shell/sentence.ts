/**
 * The one sentence that tells the state, as clauses of codes with parameters: first the cause (yours, when you caused it),
 * then what users feel of it, then what still goes through. Each clause may point at its evidence. Words: shell.sentence.
 */
import type { JourneySummary, LabStatus, Topology } from '../../lab/protocol'
import { FELT } from '../felt'
import type { ActDone } from '../roomHold'
import type { OperationsAsked, Selection } from '../store'

const SUMMARY_US = 5_000_000

export type Evidence = { select: Selection } | { operations: OperationsAsked } | { panel: 'objectives' }
export interface Clause {
  code: string
  params: Record<string, string | number>
  act?: ActDone // what somebody did, when that is the cause
  evidence: Evidence | null
}
export interface Sentence {
  /** What kind of state: only a change of it is announced. */
  kind: string
  mood: 'calm' | 'hurt' | 'still'
  cause: Clause | null
  effects: Clause[]
}

type Trouble = LabStatus['troubles'][number]

export function sentence(status: LabStatus | null, topology: Topology | null): Sentence {
  if (!status || !topology) return only('starting', {})
  if (status.loop) return only('loop', { events: status.loop.events, atUs: status.loop.atUs })
  const causes = status.troubles.filter((t) => t.code !== 'late') // that is felt, and no cause
  const trouble = causes.find((t) => t.byLearner) ?? causes.at(0)
  const effects = [...felt(status, topology), ...late(status, topology), ...alerts(status, topology)]
  if (!trouble && effects.length === 0) return healthy(status)
  const cause = trouble ? causeOf(trouble, status, topology) : null
  const fine = unhurt(status, effects)
  const clauses = fine ? [...effects, fine] : effects
  return {
    kind: [trouble?.code, ...effects.map((e) => `${e.code} ${e.params.journey ?? e.params.node}`)].join(' '),
    mood: effects.length > 0 ? 'hurt' : 'calm',
    cause,
    effects: clauses,
  }
}

function only(code: string, params: Clause['params']): Sentence {
  return { kind: code, mood: 'still', cause: null, effects: [{ code, params, evidence: null }] }
}

function healthy(status: LabStatus): Sentence {
  const asked = status.summary.filter((s) => s.perSecond > 0)
  const perSecond = asked.reduce((sum, s) => sum + s.perSecond, 0)
  const answered = asked.filter((s) => !Number.isNaN(s.okRatio))
  const weight = answered.reduce((sum, s) => sum + s.perSecond, 0)
  const okRatio = answered.reduce((sum, s) => sum + s.okRatio * s.perSecond, 0) / weight
  const cause: Clause = {
    code: status.shards > 0 ? 'shardsHealthy' : 'allHealthy',
    params: { shards: status.shards },
    evidence: null,
  }
  const rates: Clause =
    weight > 0
      ? { code: 'rates', params: { perSecond, okRatio }, evidence: { operations: lately(status) } }
      : { code: 'nobodyAsks', params: {}, evidence: null }
  const reads = status.summary.some((s) => !Number.isNaN(s.staleRatio))
  const fresh: Clause[] = reads && weight > 0 ? [{ code: 'allFresh', params: {}, evidence: null }] : []
  return { kind: 'healthy', mood: 'calm', cause, effects: [rates, ...fresh] }
}

/** What users feel, worst first: failures, then stale reads, then slowness; two at most. */
function felt(status: LabStatus, topology: Topology): Clause[] {
  const failing = status.summary.filter((s) => s.okRatio < FELT.okShare).sort((a, b) => a.okRatio - b.okRatio)
  const stale = status.summary.filter((s) => s.staleRatio > FELT.staleShare).sort((a, b) => b.staleMaxUs - a.staleMaxUs)
  const slow = status.summary
    .filter((s) => s.p99Us >= FELT.slowUs && !failing.includes(s))
    .sort((a, b) => b.p99Us - a.p99Us)
  const evidence = (s: JourneySummary, only: OperationsAsked['only']): Evidence => ({
    operations: { ...lately(status), journey: topology.journeys.indexOf(s.journey), only },
  })
  return [
    ...failing.slice(0, 2).map((s) => clause('fails', s, { ratio: 1 - s.okRatio }, evidence(s, 'failed'))),
    ...stale
      .slice(0, 1)
      .map((s) => clause('stale', s, { ratio: s.staleRatio, maxUs: s.staleMaxUs }, evidence(s, 'stale'))),
    ...slow.slice(0, 1).map((s) => clause('slow', s, { p99Us: s.p99Us }, evidence(s, 'slow'))),
  ].slice(0, 3)
}
/** Jobs that wait long: of one queue or stream. */
function late(status: LabStatus, topology: Topology): Clause[] {
  const trouble = status.troubles.find(({ code }) => code === 'late')
  if (trouble?.node === undefined || trouble.waitedUs === undefined) return []
  const params = { node: trouble.node, waitedUs: trouble.waitedUs }
  return [{ code: 'late', params, evidence: selectionOf(trouble, topology) }]
}
/** The alert that fires, until its incident is over. */
function alerts({ incidents }: LabStatus, topology: Topology): Clause[] {
  const open = incidents.list.find(({ endedUs }) => endedUs < 0)
  if (!open) return []
  const [first] = open.objectives
  const params = {
    of: topology.journeys[first.journey],
    tenant: first.tenant === undefined ? '' : topology.tenants[first.tenant],
    kind: first.kind,
    more: open.objectives.length - 1,
  }
  return [{ code: 'alert', params, evidence: { panel: 'objectives' } }]
}
function clause(code: string, s: JourneySummary, params: Clause['params'], evidence: Evidence): Clause {
  return { code, params: { journey: s.journey, ...params }, evidence }
}

/** What still goes through, said only beside what does not. */
function unhurt(status: LabStatus, effects: Clause[]): Clause | null {
  if (effects.length === 0) return { code: 'nothingFelt', params: {}, evidence: null }
  const hurt = new Set(effects.filter((e) => e.code === 'fails').map((e) => e.params.journey))
  const fine = status.summary.filter(
    (s) => s.okRatio >= FELT.okShare && !effects.some((e) => e.params.journey === s.journey),
  )
  if (fine.length > 0)
    return { code: 'goesThrough', params: { journeys: fine.map((s) => s.journey).join('|') }, evidence: null }
  return hurt.size === 0 ? { code: 'allAnswered', params: {}, evidence: null } : null
}

function causeOf(trouble: Trouble, status: LabStatus, topology: Topology): Clause {
  const where: Clause['params'] = {
    more: status.troubles.filter(({ code }) => code !== 'late').length - 1,
    agoUs: Math.max(0, status.timeUs - trouble.sinceUs),
  }
  if (trouble.node !== undefined) where.node = trouble.node
  if (trouble.link) Object.assign(where, { from: trouble.link[0], to: trouble.whole ?? trouble.link[1] })
  if (trouble.shard !== undefined) where.shard = trouble.shard
  const evidence = selectionOf(trouble, topology)
  const deed = trouble.byLearner ? deedBefore(status, trouble.sinceUs) : null
  if (deed) return { code: 'yours', params: where, act: deed, evidence }
  return { code: trouble.code, params: where, evidence }
}

/** The newest command that breaks something and is still on the branch, not after the trouble began. */
function deedBefore(status: LabStatus, sinceUs: number): ActDone | null {
  const branch = status.branches.find((b) => b.id === status.active)
  const before = branch?.commands.filter((c) => c.atUs <= Math.max(sinceUs, 0) && !c.command.concealed) ?? []
  return before.at(-1) ?? null
}

function selectionOf(trouble: Trouble, topology: Topology): Evidence | null {
  if (trouble.link) {
    const [from, to] = trouble.link
    const link = topology.links.find((l) => topology.nodes[l.from].id === from && topology.nodes[l.to].id === to)
    if (link) return { select: { kind: 'link', link: link.index } }
  }
  const node = topology.nodes.find((n) => n.id === trouble.node)
  if (node) return { select: { kind: 'node', node: node.index } }
  return trouble.shard === undefined ? null : { select: { kind: 'shard', shard: trouble.shard } }
}

function lately(status: LabStatus): OperationsAsked {
  return { fromUs: Math.max(0, status.timeUs - SUMMARY_US), toUs: status.timeUs }
}
