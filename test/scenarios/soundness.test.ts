/** What holds of every preset, faults and all: nothing leaks, nothing depends on what a slot held before, or on checkpoints. */
import { describe, expect, it } from 'vitest'
import type { Command } from '../../src/cluster'
import { FLOATS, WORDS } from '../../src/kernel/eventQueue'
import { presetIds } from '../../src/scenarios/presets'
import { PRESETS } from '../../src/scenarios/presets/all'
import { World } from '../../src/scenarios/world'

/** One of each kind, a tenth of a second apart, on whatever the preset has. */
function troubles(world: World): Command[] {
  const { nodes, links } = world.cluster
  const target = (i: number) => ({ node: nodes[i % nodes.length].id })
  const link = (i: number) => ({
    from: { node: links[i % links.length].from.id },
    to: { node: links[i % links.length].to.id },
  })
  return [
    { kind: 'duplicate', link: link(0), probability: 0.5 },
    { kind: 'lose', link: link(2), probability: 0.3 },
    { kind: 'kill', target: target(nodes.length - 1), loseDisk: true },
    { kind: 'stall', target: target(1) },
    { kind: 'restart', target: target(nodes.length - 1) },
    { kind: 'resume', target: target(1) },
    { kind: 'slow', target: target(nodes.length - 2), factor: 5 },
    { kind: 'reorder', link: link(4), probability: 0.5, byUs: 2000 },
    { kind: 'hold', link: link(links.length - 1) },
    { kind: 'kill', target: target(2) },
    { kind: 'healAll' },
    { kind: 'restart', target: target(2) },
  ]
}
function play(id: string, before?: (world: World) => void, between: (world: World) => World = (world) => world): World {
  let world = World.build(PRESETS[id], 11)
  before?.(world)
  troubles(world).forEach((command, i) => {
    world.run((i + 1) * 100_000)
    world = between(world)
    world.apply(command)
  })
  world.run(1_500_000)
  return world
}
const printOf = (world: World): string => world.cluster.journal.fingerprint()

describe.each(presetIds)('%s', (id) => {
  const straight = printOf(play(id))

  it('is the same run when what released slots hold is spoilt', () => {
    const spoil = ({ cluster: { queue } }: World): void => {
      const release = queue.release.bind(queue)
      queue.release = (slot) => {
        queue.words.fill(-559038737, slot * WORDS, slot * WORDS + WORDS)
        queue.floats.fill(-1e300, slot * FLOATS, slot * FLOATS + FLOATS)
        release(slot)
      }
    }
    expect(printOf(play(id, spoil))).toBe(straight)
  })

  it('is the same run when it goes on in a fresh world after every command', () => {
    const moved = play(id, undefined, (world) => {
      const other = World.build(PRESETS[id], 11)
      other.load(world.save())
      return other
    })
    expect(printOf(moved)).toBe(straight)
  })

  it('leaves no slot in use when every process has ended', () => {
    const world = play(id)
    for (const zone of world.scenario.zones) world.apply({ kind: 'kill', target: { zone } })
    // Faults that the preset plans lie ahead: links may flap, but nobody lives.
    world.apply({ kind: 'healAll' })
    world.run(600_000_000, 10_000_000)
    expect(world.cluster.queue.allocated - world.cluster.queue.pending).toBe(0)
    for (const node of world.cluster.nodes) expect([node.busy, node.queueDepth]).toEqual([0, 0])
  })
})
