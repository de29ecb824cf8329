/** The words of src/app/accuracy. */
import { percent } from '../numbers'

interface About {
  title: string
  compared: string[] // what is compared, and why it tells something
  figures: Record<string, string>
}

const LATENCY = {
  Lr: 'Reads, 99.9th percentile (ms)',
  Lw: 'Writes, 99.9th percentile (ms)',
  t: 'Wait for 99.9 % fresh reads (ms)',
}
const QUEUE = {
  L: 'Customers in the system, mean',
  W: 'Time in the system, mean',
  Wq: 'Time waiting, mean',
  C: 'Probability of having to wait',
  p50: 'Time in the system, median',
  p95: 'Time in the system, 95th percentile',
  p99: 'Time in the system, 99th percentile',
}

const about: Record<string, About> = {
  'pbs.table': {
    title: 'Quorum reads and writes: how fast, and how soon fresh',
    compared: [
      'Peter Bailis and colleagues fitted the message delays of production stores, and computed for three replicas how long reads (R) and writes (W) take that wait for so many of them, and how long after a write all but one read in a thousand sees it.',
      'We give the published delays to the links of our own cluster, run its quorum register, and measure the same. Messages, timing and the choice of the first replies all have to be right for these to agree.',
    ],
    figures: LATENCY,
  },
  'pbs.text': {
    title: 'Quorum reads: the chance of a stale one',
    compared: [
      'From the same study: how likely a read that asks one replica sees the last write, at once and some milliseconds later, and how that changes with the number of replicas.',
      'Again measured on our cluster’s own nodes and links, by the same judge of staleness that feeds the first chart of the lab.',
    ],
    figures: { ...LATENCY, p: 'Chance of a fresh read' },
  },
  'queue.mm1': {
    title: 'One worker and its queue',
    compared: [
      'For random arrivals and random service times, queueing theory knows exactly how long a queue gets and how long one waits, from half load to 99 %.',
      'We let requests arrive at one of our nodes and measure. Latency under load in the lab comes out of such queues and is never scripted, so they must be right.',
    ],
    figures: QUEUE,
  },
  'queue.mmc': {
    title: 'Several workers behind one queue',
    compared: [
      'Erlang’s formula gives the chance of having to wait, and the mean wait, when several workers share one queue.',
      'The same requests, on a node with so many workers in parallel.',
    ],
    figures: QUEUE,
  },
  'queue.mg1': {
    title: 'One worker, whatever the service times',
    compared: [
      'The formula of Pollaczek and Khinchine: the more service times vary, the longer the queue, at the very same load.',
      'It shows that our queues answer to the shape of a distribution and not only to its mean.',
    ],
    figures: QUEUE,
  },
}

/** Three significant digits, without an exponent in the ranges that occur. */
function number(value: number): string {
  if (value === 0) return '0'
  const size = Math.abs(value)
  if (size >= 1000) return value.toFixed(0)
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
  runAll: 'Run them all here',
  run: 'Run it here',
  runAgain: 'Run it again',
  stop: 'Stop',
  published: 'published',
  ours: 'measured here',
  oursOff: 'measured, and off',
  source: (source: string) => `Source: ${source}`,
  titleOf: (id: string): string => (id in about ? about[id].title : id),
  comparedOf: (id: string): string[] => (id in about ? about[id].compared : []),
  figureName: (id: string, figure: string): string => (id in about ? (about[id].figures[figure] ?? figure) : figure),
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
    published: 'Published',
    measured: 'Measured here',
    difference: 'Difference',
    verdict: 'Holds',
  },
  axisValue: number,
  value: (value: number | undefined): string => (value === undefined || Number.isNaN(value) ? '–' : number(value)),
  difference: (ratio: number): string => {
    if (Number.isNaN(ratio)) return ''
    return `${ratio < 0 ? '−' : '+'}${percent(Math.abs(ratio))}`
  },
  verdict: (pass: boolean, compared: boolean): string => (!compared ? '' : pass ? 'yes' : 'no'),
}
