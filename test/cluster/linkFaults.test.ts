/** The table at the head of faults.ts, row by row: links, and single messages. */
import { describe, expect, it } from 'vitest'
import { DROP, DROP_REASONS, TYPE, W, matches, sameForAllLegs } from '../../src/cluster'
import type { Command, LinkTarget, MessageId, Role } from '../../src/cluster'
import { Distribution } from '../../src/kernel'
import { WORDS } from '../../src/kernel/eventQueue'
import type { Act } from './stage'
import { Stage, constant } from './stage'

const AB: LinkTarget = { from: { node: 'a' }, to: { node: 'b' } }
const sends = (...at: number[]): Act[] => at.map((atUs, i) => ({ atUs, send: 'b', name: i + 1 }))
const pair = (plan: Act[], planOfB: Act[] = []): Stage =>
  new Stage().node('a', plan).node('b', planOfB, { replies: true }).link('a', 'b', 100)
const drops = (stage: Stage): string[] =>
  stage.kinds('DROPPED').map((r) => `${r.atUs} ${r.words[2]} ${DROP_REASONS[r.detail >> 8]}`)

describe('cut', () => {
  it('loses what would arrive while it is cut, also what was sent before, in both directions', () => {
    const stage = pair(sends(0, 10, 250), [{ atUs: 30, send: 'a', name: 9 }]).play({
      50: { kind: 'cut', link: AB },
      105: { kind: 'heal', link: AB },
    })
    expect(stage.log('b')).toEqual(['110 got 2', '350 got 3'])
    expect(stage.log('a')).toEqual(['130 got 9', '210 answer 2', '450 answer 3'])
    expect(drops(stage)).toEqual(['100 1 cut'])
  })

  it('loses at once what is sent into it, and the sender may still write to it', () => {
    const stage = pair(sends(60)).play({ 50: { kind: 'cut', link: AB } })
    expect(drops(stage)).toEqual(['60 1 cut'])
    expect(stage.cluster.queue.allocated).toBe(0)
  })

  it('one way: the other direction stays', () => {
    const stage = pair(sends(0, 60), [{ atUs: 0, send: 'a', name: 9 }]).play({
      50: { kind: 'cut', link: { ...AB, oneWay: true } },
    })
    expect([stage.log('a'), stage.log('b')]).toEqual([['100 got 9'], []])
  })

  it('does not touch queued work, work in service, timers or the disk', () => {
    const stage = new Stage()
      .node('a', [...sends(0, 0)])
      .node(
        'b',
        [
          { atUs: 0, timer: 7, inUs: 150 },
          { atUs: 0, sync: 8 },
        ],
        { workers: 1, queueLimit: 2, service: constant(100), disk: constant(200) },
      )
      .link('a', 'b', 10)
      .play({ 20: { kind: 'cut', link: AB } })
    expect(stage.log('b')).toEqual(['110 got 1', '150 timer 7', '200 synced 8', '210 got 2'])
  })
})

describe('hold and release', () => {
  it('what arrives waits at the far end, and is released in order', () => {
    const stage = pair(sends(0, 10, 20, 400)).play({
      50: { kind: 'hold', link: { ...AB, oneWay: true } },
      300: { kind: 'release', link: AB },
    })
    expect(stage.log('b')).toEqual(['300 got 1', '300 got 2', '300 got 3', '500 got 4'])
    expect(stage.story('HELD')).toEqual(['100 held 1', '110 held 2', '120 held 3'])
  })

  it('healing releases too; a cut in between loses it on its way out', () => {
    const healed = pair(sends(0)).play({ 50: { kind: 'hold', link: AB }, 200: { kind: 'heal', link: AB } })
    expect(healed.log('b')).toEqual(['200 got 1'])
    const cut = pair(sends(0)).play({
      50: { kind: 'hold', link: AB },
      200: { kind: 'cut', link: AB },
      300: { kind: 'release', link: AB },
    })
    expect([cut.log('b'), drops(cut)]).toEqual([[], ['300 1 cut']])
  })

  it('released to a dead node it is lost', () => {
    const stage = pair(sends(0)).play({
      50: { kind: 'hold', link: AB },
      150: { kind: 'kill', target: { node: 'b' } },
      200: { kind: 'healAll' },
    })
    expect(drops(stage)).toEqual(['200 1 nodeDown'])
  })
})

describe('delay, loss, duplication, reordering, bandwidth', () => {
  it('a message keeps the fate it was sent with', () => {
    const stage = pair(sends(0, 60, 210)).play({
      50: { kind: 'delay', link: AB, addedUs: 500 },
      200: [
        { kind: 'heal', link: AB },
        { kind: 'lose', link: { ...AB, oneWay: true }, probability: 1 },
      ],
    })
    expect(stage.log('b')).toEqual(['100 got 1', '660 got 2'])
    expect(drops(stage)).toEqual(['210 3 lost'])
  })

  it('delay counts from the link of the scenario, not from the last delay', () => {
    const stage = new Stage().node('a', sends(10)).node('b').link('a', 'b', 100, { addedUs: 7 })
    stage.play({ 1: { kind: 'delay', link: AB, addedUs: 500 }, 2: { kind: 'delay', link: AB, addedUs: 50 } })
    expect(stage.log('b')).toEqual(['167 got 1'])
  })

  it('a duplicate carries the payload, also of a reply, and has a path and a delay of its own', () => {
    const stage = pair(sends(10)).play({ 0: { kind: 'duplicate', link: AB, probability: 1 } })
    expect(stage.log('b')).toEqual(['110 got 1', '110 got 1'])
    expect(stage.log('a')).toEqual(Array<string>(4).fill('210 answer 1'))
    expect(new Set(stage.kinds('DELIVERED').map((r) => r.words[3])).size).toBe(6)
  })

  it('duplicates what a role sends as it starts: the copy has the payload also when it comes first', () => {
    const eager: Role = {
      start(cluster, node) {
        node.state = []
        if (node.index === 0) return
        const m = cluster.send(node, cluster.nodes[0], TYPE.joinAsk, node.index, 1, 0)
        cluster.queue.words[m * WORDS + W.key] = 77
      },
      receive(cluster, node, m) {
        ;(node.state as number[]).push(cluster.queue.words[m * WORDS + W.key])
      },
    }
    const latency = sameForAllLegs(Distribution.of({ kind: 'uniform', minUs: 0, maxUs: 100 }))
    for (let seed = 0; seed < 10; seed++) {
      const stage = new Stage(seed, { probe: eager }).node('a').node('b').link('a', 'b', 0, { duplicate: 1, latency })
      expect(stage.play().at('a').state).toEqual([77, 77])
      expect(stage.cluster.queue.allocated).toBe(0)
    }
  })

  it('reordering lets some be overtaken', () => {
    const stage = pair(sends(0, 1)).play({
      0: { kind: 'reorder', link: AB, probability: 1, byUs: 40 },
      1: { kind: 'heal', link: AB },
    })
    expect(stage.log('b')).toEqual(['101 got 2', '140 got 1'])
  })

  it('an ordered link keeps order, though later messages are faster; unless reordering is the fault', () => {
    const ordered = (commands: Record<number, Command>): string[] =>
      new Stage().node('a', sends(0, 10)).node('b').link('a', 'b', 100, { ordered: true }).play(commands).log('b')
    const slowFirst = { 0: { kind: 'delay', link: AB, addedUs: 50 }, 5: { kind: 'heal', link: AB } } as const
    expect(ordered(slowFirst)).toEqual(['150 got 1', '150 got 2'])
    expect(
      ordered({ 0: { kind: 'reorder', link: AB, probability: 1, byUs: 40 }, 5: { kind: 'heal', link: AB } }),
    ).toEqual(['110 got 2', '140 got 1'])
  })

  it('bandwidth sends one after another', () => {
    // 256 bytes at 2.56 MB/s: 100 µs each.
    const stage = pair(sends(0, 0, 0)).play({
      0: { kind: 'limit', link: { ...AB, oneWay: true }, bytesPerSecond: 2_560_000 },
    })
    expect(stage.log('b')).toEqual(['200 got 1', '300 got 2', '400 got 3'])
  })
})

describe('flap', () => {
  const flap: Command = { kind: 'flap', link: { ...AB, oneWay: true }, upUs: 100, downUs: 50 }
  it('is down, then up, and so on until healed', () => {
    const stage = pair(sends(0, 100, 200, 300, 400, 520)).play({ 0: flap, 500: { kind: 'heal', link: AB } })
    // Down at 0-50, 150-200, 300-350, 450-500: lost when sent or due then.
    expect(stage.log('b')).toEqual(['400 got 4', '500 got 5', '620 got 6'])
    expect(stage.cluster.queue.allocated).toBe(0)
  })

  it('set anew it follows the new times only', () => {
    const stage = pair([]).play({ 0: flap, 20: { ...flap, upUs: 1000, downUs: 10 }, 500: { kind: 'healAll' } })
    expect(stage.kinds('LINK').map((r) => r.atUs)).toEqual([0, 0, 20, 20, 30, 500])
  })

  it.each<[string, Command]>([
    ['cut', { kind: 'cut', link: AB }],
    ['isolate', { kind: 'isolate', target: { node: 'b' } }],
    ['partition', { kind: 'partition', groups: [[{ node: 'a' }], [{ node: 'b' }]] }],
  ])('gives way to a %s, which holds until it is healed', (_, command) => {
    for (const atUs of [20, 60]) {
      const stage = pair(sends(0, 210, 260, 700)).play({ 0: flap, [atUs]: command, 650: { kind: 'heal', link: AB } })
      expect(stage.log('b')).toEqual(['800 got 4'])
    }
  })
})

describe('partition, isolate, heal all', () => {
  const square = (): Stage => {
    const stage = new Stage()
    for (const id of ['a', 'b', 'c', 'd']) stage.node(id, [], { zone: id < 'c' ? 'x' : 'y' })
    for (const [i, from] of ['a', 'b', 'c', 'd'].entries())
      for (const to of ['a', 'b', 'c', 'd'].slice(i + 1)) stage.link(from, to, 10)
    stage.cluster.start()
    return stage
  }
  const down = (stage: Stage): string =>
    stage.cluster.links
      .filter((l) => l.cut && l.from.index < l.to.index)
      .map((l) => l.from.id + l.to.id)
      .join(' ')

  it('a partition cuts between groups; a node named in none keeps all its links', () => {
    const stage = square()
    stage.cluster.apply({ kind: 'partition', groups: [[{ node: 'a' }], [{ zone: 'y' }]] })
    expect(down(stage)).toBe('ac ad')
    expect(stage.cluster.links.filter((l) => l.cut)).toHaveLength(4)
  })

  it('isolation cuts a target off from everything outside it', () => {
    const stage = square()
    stage.cluster.apply({ kind: 'isolate', target: { zone: 'x' } })
    expect(down(stage)).toBe('ac ad bc bd')
    stage.cluster.apply({ kind: 'healAll' })
    expect(down(stage)).toBe('')
  })

  it('healing names each healed link once, and leaves nodes as they are', () => {
    const stage = square()
    stage.cluster.apply({ kind: 'kill', target: { node: 'd' } })
    stage.cluster.apply({ kind: 'slow', target: { node: 'c' }, factor: 3 })
    stage.cluster.apply({
      kind: 'lose',
      link: { from: { node: 'a' }, to: { node: 'b' }, oneWay: true },
      probability: 0.5,
    })
    stage.cluster.apply({ kind: 'healAll' })
    stage.cluster.apply({ kind: 'healAll' })
    stage.drain()
    expect(stage.kinds('LINK')).toHaveLength(2)
    expect([stage.at('d').up, stage.at('c').slowFactor]).toEqual([false, 3])
    expect(stage.linkOf('a', 'b').plain).toBe(true)
  })

  it('both ends of a link may be meant by several targets', () => {
    expect(matches(square().at('a'), { zone: 'x' })).toBe(true)
    expect(matches(square().at('a'), { group: 'b' })).toBe(false)
  })
})

describe('message rules', () => {
  /** The third message's name for ever, from a run without rules. */
  const idOf = (name: number): MessageId => {
    const [row] = pair(sends(0, 10, 20))
      .play()
      .kinds('SENT')
      .filter((r) => r.words[2] === name)
    return { origin: row.words[1], count: row.words[2], path: row.words[3] }
  }
  it('drop: when it would arrive, this one only', () => {
    const stage = pair(sends(0, 10, 20)).play({ 30: { kind: 'dropMessage', message: idOf(2) } })
    expect(stage.log('b')).toEqual(['100 got 1', '120 got 3'])
    expect(drops(stage)).toEqual([`110 2 ${DROP_REASONS[DROP.byHand]}`])
  })

  it('delay: once', () => {
    const stage = pair(sends(0, 10, 20)).play({ 30: { kind: 'delayMessage', message: idOf(2), byUs: 300 } })
    expect(stage.log('b')).toEqual(['100 got 1', '120 got 3', '410 got 2'])
  })

  it('hold, until it is released; its link held too, both must let it go', () => {
    const message = idOf(2)
    const hold: Command = { kind: 'holdMessage', message }
    const stage = pair(sends(0, 10, 20)).play({ 30: hold, 300: { kind: 'releaseMessage', message } })
    expect(stage.log('b')).toEqual(['100 got 1', '120 got 3', '300 got 2'])
    const both = pair(sends(0, 10)).play({
      30: [hold, { kind: 'hold', link: AB }],
      200: { kind: 'release', link: AB },
      400: { kind: 'releaseMessage', message },
    })
    expect(both.log('b')).toEqual(['200 got 1', '400 got 2'])
    const other = pair(sends(0, 10)).play({
      30: [hold, { kind: 'hold', link: AB }],
      200: { kind: 'releaseMessage', message },
      400: { kind: 'release', link: AB },
    })
    expect(other.log('b')).toEqual(['400 got 1', '400 got 2'])
  })

  it('a rule in force when all is healed is gone', () => {
    const stage = pair(sends(0, 10)).play({ 30: { kind: 'holdMessage', message: idOf(2) }, 150: { kind: 'healAll' } })
    expect(stage.log('b')).toEqual(['100 got 1', '150 got 2'])
    expect(stage.cluster.rules.size).toBe(0)
  })
})
