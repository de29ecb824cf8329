/** The words of src/app/traces: why an operation died or was slow, its waterfall, the search among traces. */
import type { Span, Step, Story, TraceSummary } from '../../../lab/protocol'
import { count, duration, moment, percent } from '../numbers'
import { charts } from './charts'
import { inspector } from './inspector'

/** Names of what a story's numbers stand for. */
export interface Places {
  node: (index: number) => string
  link: (index: number) => string
  part: (index: number) => keyof typeof parts
  cause: (index: number) => string // OUTCOME_CAUSES
  shed: (index: number) => string // SHED_REASONS
}
type Params = Story['params']
type Tell = (p: Params, places: Places) => string

const parts = {
  network: 'on the way',
  queueing: 'in queues',
  service: 'being served',
  disk: 'for disks',
  waiting: 'waiting',
}
const reasons: Record<string, string> = {
  none: '',
  noAnswer: 'for a word back',
  pause: 'a pause before the next try',
  stalled: 'the node stood still',
  others: 'for a timer, or for others',
}
const SHED: Record<string, string> = {
  queueFull: 'its queue was full',
  tooLate: 'no answer could have come in time',
  lessImportant: 'it kept its room for what matters more',
  overRate: 'more came a second than it lets in',
  overLimit: 'as many were under way as it allows',
  waitedTooLong: 'it had waited too long',
  standingQueue: 'its queue had been standing for too long',
  calledOff: 'its tied copy had begun elsewhere',
  byPolicy: 'a policy did not let it in',
}

/** What did not arrive, from whom to whom. */
function lostOn(p: Params, { node }: Places): string {
  return p.answer === 1
    ? `its answer from ${node(p.from)} never came to ${node(p.to)}`
    : `its message from ${node(p.from)} never reached ${node(p.to)}`
}
function again({ tries = 1, same = 1 }: Params): string {
  if (tries < 2) return ''
  if (same === tries) return tries === 2 ? '; both tries went the same way' : `; all ${tries} tries went the same way`
  return same > 1 ? `; ${same} of ${tries} tries went the same way` : `; it was tried ${tries} times`
}
function ended({ late, gaveUp = 0 }: Params, { cause }: Places): string {
  if (late === 1) return ', and the deadline passed'
  return gaveUp > 0 ? `; no further try: ${charts.operations.cause(cause(gaveUp))}` : ''
}

const STORIES: Record<Story['code'], Tell> = {
  linkCut: (p, places) => `${lostOn(p, places)}: the link was cut`,
  messageLost: (p, places) => `${lostOn(p, places)}: the link lost it`,
  nodeDown: (p, places) => `${lostOn(p, places)}, which was down`,
  droppedByHand: (p, places) => `${lostOn(p, places)}: somebody dropped it`,
  notMember: (p, places) => `${lostOn(p, places)}, which was no member then`,
  queueFull: (p, { node }) =>
    p.depth > 0
      ? `${node(p.node)} turned it away: its queue of ${p.depth} was full`
      : `${node(p.node)} turned it away: it has no queue, and all workers were busy`,
  shed: (p, { node, shed }) => `${node(p.node)} turned it away: ${SHED[shed(p.why)] ?? shed(p.why)}`,
  crashed: (p, { node }) => `${node(p.node)} crashed while it had it in hand`,
  nodeStalled: (p, { node }) => `${node(p.node)} stood still for ${duration(p.us)} and did not look at it`,
  stillQueued: (p, { node }) =>
    `it still stood in the queue of ${node(p.node)} after ${duration(p.us)}, ${p.depth} long when it came`,
  stillServed: (p, { node }) => `${node(p.node)} was still at work on it after ${duration(p.us)}`,
  onTheWay: (p, { node }) => `it was still on its way from ${node(p.from)} to ${node(p.to)} after ${duration(p.us)}`,
  held: (p, { node }) => `the link from ${node(p.from)} to ${node(p.to)} held it back`,
  noReply: (p, { node }) => `${node(p.node)} had it in hand and said nothing for ${duration(p.us)}`,
  pausing: () => 'every try so far was answered with an error, and it paused before the next',
  rejected: (p, { node, cause }) =>
    `${node(p.node)} did not even ask${p.called >= 0 ? ` ${node(p.called)}` : ''}: ${charts.operations.cause(cause(p.cause))}`,
  dependencyError: (p, { node }) => `${node(p.node)} answered with an error`,
  refusedBy: (p, { node }) => `${node(p.node)} refused it`,
  noQuorum: (p, { node }) => `${node(p.node)} could not gather enough replicas`,
  tooSlow: (p, places) => `it took too long: ${mostOf(p, places)}`,
  slow: mostOf,
  degraded: (p, { node, cause }) =>
    p.rejected === 1
      ? `something was left out: ${p.node >= 0 ? `${node(p.node)} was not asked` : 'not everybody was asked'}, ${charts.operations.cause(cause(p.cause))}`
      : `something was left out: ${node(p.node)} gave no good answer in time`,
  underWay: (p, places) => `it is under way: so far ${mostOf(p, places)}`,
}
function mostOf(p: Params, { node, link, part }: Places): string {
  const where = p.link >= 0 ? link(p.link) : p.node >= 0 ? node(p.node) : ''
  return `${duration(p.us)} of ${duration(p.ofUs)} went ${intoPart[part(p.part)](where)}`
}
const intoPart: Record<keyof typeof parts, (where: string) => string> = {
  network: (where) => `into the way ${where}`,
  queueing: (where) => `into the queue of ${where}`,
  service: (where) => `into work at ${where}`,
  disk: (where) => `into the disk of ${where}`,
  waiting: (where) => `into waiting at ${where}`,
}

const FATES: Record<string, string> = {
  dropped: 'lost',
  refused: 'turned away',
  abandoned: 'lost in a crash',
}
const KEPT: Record<TraceSummary['kept'], string> = { failed: 'Not ok', slow: 'Slowest', ordinary: 'Others' }

export const traces = {
  parts,
  part: (part: Step['part'], us: number, ofUs: number): string =>
    `${parts[part]} ${duration(us)}, ${percent(us / ofUs)}`,
  partsTitle: 'Where its time went',
  /** One sentence. */
  story: (story: Story, outcome: string, places: Places): string => {
    const told = STORIES[story.code](story.params, places)
    const why = { fail: 'It died: ', info: 'Nobody knows whether it was done: ' }[outcome] ?? ''
    const more = outcome === 'ok' || story.code === 'tooSlow' ? '' : again(story.params) + ended(story.params, places)
    const text = `${why}${told}${more}.`
    return text.charAt(0).toUpperCase() + text.slice(1)
  },
  /** The same for a list, without its beginning. */
  short: (story: Story, places: Places): string =>
    STORIES[story.code](story.params, places) + (story.code === 'slow' ? '' : again(story.params)),
  codes: {
    linkCut: 'a link was cut',
    messageLost: 'a message was lost',
    nodeDown: 'a node was down',
    droppedByHand: 'a message was dropped by hand',
    notMember: 'a node was no member',
    queueFull: 'a queue was full',
    shed: 'turned away before its turn',
    crashed: 'a node crashed',
    nodeStalled: 'a node stood still',
    stillQueued: 'still in a queue',
    stillServed: 'still being served',
    onTheWay: 'still on its way',
    held: 'held back by a link',
    noReply: 'no word back',
    pausing: 'pausing between tries',
    rejected: 'a caller’s policy let nothing through',
    dependencyError: 'answered with an error',
    refusedBy: 'refused',
    noQuorum: 'too few replicas',
    tooSlow: 'simply too slow',
    slow: 'ok, but took its time',
    degraded: 'something was left out',
    underWay: 'still under way',
  } satisfies Record<Story['code'], string>,
  lookAt: (name: string): string => `Look at ${name}`,
  waterfall: 'What was called, in the order it was sent',
  hint: 'A name selects the node or link, a bar goes to its moment. Strong bars are the critical path: had they been shorter, the answer had come sooner.',
  call: (span: Span): string => {
    const { attempt, copy, hedge, hit, fate } = span.attributes
    const asides = [
      typeof attempt === 'number' ? `try ${attempt}` : '',
      hedge === 1 ? 'asked elsewhere as well' : '',
      copy === 1 ? 'second copy' : '',
      hit === 1 ? 'hit' : hit === 0 ? 'miss' : '',
      typeof fate === 'string' ? (FATES[fate] ?? fate) : '',
    ].filter(Boolean)
    return [inspector.messageType(span.type).toLowerCase(), ...asides].join(', ')
  },
  lost: 'lost',
  operation: 'the whole operation',
  policy: (event: string, cause: string): string =>
    inspector.record('call', event) + (cause === '' ? '' : ` (${charts.operations.cause(cause)})`),
  afterwards: 'Nobody waited for these',
  background: 'Background work that it left behind',
  more: (n: number): string => `${count(n)} more`,
  bar: (told: string, us: number): string => `${told}. Go to ${moment(us)}`,
  segment: (part: Step['part'], us: number): string => `${parts[part]} ${duration(us)}`,
  asTable: 'The critical path as a table',
  columns: { from: 'After', took: 'Took', part: 'Spent', where: 'Where', what: 'What' },
  reason: (reason: string): string => reasons[reason] ?? reason,

  title: 'Traces',
  lead: 'Of the operations in this time: those that were not ok, the slowest, and a few others.',
  close: 'Close',
  open: 'Search traces',
  through: 'Traces through this node',
  searching: 'Looking through the run…',
  failed: 'The run could not be looked through. Change a filter to try again.',
  none: 'No such operations in this time.',
  noneYet: 'No such operations so far.',
  seen: (shown: number, ended_: number, failed: number): string =>
    `${count(shown)} shown, of ${count(ended_)} that ended; ${count(failed)} of these were not ok.`,
  outcome: 'Which',
  every: 'All',
  kept: KEPT,
  journey: 'Journey',
  everyJourney: 'Every journey',
  node: 'Node',
  everyNode: 'Every node',
  cause: 'Why',
  everyCause: 'Any reason',
  latency: 'Took at least',
  anyLatency: 'Any time',
  atLeast: (us: number): string => `${duration(us)} or more`,
  time: 'Time',
  last: (us: number): string => `Last ${duration(us)}`,
  between: (fromUs: number, toUs: number): string => `${moment(fromUs)} to ${moment(toUs)}`,
  now: 'Up to now',
  listed: { time: 'Time', operation: 'Operation', took: 'Took', why: 'Why' },
  openTrace: (what: string, us: number): string => `Trace of ${what} at ${moment(us)}`,
}
