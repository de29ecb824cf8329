/** Words on src/experiments/quorums. */
import type { About } from './about'

export const quorums: Readonly<Record<string, About>> = {
  'quorum.k': {
    title: 'How many versions old a quorum read can be',
    compared: [
      'If a write reaches W replicas and a read asks R of them, picked at random, a formula says how likely the read is to see one of the last k versions. Few replicas are enough for “nearly the newest”.',
      'We write versions to picked replicas and read others, a hundred thousand times each, and count.',
    ],
    figures: { p: 'Chance of seeing one of the last k versions' },
  },
}
