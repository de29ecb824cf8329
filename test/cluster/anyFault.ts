/** Any command that a cluster of nodes with these ids understands, for properties; times and factors suit runs of some milliseconds. */
import fc from 'fast-check'
import type { Command, LinkTarget, NodeTarget } from '../../src/cluster'

export interface TimedCommand {
  atUs: number
  command: Command
}

export function anyFaults(ids: readonly string[], untilUs: number, most: number): fc.Arbitrary<TimedCommand[]> {
  const target: fc.Arbitrary<NodeTarget> = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...ids).map((node) => ({ node })) },
    { weight: 1, arbitrary: fc.constantFrom('x', 'y').map((zone) => ({ zone })) },
  )
  const link: fc.Arbitrary<LinkTarget> = fc.record({ from: target, to: target, oneWay: fc.boolean() })
  const probability = fc.constantFrom(0, 0.1, 0.5, 1)
  const onNode = (...kinds: ('restart' | 'stall' | 'resume' | 'stallDisk' | 'resumeDisk')[]): fc.Arbitrary<Command> =>
    fc.record({ kind: fc.constantFrom(...kinds), target })
  const onLink = (...kinds: ('cut' | 'heal' | 'hold' | 'release')[]): fc.Arbitrary<Command> =>
    fc.record({ kind: fc.constantFrom(...kinds), link })
  const is = <K extends string>(kind: K): fc.Arbitrary<K> => fc.constant(kind)
  const command: fc.Arbitrary<Command> = fc.oneof(
    fc.record({ kind: is('kill'), target, loseDisk: fc.boolean() }),
    onNode('restart', 'restart', 'stall', 'resume', 'resume'),
    onNode('stallDisk', 'resumeDisk'),
    fc.record({ kind: is('slow'), target, factor: fc.constantFrom(0.5, 1, 3, 20) }),
    fc.record({ kind: is('driftClock'), target, ppm: fc.constantFrom(-300_000, 0, 200_000) }),
    fc.record({ kind: is('jumpClock'), target, byUs: fc.integer({ min: -5000, max: 5000 }) }),
    fc.record({ kind: is('degrade'), target, addedUs: fc.nat(300), errorRate: probability }),
    onLink('cut', 'heal', 'heal', 'hold', 'release'),
    fc.record({ kind: is('delay'), link, addedUs: fc.nat(2000) }),
    fc.record({ kind: fc.constantFrom('lose', 'duplicate'), link, probability }),
    fc.record({ kind: is('reorder'), link, probability, byUs: fc.nat(500) }),
    fc.record({ kind: is('limit'), link, bytesPerSecond: fc.constantFrom(0, 1_000_000, 5_000_000) }),
    fc.record({
      kind: is('flap'),
      link,
      upUs: fc.integer({ min: 50, max: 900 }),
      downUs: fc.integer({ min: 50, max: 900 }),
    }),
    fc.record({ kind: is('isolate'), target }),
    fc.record({ kind: is('healAll') }),
  )
  return fc
    .array(fc.record({ atUs: fc.nat(untilUs), command }), { maxLength: most })
    .map((all) => all.sort((a, b) => a.atUs - b.atUs))
}

/** What ends every fault: links healed, processes and disks going on. */
export const ALL_WELL: Command[] = ['x', 'y']
  .flatMap((zone): Command[] => [
    { kind: 'resume', target: { zone } },
    { kind: 'resumeDisk', target: { zone } },
    { kind: 'restart', target: { zone } },
  ])
  .concat({ kind: 'healAll' })
