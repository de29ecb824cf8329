/** The words of src/app/history: opening a history on the page. */
import { exact } from '../numbers'
import { historyProblems } from './verdicts'

type Params = Readonly<Record<string, string | number>>
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`

const PROBLEMS: Readonly<Record<string, (p: Params) => string>> = {
  ...historyProblems,
  'history.tooLarge': (p) =>
    `the file is too large: ${megabytes(Number(p.got))} (allowed: ${megabytes(Number(p.allowed))})`,
  'history.unreadable': () => 'the file could not be read; it may have been moved or changed',
  'history.broke': () => 'the judge ran out of memory or broke; a smaller part of the history may do',
  'history.unexpected': () => 'this is not a history that can be read here',
}

export const history = {
  nav: 'Faultline',
  home: 'Start page',
  lab: 'Lab',
  title: 'Judge a history',
  lead: 'What clients asked of a database and what they were told: is there an order of all of it that keeps the promise? Recorded histories of real databases and of this lab are judged by the same checkers.',
  stays: 'The file never leaves this computer: it is read and judged in this tab.',
  choose: 'Choose a file',
  drop: 'or drop one anywhere on this page.',
  limits: (bytes: number, events: number): string =>
    `Up to ${megabytes(bytes)} and ${exact(events)} events: Jepsen's histories (EDN or JSON, one event a line) and Porcupine's logs.`,
  samples: 'Or begin with one of ours',
  sample: {
    raft: { name: 'Checkouts on Raft', about: 'Two replicas are cut off for five seconds. Every read still fits.' },
    weak: {
      name: 'Dashboards that ask one replica',
      about: 'The same cut, but any one replica may answer: some answers are too old.',
    },
    sloppy: {
      name: 'Checkouts on sloppy quorums',
      about: 'R + W > N, yet stand-ins take writes that later reads do not ask.',
    },
  },
  opened: 'Opened',
  format: 'Format',
  model: 'What it is about',
  guessed: 'guess it',
  formats: {
    'jepsen-edn': 'Jepsen, EDN',
    'jepsen-json': 'Jepsen, JSON',
    'porcupine-etcd': 'Porcupine, etcd',
    'porcupine-kv': 'Porcupine, key-value',
  } as Record<string, string>,
  stage: (stage: 'making' | 'reading' | 'judging' | 'explaining', events: number): string =>
    ({
      making: 'Playing the run…',
      reading: 'Reading…',
      judging: `Judging ${exact(events)} events…`,
      explaining: 'Looking for the shortest explanation…',
    })[stage],
  cancel: 'Cancel',
  verdict: { true: 'Valid', false: 'Invalid', unknown: 'Unknown' },
  told: (operations: number, format: string, model: string, ms: number): string =>
    `${exact(operations)} operations, read as ${format}, judged as ${model} in ${ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toFixed(1)} s`}`,
  unknownMeans:
    'Unknown means neither: the search stopped before it found an order that fits or had tried them all. Nothing follows from it.',
  more: {
    'exhausted.steps': 'Try with ten times the steps',
    'exhausted.bytes': 'Try with twice the memory',
  } as Record<string, string>,
  budget: (steps: number, bytes: number): string =>
    `It may take ${exact(steps / 1e6)} million steps and ${megabytes(bytes)} of memory.`,
  why: 'Why',
  witness: 'Witness',
  figure: 'Operations as bars, one line for each process, time from left to right',
  process: (process: string): string => `p ${process}`,
  shortest: 'Show me the shortest',
  legend: 'Blue bars are needed to understand; the vermilion one cannot be placed; a dashed one was never answered.',
  models: 'What follows for consistency models',
  problem: (code: string, params: Params): string => {
    const said = (PROBLEMS[code] ?? PROBLEMS['history.unexpected'])(params)
    return `${said.charAt(0).toUpperCase()}${said.slice(1)}.`
  },
  problemHint: 'Choose another format, or another file.',
}
