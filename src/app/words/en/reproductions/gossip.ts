/** Words on src/experiments/gossip. */
import type { About } from './about'

export const gossip: Readonly<Record<string, About>> = {
  'gossip.maelstrom': {
    title: 'Broadcast by flooding',
    compared: [
      'A value that every node passes on to its neighbours reaches everybody, at a cost in messages and in time that follows from who is whose neighbour. We broadcast in our cluster, over links of constant delay, and count.',
    ],
    figures: {
      messages: 'Messages of one broadcast',
      hops: 'Hops to the farthest node',
      'max latency ms': 'Until the last one has it, ms',
    },
  },
  'gossip.swim': {
    title: 'How soon a failure is noticed',
    compared: [
      'In SWIM everybody pings one other member at random in each period. However large the group, a failed member is first pinged after e/(e − 1) periods on average. Measured on the pings of a group in our cluster.',
    ],
    figures: { periods: 'Periods until the first ping, mean', p: 'Chance of a ping in one period' },
  },
}
