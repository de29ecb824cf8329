/** What the page offers to choose from, without loading the checkers themselves: a test holds it equal to theirs. */
export { HISTORY_LIMITS } from '../../checkers/formats/limits'

export const FORMATS = ['porcupine-etcd', 'porcupine-kv', 'jepsen-edn', 'jepsen-json'] as const
export const MODELS: readonly string[] = [
  'register',
  'cas-register',
  'kv',
  'multi-register',
  'mutex',
  'queue',
  'linearizable-counter',
  'linearizable-set',
  'linearizable-bank',
  'sequential',
  'monotonic-reads',
  'monotonic-writes',
  'read-your-writes',
  'writes-follow-reads',
  'bounded-staleness',
  'list-append',
  'rw-register',
  'long-fork',
  'set',
  'set-full',
  'counter',
  'monotonic',
  'bank',
  'unique-ids',
  'total-order-queue',
  'lost-writes',
  'convergence',
]
