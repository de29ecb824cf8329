/** The words of src/app/signals: objectives, incidents, golden signals. */
import { OUTCOME_CAUSES, SHED_REASONS } from '../../../cluster/journal'
import type { IncidentInfo, ObjectiveInfo, SignalErrors, Topology } from '../../../lab/protocol'
import type { OwnAct } from '../../../telemetry'
import { count, duration, exact, percent } from '../numbers'
import { charts } from './charts'
import { faults } from './faults'

const at = (us: number): string =>
  us < 120e6
    ? `${(us / 1e6).toFixed(1)} s`
    : `${Math.floor(us / 60e6)}:${((us % 60e6) / 1e6).toFixed(1).padStart(4, '0')}`
const kinds: Record<ObjectiveInfo['kind'], string> = {
  availability: 'answered in time',
  latency: 'answered fast',
  freshness: 'read fresh data',
}
/** 0.5 s, 36 s, 7.2 min: a window, exactly. */
const window = (us: number): string => (us < 120e6 ? `${us / 1e6} s` : `${Math.round(us / 6e6) / 10} min`)
/** 0.9 s, 12.4 s: how long an incident's parts took. */
const length = (us: number): string => (us < 120e6 ? `${(us / 1e6).toFixed(1)} s` : duration(us))

const SHED: Record<string, string> = {
  queueFull: 'queue full',
  tooLate: 'would be too late',
  lessImportant: 'less important',
  overRate: 'over its rate',
  overLimit: 'over its limit',
  waitedTooLong: 'waited too long',
  standingQueue: 'standing queue',
  byPolicy: 'by a policy',
}

/** What the cluster did by itself; `of`: whom it called, or the instance. */
const own: Record<OwnAct['kind'], (node: string, of?: { id: string; group: string }) => string> = {
  breakerOpened: (node, of) => `the breaker from ${node} to ${of?.group ?? ''} opened`,
  shed: (node) => `${node} turned work away`,
  fellBack: (node, of) => `${node} answered in place of ${of?.group ?? ''}`,
  instanceAdded: (node, of) => `${node} added to ${of?.group ?? ''}`,
  instanceEjected: (node, of) => `${node} took ${of?.id ?? ''} out`,
}

export const signals = {
  tabs: { objectives: 'Objectives', signals: 'Golden signals' },
  close: 'Close',
  duration: length,

  golden: {
    table: 'Golden signals: the newest whole interval of each',
    lead: 'The last minute, second by second. A hollow point is a percentile of fewer than twenty. Choose a point to see what is behind it.',
    asTable: 'As table',
    whose: 'Whose operations',
    everybody: 'All tenants',
    waiting: 'Counting…',
    failed: 'It could not be counted. Close the panel and try again.',
    of: 'Of',
    strips: { traffic: 'Traffic', errors: 'Errors', latency: 'Latency', saturation: 'Saturation' },
    causes: 'Errors by cause',
    lines: {
      asked: 'asked',
      well: 'in time',
      served: 'served',
      others: 'other causes',
      underWay: 'under way',
      busy: 'busy',
      queue: 'queue',
    },
    cause: (kind: SignalErrors['kind'], cause: number): string =>
      ({
        late: 'too late',
        ended: charts.operations.cause(OUTCOME_CAUSES[cause]),
        answered: charts.operations.cause(OUTCOME_CAUSES[cause]),
        own: 'its own error',
        turnedAway: SHED[SHED_REASONS[cause]],
        lost: 'lost',
      })[kind],
    caused: (cause: string, n: number) => `${cause}: ${count(n)}`,
    fault: (name: string, us: number) => `${name} at ${at(us)}`,
    nodesOf: (name: string, n: number) => `${name} × ${n}`,
    rowOf: (name: string) => `Golden signals of ${name}`,
    reading: (title: string, text: string) => `${title} ${text}`,
    scrub: (name: string) => `Moment in ${name}’s signals`,
    scrubHint: 'Arrow keys choose a second, Enter shows what is behind it',
    rate: (perSecond: number) => `${count(perSecond)} a second`,
    share: percent,
    quantiles: (p50: number, p95: number, p99: number, few: boolean) =>
      Number.isNaN(p50) ? '–' : `${duration(p50)} · ${duration(p95)} · ${duration(p99)}${few ? ' (few)' : ''}`,
    underWay: (n: number) => `${count(n)} under way`,
    busy: (share: number, waiting: number, limit: number) =>
      `${Number.isNaN(share) ? '' : `${percent(share)} busy, `}${count(waiting)}${limit > 0 ? ` of ${count(limit)}` : ''} wait`,
    gone: (share: number) => `${percent(share)} of its work was for callers that had gone`,
    tenant: (name: string) => `${name}’s users`,
  },

  incidents: (n: number) => (n === 1 ? '1 incident' : `${n} incidents`),
  incidentsTitle: 'Incidents',
  noIncident: 'None up to the playhead: no alert has fired.',
  means: {
    detectUs: { name: 'Noticed after (MTTD)', explained: 'Mean time from the start to the alert' },
    mitigateUs: {
      name: 'Healed after (MTTM)',
      explained: 'Mean time from the start to the last bad operation',
    },
    repairUs: { name: 'Over after (MTTR)', explained: 'Mean time from the start until the last alert ended' },
  },
  incident: ({ cause, feltUs }: IncidentInfo) => (cause ? faults.did(cause.command) : `Felt from ${at(feltUs)} on`),
  /** Whose operations: a journey's, or of one tenant's users. */
  promised: ({ journeys, tenants }: Topology, { journey, tenant }: IncidentInfo['objectives'][number]) =>
    tenant === undefined ? journeys[journey] : `${journeys[journey]} of ${tenants[tenant]}’s users`,
  hurt: (journey: string, kind: ObjectiveInfo['kind']) =>
    `${journey} ${{ availability: 'failed', latency: 'was slow', freshness: 'read old data' }[kind]}`,
  /** Told of an incident whose `mitigation` is known. */
  mitigated: ({ nodes }: Topology, { mitigation, startUs }: IncidentInfo) => {
    if (!mitigation) return ''
    const then = `after ${length(mitigation.atUs - startUs)}`
    if (mitigation.kind === 'act') return `Mitigated by an act ${then}: ${faults.did(mitigation.command)}`
    const { kind, node, other } = mitigation
    return `Mitigated by itself: ${own[kind](nodes[node].id, nodes[other])} ${then}`
  },
  moments: {
    startUs: { name: 'Start', explained: 'The fault that made it, or the first bad operation' },
    detectedUs: { name: 'Noticed', explained: 'An alert fired' },
    mitigatedUs: {
      name: 'Healed',
      explained: 'The last bad operation before the budget was spent no faster than allowed',
    },
    endedUs: { name: 'Over', explained: 'The last of its alerts ended' },
  },
  notYet: 'not yet',
  at,
  after: (us: number) => `after ${length(us)}`,
  seek: (moment: string, us: number) => `${moment}: go to ${at(us)}`,
  behind: 'Operations behind it',
  mark: (incident: IncidentInfo) =>
    `Incident from ${at(incident.startUs)}, noticed at ${at(incident.detectedUs)}${incident.endedUs < 0 ? '' : `, over at ${at(incident.endedUs)}`}`,

  objectivesTitle: 'Objectives',
  windows: ({ periodUs, alerts }: ObjectiveInfo) =>
    `An error budget is for ${duration(periodUs)} of virtual time. An alert fires while two windows burn fast: ${alerts
      .map(({ longUs, shortUs, burn }) => `${window(longUs)} and ${window(shortUs)} at ${burn} times`)
      .join('; ')} what is allowed. (The SRE workbook’s windows for 30 days, shortened with the period.)`,
  promise: ({ kind, target, thresholdUs }: ObjectiveInfo) =>
    `${percent(target)} ${kind === 'latency' ? `answered within ${duration(thresholdUs)}` : kinds[kind]}`,
  budgetOf: (journey: string, { kind }: ObjectiveInfo) => `Error budget of ${journey}, ${kinds[kind]}`,
  left: ({ spent, all }: ObjectiveInfo) =>
    all === 0 ? 'nobody asked yet' : spent >= 1 ? 'no budget left' : `${percent(1 - spent)} of the budget left`,
  kept: ({ all, bad }: ObjectiveInfo) => `${exact(bad)} bad of ${count(all)}`,
  alert: ({ severity, firingSinceUs, burnLong }: ObjectiveInfo['alerts'][number]) =>
    `${severity === 'page' ? 'Alert (page)' : 'Alert (ticket)'} since ${at(firingSinceUs)}: burns ${count(burnLong)} times as fast as allowed`,
}
