/** The words of src/app/streams: a stream's consumer groups, their partitions, and what happened to them. */
import { count, duration, exact, moment } from '../numbers'

const PHASES: Record<string, string> = {
  empty: 'Nobody reads it.',
  gathering: 'The first consumers have come; others are waited for.',
  joining: 'Partitions are being shared out anew: nobody is given anything.',
  stable: 'Every partition has its consumer.',
}
const plural = (n: number, one: string): string => `${exact(n)} ${one}${n === 1 ? '' : 's'}`

export const streams = {
  title: 'Partitions',
  nobody: 'No group of workers takes from this stream.',
  group: (id: string): string => `Read by ${id}`,
  phase: (phase: string): string => PHASES[phase] ?? phase,
  members: (members: number, generation: number): string =>
    `${plural(members, 'consumer')}, shared out ${generation === 1 ? 'once' : `${exact(generation)} times`}`,
  moved: (moved: number, of: number): string =>
    `The last time ${exact(moved)} of ${plural(of, 'partition')} changed hands.`,
  partitionsOf: (id: string): string => `Partitions as read by ${id}`,
  columns: { partition: 'No.', consumer: 'Consumer', bar: 'Not yet done', lag: 'Lag', oldest: 'Oldest' },
  partition: (partition: number): string => exact(partition + 1),
  noConsumer: 'nobody',
  legend:
    'A bar is what was appended and is not yet done: in its consumer’s colour what was given out, grey what waits.',
  bar: ({ partition, committed, given, end }: { partition: number; committed: number; given: number; end: number }) =>
    `Partition ${partition + 1}: ${exact(committed)} done, ${exact(given - committed)} given out, ${exact(end - given)} waiting`,
  count,
  duration,
  rebalances: (n: number): string => (n === 1 ? 'Shared out once' : `Shared out ${exact(n)} times`),
  at: moment,
  goTo: (us: number, moved: number): string => `Go to ${moment(us)}, when ${plural(moved, 'partition')} changed hands`,
  rebalance: (moved: number, generation: number): string =>
    generation === 1 ? 'for the first time' : `${plural(moved, 'partition')} changed hands`,
  mark: (code: string, node: string, from: number, to: number, us: number): string =>
    code === 'rebalanced'
      ? `${node}: partitions shared out anew, ${exact(from)} changed hands, ${moment(us)}`
      : to > from
        ? `${node}: the first dead letter, ${moment(us)}`
        : `${node}: ${plural(from - to, 'dead letter')} redriven, ${moment(us)}`,
}
