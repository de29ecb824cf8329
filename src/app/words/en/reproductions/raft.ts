/** Words on src/experiments/raft. */
import type { About } from './about'

const DOWNTIME = {
  p50: 'Without a leader, median, ms',
  mean: 'Without a leader, mean, ms',
  p90: 'Without a leader, 90th percentile, ms',
  p99: 'Without a leader, 99th percentile, ms',
  p999: 'Without a leader, 99.9th percentile, ms',
  'p50 > 10 s': 'Half of them take longer than ten seconds',
}

export const raft: Readonly<Record<string, About>> = {
  'raft.splitvote': {
    title: 'How often nobody wins the first election',
    compared: [
      'A leader died; every survivor waits a random time before it stands for election. Two that wait almost equally long can split the votes. The thesis has a formula for it; here it is counted over elections by messages and timers.',
    ],
    figures: { p: 'Share of elections that nobody wins at first' },
  },
  'raft.E': {
    title: 'How long a cluster is without a leader, on average',
    compared: [
      'The thesis reckons the time until the next leader in units of the election timeout’s spread. The same elections, held by messages and timers, take so long.',
    ],
    figures: {
      E: 'Until the next leader, mean, in spreads',
      'E alone': 'The same without waiting for each other after a split, in spreads',
    },
  },
  'raft.wan': {
    title: 'Elections across a continent',
    compared: ['Five servers with the round trips between American data centres, none or some of them failed.'],
    figures: DOWNTIME,
  },
  'raft.fig16': {
    title: 'Randomness elects leaders quickly',
    compared: [
      'The leader of five servers is killed again and again. Timeouts that are all equal split votes for seconds; a few milliseconds of randomness end that.',
    ],
    figures: DOWNTIME,
  },
}
