/** The table at the head of faults.ts, row by row: nodes. Every test plays one fault against all four questions. */
import { describe, expect, it } from 'vitest'
import { DROP, TYPE } from '../../src/cluster'
import type { Command } from '../../src/cluster'
import type { Act } from './stage'
import { Stage, constant, probe } from './stage'

const onB = (kind: 'kill' | 'restart' | 'stall' | 'resume' | 'stallDisk' | 'resumeDisk'): Command => ({
  kind,
  target: { node: 'b' },
})
/** One worker that takes 100 µs, two places to wait, a disk of 50 µs; a is 10 µs away. */
function pair(plan: Act[], planOfB: Act[] = []): Stage {
  return new Stage()
    .node('a', plan)
    .node('b', planOfB, { workers: 1, queueLimit: 2, service: constant(100), disk: constant(50), replies: true })
    .link('a', 'b', 10)
}
const send = (atUs: number, name: number, type?: number): Act => ({ atUs, send: 'b', name, type })
const everyMessageAtOnce = [1, 2, 3, 4].map((name) => send(0, name))

describe('without a fault', () => {
  it('work is served first come first served behind a bounded queue, and replies cost nothing', () => {
    const stage = pair(everyMessageAtOnce).play()
    expect(stage.log('b')).toEqual(['10 refused 4', '110 got 1', '210 got 2', '310 got 3'])
    expect(stage.log('a')).toEqual(['120 answer 1', '220 answer 2', '320 answer 3'])
  })

  it('a full queue that does not refuse loses the work, and says so in the journal', () => {
    const stage = new Stage()
      .node('a', everyMessageAtOnce)
      .node('b', [], { workers: 1, queueLimit: 0, service: constant(100), onFull: 'drop' })
      .link('a', 'b', 10)
      .play()
    expect(stage.log('b')).toEqual(['110 got 1'])
    expect(stage.story('REFUSED')).toEqual(['10 refused 2', '10 refused 3', '10 refused 4'])
  })

  it('syncs finish one after another, in the order they were asked for', () => {
    const stage = pair(
      [],
      [0, 10, 60].map((atUs, sync) => ({ atUs, sync })),
    ).play()
    expect(stage.log('b')).toEqual(['50 synced 0', '100 synced 1', '150 synced 2'])
  })
})

describe('kill', () => {
  it('in flight: lost on arrival; sent by it: travels on', () => {
    const stage = pair([send(95, 1)], [{ atUs: 99, send: 'a', name: 2 }]).play({ 100: onB('kill') })
    expect(stage.log('b')).toEqual(['100 crash'])
    expect(stage.log('a')).toEqual(['109 got 2'])
    expect(stage.kinds('DROPPED').map((r) => [r.atUs, r.detail >> 8])).toEqual([[105, DROP.nodeDown]])
  })

  it('queued and in service: lost, and written down as abandoned', () => {
    const stage = pair(everyMessageAtOnce).play({ 50: onB('kill') })
    expect(stage.log('b')).toEqual(['10 refused 4', '50 crash'])
    expect(stage.story('ABANDONED')).toEqual(['50 abandoned 1', '50 abandoned 2', '50 abandoned 3'])
    // In service or waiting, queue depth and busy workers after each.
    expect(stage.kinds('ABANDONED').map((r) => [r.detail >> 8, r.words[3], r.words[4]])).toEqual([
      [1, 2, 0],
      [0, 1, 0],
      [0, 0, 0],
    ])
    expect(stage.log('a')).toEqual([])
  })

  it('timers and unsynced writes die with the process, also when it is up again before they come due', () => {
    const stage = pair(
      [],
      [
        { atUs: 0, timer: 1, inUs: 100 },
        { atUs: 0, timeout: 2, inUs: 100 },
        { atUs: 40, sync: 3 },
      ],
    ).play({ 60: onB('kill'), 61: onB('restart') })
    expect(stage.log('b')).toEqual(['60 crash', '61 restart'])
    expect(stage.cluster.queue.allocated).toBe(0)
  })

  it('loses the disk only when told so, also afterwards; a dead node cannot die again', () => {
    const stage = pair([]).play({
      10: onB('kill'),
      20: onB('kill'),
      30: { kind: 'kill', target: { node: 'b' }, loseDisk: true },
    })
    expect(stage.log('b')).toEqual(['10 crash', '30 crash, disk lost'])
    expect(stage.at('b').diskLost).toBe(true)
  })
})

describe('restart', () => {
  it('takes what arrives after it, has nothing left of before, and a disk that is free', () => {
    const stage = pair([...everyMessageAtOnce, send(80, 5), send(100, 6)], [{ atUs: 0, sync: 1 }]).play({
      20: onB('kill'),
      100: onB('restart'),
    })
    expect(stage.log('b')).toEqual(['10 refused 4', '20 crash', '100 restart', '210 got 6'])
    expect([stage.at('b').busy, stage.at('b').queueDepth, stage.at('b').diskFreeUs]).toEqual([0, 0, 0])
  })

  it('brings a new member back where the disk was lost, until its role says that it has caught up', () => {
    const again = (rejoins: boolean): unknown[] => {
      const stage = new Stage(1, { probe: { ...probe, rejoins } }).node('b')
      stage.play({ 10: { kind: 'kill', target: { node: 'b' }, loseDisk: true }, 20: onB('restart') })
      return [stage.log('b')[1], stage.at('b').diskLost]
    }
    expect(again(true)).toEqual(['20 restart, disk lost', true])
    expect(again(false)).toEqual(['20 restart', false])
  })

  it('leaves a running node alone, and wakes a stalled one', () => {
    const stage = pair([send(5, 1)]).play({ 1: onB('restart'), 4: onB('stall'), 50: onB('restart') })
    expect(stage.log('b')).toEqual(['150 got 1'])
    expect(stage.at('b').incarnation).toBe(0)
  })
})

describe('stall and resume', () => {
  it('in flight: waits in the inbox, unbounded and in order', () => {
    const names = [1, 2, 3, 4, 5, 6]
    const stage = pair(names.map((name) => send(name, name, TYPE.joinAsk))).play({
      0: onB('stall'),
      300: onB('resume'),
    })
    expect(stage.log('b')).toEqual(names.map((name) => `300 got ${name}`))
  })

  it('queued work stays; work in service stands still and needs its rest afterwards', () => {
    const stage = pair([send(0, 1), send(0, 2), send(100, 3)]).play({ 60: onB('stall'), 1000: onB('resume') })
    expect(stage.log('b')).toEqual(['1050 got 1', '1150 got 2', '1250 got 3'])
    expect(stage.kinds('FINISHED', 'STARTED', 'QUEUED').map((r) => r.atUs)).toEqual([
      10, 10, 1000, 1050, 1050, 1150, 1150, 1250,
    ])
  })

  it('timers come due on resuming, in order; an answer before them can still cancel one', () => {
    const stage = pair(
      [],
      [
        { atUs: 0, timeout: 1, inUs: 30 },
        { atUs: 5, timer: 2, inUs: 20 },
        { atUs: 0, timer: 3, inUs: 200 },
      ],
    ).play({ 10: onB('stall'), 100: onB('resume') })
    expect(stage.log('b')).toEqual(['100 timer 2', '100 timer 1', '200 timer 3'])
  })

  it('unsynced writes: the disk goes on, its answer waits', () => {
    const stage = pair(
      [],
      [0, 1].map((atUs, sync) => ({ atUs, sync })),
    ).play({ 20: onB('stall'), 400: onB('resume') })
    expect(stage.log('b')).toEqual(['400 synced 0', '400 synced 1'])
  })

  it('killed while stalled: nothing of the inbox, the work or the timers is left', () => {
    const stage = pair(
      [...everyMessageAtOnce, send(50, 7, TYPE.joinAsk)],
      [
        { atUs: 0, timer: 1, inUs: 60 },
        { atUs: 0, sync: 2 },
      ],
    ).play({ 30: onB('stall'), 100: onB('kill'), 110: onB('restart') })
    expect(stage.log('b')).toEqual(['10 refused 4', '100 crash', '110 restart'])
    expect(stage.kinds('ABANDONED')).toHaveLength(3)
    expect(stage.cluster.queue.allocated).toBe(0)
  })

  it('twice is once; a dead node cannot stall', () => {
    const stage = pair([send(0, 1)]).play({
      20: onB('stall'),
      30: onB('stall'),
      40: onB('resume'),
      50: onB('resume'),
      300: onB('kill'),
      310: onB('stall'),
    })
    expect(stage.log('b')).toEqual(['130 got 1', '300 crash'])
    expect(stage.kinds('NODE')).toHaveLength(3)
  })
})

describe('slow', () => {
  const slow = (factor: number): Command => ({ kind: 'slow', target: { node: 'b' }, factor })
  it('work in service finishes at the new pace, queued work takes it from the start', () => {
    const stage = pair([send(0, 1), send(0, 2)]).play({ 60: slow(10), 700: slow(1) })
    // 50 of 100 left, ten times slower: at 560; then 1000, of which 140 are done when it is quick again.
    expect(stage.log('b')).toEqual(['560 got 1', '786 got 2'])
  })

  it('syncs asked for from now on take longer; timers and messages do not', () => {
    const stage = pair(
      [send(20, 9, TYPE.joinAsk)],
      [
        { atUs: 0, sync: 1 },
        { atUs: 20, sync: 2 },
        { atUs: 0, timer: 3, inUs: 60 },
      ],
    ).play({ 10: slow(4) })
    expect(stage.log('b')).toEqual(['30 got 9', '50 synced 1', '60 timer 3', '250 synced 2'])
  })

  it('reaches work that a stall holds, and is over with a new process', () => {
    const stage = pair([send(0, 1), send(2000, 2)]).play({
      60: onB('stall'),
      70: slow(2),
      100: onB('resume'),
      1000: onB('kill'),
      1010: onB('restart'),
    })
    expect(stage.log('b')).toEqual(['200 got 1', '1000 crash', '1010 restart', '2110 got 2'])
  })
})

describe('a stalled disk', () => {
  it('keeps syncs, in order, until it goes on; messages, work and timers do not notice', () => {
    const stage = pair(
      [send(0, 1)],
      [
        { atUs: 0, sync: 1 },
        { atUs: 5, sync: 2 },
        { atUs: 0, timer: 3, inUs: 60 },
      ],
    ).play({ 20: onB('stallDisk'), 500: onB('resumeDisk') })
    expect(stage.log('b')).toEqual(['60 timer 3', '110 got 1', '500 synced 1', '500 synced 2'])
  })

  it('loses what waits for it only when the node is killed meanwhile', () => {
    const stage = pair([], [{ atUs: 0, sync: 1 }]).play({
      20: onB('stallDisk'),
      100: onB('kill'),
      110: onB('restart'),
      120: onB('resumeDisk'),
    })
    expect(stage.log('b')).toEqual(['100 crash', '110 restart'])
    expect(stage.cluster.queue.allocated).toBe(0)
  })

  it('answers a stalled process when both go on', () => {
    const stage = pair([], [{ atUs: 0, sync: 1 }]).play({
      20: [onB('stallDisk'), onB('stall')],
      100: onB('resumeDisk'),
      200: onB('resume'),
    })
    expect(stage.log('b')).toEqual(['200 synced 1'])
  })
})

describe('clocks', () => {
  const at = (stage: Stage, us: number): number[] => [stage.at('b').wallClock(us), stage.at('b').monotonic(us)]
  it('offset replaces, jump adds, and neither moves a timer or the monotonic clock', () => {
    const stage = pair([], [{ atUs: 0, timer: 1, inUs: 100 }]).play({
      10: { kind: 'offsetClock', target: { node: 'b' }, offsetUs: 5000 },
      20: { kind: 'jumpClock', target: { node: 'b' }, byUs: -7000 },
    })
    expect(stage.log('b')).toEqual(['100 timer 1'])
    expect(at(stage, 1000)).toEqual([-1000, 1000])
    stage.cluster.apply({ kind: 'offsetClock', target: { node: 'b' }, offsetUs: 1 })
    expect(at(stage, 1000)).toEqual([1001, 1000])
  })

  it('drift changes the pace of both clocks from now on: neither jumps, and set timers keep their time', () => {
    const drift = (ppm: number): Command => ({ kind: 'driftClock', target: { node: 'b' }, ppm })
    const stage = pair(
      [],
      [
        { atUs: 0, timer: 1, inUs: 3_000_000 },
        { atUs: 1_500_000, timer: 2, inUs: 3_000_000 },
        { atUs: 1_500_000, timeout: 3, inUs: 3_000_000 },
      ],
    )
    stage.cluster.start()
    stage.runBefore(1_000_000)
    for (const ppm of [500_000, -500_000, 200_000, 500_000]) {
      const before = at(stage, 1_000_000)
      stage.cluster.apply(drift(ppm))
      expect(at(stage, 1_000_000)).toEqual(before)
    }
    expect(at(stage, 2_000_000)).toEqual([2_500_000, 2_500_000])
    stage.drain()
    // Three local seconds are two true ones.
    expect(stage.log('b')).toEqual(['3000000 timer 1', '3500000 timer 2', '3500000 timer 3'])
    stage.cluster.apply({ kind: 'offsetClock', target: { node: 'b' }, offsetUs: 10 })
    expect(at(stage, 3_500_000)).toEqual([4_750_010, 4_750_000])
  })
})

describe('degrade', () => {
  it('makes what starts from now on slower; what it leaves out stays as it was', () => {
    const degrade = (some: { errorRate?: number; addedUs?: number }): Command => ({
      kind: 'degrade',
      target: { node: 'b' },
      ...some,
    })
    const stage = pair([send(0, 1), send(0, 2), send(0, 3)]).play({
      60: [degrade({ addedUs: 400 }), degrade({ errorRate: 0.5 })],
      700: degrade({ addedUs: 0 }),
    })
    expect(stage.log('b')).toEqual(['110 got 1', '610 got 2', '1110 got 3'])
    expect(stage.at('b').errorRate).toBe(0.5)
  })
})

describe('targets', () => {
  it('name one node, a shard, a zone or a group', () => {
    const stage = new Stage()
    for (const [id, zone, group, shard] of [
      ['a', 'x', 'g', 0],
      ['b', 'x', 'h', 1],
      ['c', 'y', 'g', 1],
      ['d', 'y', 'h', 0],
    ] as const)
      stage.node(id, [], { zone, group, shard })
    stage.cluster.start()
    const down = (target: Extract<Command, { kind: 'kill' }>['target']): string => {
      stage.cluster.apply({ kind: 'kill', target })
      const ids = stage.cluster.nodes.filter((n) => !n.up).map((n) => n.id)
      stage.cluster.apply({ kind: 'restart', target })
      return ids.join('')
    }
    expect([down({ node: 'b' }), down({ shard: 1 }), down({ zone: 'y' }), down({ group: 'g' })]).toEqual([
      'b',
      'bc',
      'cd',
      'ac',
    ])
  })
})
