/** The words of src/app/accuracy. */
import { percent } from '../numbers'
import { aboutServices } from './accuracyServices'
import { reproductions } from './reproductions'
import type { About } from './reproductions/about'

const LATENCY_MS = {
  read: 'Reads: 99.9th percentile, ms',
  write: 'Writes: 99.9th percentile, ms',
  fresh: 'Wait until 99.9 % of reads are fresh, ms',
  atOnce: 'Fresh reads at once',
  medianRead: 'Reads: median, ms',
  medianWrite: 'Writes: median, ms',
}
const PBS = {
  Lr: LATENCY_MS.read,
  Lw: LATENCY_MS.write,
  t: LATENCY_MS.fresh,
  't .999': LATENCY_MS.fresh,
  t999: LATENCY_MS.fresh,
  p0: LATENCY_MS.atOnce,
  'p(0)': LATENCY_MS.atOnce,
  'p(t=0)': LATENCY_MS.atOnce,
  p5: 'Fresh reads after 5 ms',
  'p(5ms)': 'Fresh reads after 5 ms',
  p10: 'Fresh reads after 10 ms',
  'p(10ms)': 'Fresh reads after 10 ms',
  medr: LATENCY_MS.medianRead,
  medw: LATENCY_MS.medianWrite,
  'median write ms': LATENCY_MS.medianWrite,
  '99.9 write ms': LATENCY_MS.write,
}
const QUEUE = {
  L: 'In the system, mean number',
  W: 'Time in the system, mean',
  Wq: 'Time waiting, mean',
  C: 'Chance of having to wait',
  p50: 'Time in the system, median',
  p95: 'Time in the system, 95th percentile',
  p99: 'Time in the system, 99th percentile',
  'L-lambda*W': 'Little’s law, relative error',
}

const about: Record<string, About> = {
  ...aboutServices,
  ...reproductions,
  'pbs.fits': {
    title: 'Message delays as published',
    compared: [
      'Peter Bailis and colleagues fitted the message delays of production stores at LinkedIn and Yammer. The lab’s links draw from these very laws, so their parameters must be the published ones to the last digit.',
    ],
    figures: {},
  },
  'pbs.table': {
    title: 'Quorum reads and writes: how fast, and how soon fresh',
    compared: [
      'From those delays the same study computed, for three replicas, how long reads and writes take that wait for R and for W of them, and how long after a write all but one read in a thousand sees it.',
      'We run the quorum register of our own cluster over such links and measure the same. Messages, timing and the choice of the first replies all have to be right for these to agree. The paper’s own waits come from few trials and lie a little below what its fits imply, so we are judged by a far longer run of the same fits, and the paper’s figure stands beside it.',
    ],
    figures: PBS,
  },
  'pbs.text': {
    title: 'Quorum reads: the chance of a stale one',
    compared: [
      'What the study says in its text: how likely a read that asks one replica sees the last write, at once and some milliseconds later, and how that changes with the number of replicas.',
      'Measured on our cluster’s own nodes and links.',
    ],
    figures: PBS,
  },
  'queue.mm1': {
    title: 'One worker and its queue',
    compared: [
      'For random arrivals and random service times, queueing theory knows exactly how long a queue gets and how long one waits, from half load to 99 %. Times are in units of one mean service time.',
      'We let a million requests arrive at one of our nodes and measure. Latency under load in the lab comes out of such queues and is never scripted, so they must be right.',
    ],
    figures: QUEUE,
  },
  'queue.mmc': {
    title: 'Several workers behind one queue',
    compared: [
      'Erlang’s formula gives the chance of having to wait, and the mean wait, when several workers share one queue. We measure the same on a node with so many workers in parallel.',
    ],
    figures: QUEUE,
  },
  'queue.mg1': {
    title: 'One worker, whatever the service times',
    compared: [
      'The formula of Pollaczek and Khinchine: the more service times vary, the longer the queue, at the very same load. It shows that our queues answer to the shape of a distribution and not only to its mean.',
    ],
    figures: QUEUE,
  },
}

/** A case as people read it; the names of PBS cases say it already. */
function caseName(id: string, name: string): string {
  const [a, b] = name.match(/[\d.]+/g) ?? []
  if (id === 'queue.mm1') return `load ${a}`
  if (id === 'queue.mmc') return `${b} workers, load ${a}`
  if (id === 'queue.mg1') return `load ${a}, spread ${/cs2=(.*)/.exec(name)?.[1] ?? ''}`
  return name
}

/** Three significant digits, without an exponent in the ranges that occur. */
function number(value: number): string {
  if (value === 0) return '0'
  const size = Math.abs(value)
  if (size >= 1000) return value.toFixed(0)
  if (size < 1e-4) return value.toExponential(0)
  return size >= 0.9999 && size < 1 ? String(Number(value.toPrecision(7))) : String(Number(value.toPrecision(3)))
}

export const accuracy = {
  title: 'How accurate is this?',
  nav: 'Elsewhere',
  home: 'Faultline',
  lab: 'Open the lab',
  intro: [
    'What you see in the lab follows from a simulation of messages, queues and clocks. Whether such a simulation can be trusted is a fair question, and it has an answer: where a paper has published a number, or theory knows it exactly, the same engine must come to it.',
    'Below, your browser runs these reproductions itself and draws what was published beside what it measured. A row holds if the difference is no more than chance allows for so many trials.',
  ],
  broken: 'The reproductions could not be started. Reload the page to try again.',
  thorough: 'With all trials, as the command runs them (minutes)',
  runAll: 'Run them all here',
  run: 'Run it here',
  runAgain: 'Run it again',
  stop: 'Stop',
  key: {
    expected: 'expected',
    allowed: 'allowed',
    ours: 'measured here',
    miss: 'measured, and off',
    paper: 'in the paper, where that is another',
  },
  source: (source: string) => `Source: ${source}`,
  titleOf: (id: string): string => (id in about ? about[id].title : id),
  comparedOf: (id: string): string[] => (id in about ? about[id].compared : []),
  figureName: (id: string, figure: string): string => (id in about ? (about[id].figures[figure] ?? figure) : figure),
  caseName,
  panelSummary: (figure: string, held: number, all: number) => `${figure}: ${held} of ${all} hold`,
  progressOf: (done: number, all: number) => `${done} of ${all} cases`,
  state: (
    state: 'idle' | 'waiting' | 'running' | 'done' | 'failed',
    held: number,
    rows: number,
    cases: number,
  ): string => {
    switch (state) {
      case 'idle':
        return rows === 0 ? '' : `Stopped after ${rows} of ${cases} cases.`
      case 'waiting':
        return 'Waiting for its turn.'
      case 'running':
        return `Running: ${rows} of ${cases} cases.`
      case 'done':
        return held === rows ? `All ${rows} cases hold.` : `${held} of ${rows} cases hold.`
      case 'failed':
        return 'It ended with an error. Run it again, or report it.'
    }
  },
  inFigures: 'In figures',
  tableOf: (title: string) => `${title}, in figures`,
  columns: {
    case: 'Case',
    figure: 'Figure',
    paper: 'In the paper',
    expected: 'Expected',
    measured: 'Measured here',
    difference: 'Difference',
    allowed: 'Allowed',
    verdict: 'Holds',
  },
  axisValue: number,
  value(value: number | string | undefined): string {
    if (typeof value === 'string') return value
    return value === undefined || Number.isNaN(value) ? '–' : number(value)
  },
  difference: (ratio: number): string => {
    if (Number.isNaN(ratio)) return ''
    return `${ratio < 0 ? '−' : '+'}${percent(Math.abs(ratio))}`
  },
  allowed: (by: number, exact: boolean): string => (exact ? '' : `± ${number(by)}`),
  verdict: (pass: boolean, compared: boolean): string => (!compared ? '' : pass ? 'yes' : 'no'),
}
