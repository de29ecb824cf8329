import { describe, expect, it } from 'vitest'
import { MESSAGE_TYPES } from '../../src/cluster'
import type { Command } from '../../src/cluster'
import { frameOf } from '../../src/lab/frame'
import { FramePool } from '../../src/lab/framePool'
import { finish } from '../../src/lab/job'
import { Lab } from '../../src/lab/lab'
import type { Frame } from '../../src/lab/protocol'
import {
  BREAKER,
  DROP_FIELDS,
  LINK_FIELDS,
  LINK_FLAG,
  MESSAGE_FIELDS,
  NODE_FIELDS,
  NODE_FLAG,
} from '../../src/lab/protocol'
import { holdApi, killB, labAt } from './runs'

const SECOND = 1_000_000
const frameAfter = (lab: Lab, ...commands: Command[]): Frame => {
  for (const command of commands) finish(lab.act(command))
  return frameOf(lab.player, lab.timeUs, new FramePool())
}
const node = (lab: Lab, frame: Frame, id: string, field: (typeof NODE_FIELDS)[number]): number => {
  const index = lab.player.world.cluster.nodes.findIndex((n) => n.id === id)
  return frame.nodes[index * NODE_FIELDS.length + NODE_FIELDS.indexOf(field)]
}
const link = (lab: Lab, frame: Frame, from: string, to: string, field: (typeof LINK_FIELDS)[number]): number => {
  const index = lab.player.world.cluster.links.findIndex((l) => l.from.id === from && l.to.id === to)
  return frame.links[index * LINK_FIELDS.length + LINK_FIELDS.indexOf(field)]
}

describe('a frame', () => {
  it('shows what faults did to nodes', () => {
    const lab = labAt(SECOND)
    const target = { node: 'shard-1a' }
    const frame = frameAfter(
      lab,
      killB,
      { kind: 'slow', target, factor: 3 },
      { kind: 'offsetClock', target, offsetUs: -5000 },
      { kind: 'stall', target: { node: 'api-1' } },
    )
    expect(node(lab, frame, 'shard-1b', 'flags')).toBe(NODE_FLAG.down)
    expect(node(lab, frame, 'shard-1a', 'flags')).toBe(NODE_FLAG.slow | NODE_FLAG.clockOff)
    expect(node(lab, frame, 'shard-1a', 'slowFactor')).toBe(3)
    expect(node(lab, frame, 'shard-1a', 'clockOffsetUs')).toBe(-5000)
    expect(node(lab, frame, 'shard-1a', 'workers')).toBe(1)
    expect(node(lab, frame, 'shard-1a', 'utilisation')).toBeGreaterThan(0)
    expect(node(lab, frame, 'api-1', 'flags')).toBe(NODE_FLAG.stalled)
    expect(node(lab, frame, 'api-2', 'flags')).toBe(0)
  })

  it('shows what faults did to links, each direction on its own', () => {
    const lab = labAt(SECOND)
    const one = { from: { node: 'api-1' }, to: { node: 'shard-1a' }, oneWay: true }
    const frame = frameAfter(
      lab,
      { kind: 'cut', link: one },
      { kind: 'delay', link: { ...one, from: { node: 'api-2' } }, addedUs: 7000 },
    )
    expect(link(lab, frame, 'api-1', 'shard-1a', 'flags')).toBe(LINK_FLAG.cut)
    expect(link(lab, frame, 'shard-1a', 'api-1', 'flags')).toBe(0)
    expect(link(lab, frame, 'api-2', 'shard-1a', 'flags')).toBe(LINK_FLAG.delayed)
    expect(link(lab, frame, 'api-2', 'shard-1a', 'addedUs')).toBe(7000)
    expect(link(lab, frame, 'api-2', 'shard-1a', 'breaker')).toBe(BREAKER.none)
  })

  it('does not give away what was concealed', () => {
    const lab = labAt(2 * SECOND)
    const target = { node: 'shard-1b' }
    const delay = { kind: 'delay', link: { from: { group: 'store' }, to: { group: 'api' } }, addedUs: 5_000 } as const
    const flagsAfter = (...commands: Command[]): number[] => {
      const frame = frameAfter(lab, ...commands)
      return [node(lab, frame, 'shard-1b', 'flags'), link(lab, frame, 'shard-1b', 'api-1', 'flags')]
    }
    expect(flagsAfter({ kind: 'slow', target, factor: 9, concealed: true }, { ...delay, concealed: true })).toEqual([
      0, 0,
    ])
    expect(flagsAfter({ kind: 'slow', target, factor: 8 }, delay)).toEqual([NODE_FLAG.slow, LINK_FLAG.delayed])
  })

  it('lists the messages in flight, held ones too, and counts all of them', () => {
    const lab = labAt(SECOND)
    finish(lab.act(holdApi))
    lab.advance(200_000, () => false)
    const frame = frameOf(lab.player, lab.timeUs, new FramePool())
    const held = lab.player.world.cluster.links.reduce((sum, l) => sum + l.held.length, 0)
    expect(held).toBeGreaterThan(0)
    expect(frame.messageCount).toBeGreaterThanOrEqual(held)
    expect(frame.inFlight).toBe(frame.messageCount)
    for (let i = 0; i < frame.messageCount; i++) {
      const [on, sentUs, arrivesUs, type] = frame.messages.subarray(i * MESSAGE_FIELDS.length)
      expect(on).toBeLessThan(lab.player.world.cluster.links.length)
      expect(sentUs).toBeLessThanOrEqual(frame.timeUs)
      expect(arrivesUs).toBeGreaterThanOrEqual(frame.timeUs)
      expect(MESSAGE_TYPES[type].name).not.toBe('none')
    }
  })

  it('lists what was lost since the frame before', () => {
    const lab = labAt(SECOND)
    finish(lab.act(killB))
    lab.advance(500_000, () => false)
    const before = frameOf(lab.player, SECOND, new FramePool())
    expect(before.dropCount).toBeGreaterThan(0)
    const [, sentUs, atUs] = before.drops.subarray(0, DROP_FIELDS.length)
    expect(sentUs).toBeLessThanOrEqual(atUs)
    expect(frameOf(lab.player, lab.timeUs, new FramePool()).dropCount).toBe(0)
  })

  it('shows on every service what is switched off', () => {
    const lab = new Lab({ scenario: 'storefront', seed: 1 })
    const frame = frameAfter(lab, { kind: 'setFlag', flag: 'recommendations', on: false })
    const flagsOf = (id: string): number =>
      frame.nodes[lab.player.world.cluster.nodes.findIndex((n) => n.id === id) * NODE_FIELDS.length]
    expect(['api-1', 'api-2', 'api-3', 'balancer'].map(flagsOf)).toEqual([
      NODE_FLAG.bare,
      NODE_FLAG.bare,
      NODE_FLAG.bare,
      0,
    ])
  })

  it('shows a breaker on the link that it guards', () => {
    const lab = new Lab({ scenario: 'storefront', seed: 1 })
    const target = { node: 'api-2' }
    const frame = frameAfter(lab, { kind: 'openBreaker', target, edge: 'recommendations' })
    expect(link(lab, frame, 'api-1', 'recommendations', 'breaker')).toBe(BREAKER.closed)
    expect(link(lab, frame, 'api-2', 'recommendations', 'breaker')).toBe(BREAKER.forcedOpen)
  })
})
