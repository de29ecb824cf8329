/** The words of src/app/watch: watching one thing, and the request that is followed beside the graph. */
import { duration } from '../numbers'

const HOPS_TOLD = 16

export const watch = {
  verb: 'Watch',
  verbKey: 'W',
  verbHint: 'Slows time until a hop can be seen, and returns to the speed before when the request is over',
  entry: (name: string): string => `Watch: ${name}`,
  watching: (name: string): string => `Watching a request at ${name}`,
  awaiting: (name: string): string => `Waiting for a request at ${name}`,
  stop: 'Stop watching',
  stopHint: 'Back to the speed before',

  region: 'One request followed',
  show: 'Follow one request in slow motion',
  title: (speed: number): string =>
    speed === 1 ? 'One request, at real time' : `One request, 1/${Math.round(1 / speed)} speed`,
  waiting: 'Waiting for a request to follow',
  close: 'Stop following requests',
  after: (us: number): string => `after ${duration(us)}`,
  trace: 'Its trace',
  next: 'Another one',
  hop: (from: string, to: string, us: number, fate: string): string =>
    `${from} to ${to} ${fate === 'delivered' ? duration(us) : fate === 'dropped' ? 'lost' : 'under way'}`,
  described: (us: number, hops: string[]): string =>
    `Its way, ${duration(us)} in all: ${hops.slice(0, HOPS_TOLD).join(', ')}${hops.length > HOPS_TOLD ? ` and ${hops.length - HOPS_TOLD} more hops` : ''}`,
}
