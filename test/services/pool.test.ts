/** A balancer that knows its instances, among scripted ones: shares, health, and what happens when none is well. */
import { describe, expect, it } from 'vitest'
import type { Command } from '../../src/cluster'
import { HEALTH_DEFAULTS } from '../../src/resilience/health'
import type { Chooser, PoolConfig, PoolState } from '../../src/services/pool'
import { atRandom, byChoices, byOutstanding, byUser, inTurn } from '../../src/services/pool'
import type { Call } from './stage'
import { Stage } from './stage'

const INSTANCES = ['web1', 'web2', 'web3']
const requests = (n: number, everyUs = 100, words: Call['words'] = {}): Call[] =>
  Array.from({ length: n }, (_, i) => ({ atUs: i * everyUs, to: 'lb', words }))

function pooled(
  calls: Call[],
  { scripts = [] as string[][], seed = 1, ...config }: Partial<PoolConfig> & { scripts?: string[][]; seed?: number },
): Stage {
  const stage = new Stage(seed)
  stage.node('user', 'caller', calls).node('lb', 'pool', {
    calls: [2, 3, 4],
    choose: inTurn(),
    tracks: false,
    weights: [1, 1, 1],
    timeoutUs: 10_000,
    standBy: 0,
    health: HEALTH_DEFAULTS,
    checks: null,
    ejection: null,
    panicBelow: 0,
    ...config,
  } satisfies PoolConfig)
  INSTANCES.forEach((id, i) => stage.node(id, 'farEnd', scripts[i]))
  return stage.linked()
}
const got = (stage: Stage): number[] => INSTANCES.map((id) => stage.log(id).length)
/** How many requests each got in a stretch of time. */
const gotIn = (stage: Stage, fromUs: number, toUs: number): number[] =>
  INSTANCES.map(
    (id) =>
      stage.log(id).filter((line) => {
        const atUs = Number(line.split(' ')[0])
        return atUs >= fromUs && atUs < toUs
      }).length,
  )
const CHECKS = { intervalUs: 1_000, timeoutUs: 500 }
const CUT: Command = { kind: 'cut', link: { from: { node: 'lb' }, to: { node: 'web2' } } }

describe('strategies', () => {
  it('weights: in turn, exactly; at random, in proportion', () => {
    expect(got(pooled(requests(70), { weights: [5, 1, 1] }).play())).toEqual([50, 10, 10])
    const random = got(pooled(requests(700), { weights: [5, 1, 1], choose: atRandom() }).play())
    expect(random[0]).toBeGreaterThan(440)
    expect(random[0]).toBeLessThan(560)
  })
  it.each([
    ['least outstanding', byOutstanding()],
    ['two choices', byChoices(2)],
  ])('%s: whoever does not answer gets few', (_, choose: Chooser) => {
    const stage = pooled(requests(90), { choose, tracks: true, scripts: [['silent']] }).play()
    expect(stage.log('web1').length).toBeLessThanOrEqual(2)
    expect(stage.state<PoolState>('lb').outstanding).toEqual([0, 0, 0])
  })
  it('a user stays with an instance, and only those of a lost one move', () => {
    const users = Array.from({ length: 120 }, (_, i) => ({ atUs: i * 100, to: 'lb', words: { c: i % 60 } }))
    const homes = (standBy: number): string[][] => {
      const stage = pooled(users, { choose: byUser(Infinity), standBy }).play()
      return INSTANCES.map((id) => stage.log(id).map((line) => String((Number(line.split(/[ .]/)[2]) - 1) % 60)))
    }
    const all = homes(0)
    for (const home of all) {
      expect(home.length).toBeGreaterThan(10)
      for (const user of home) expect(home.filter((other) => other === user)).toHaveLength(2)
    }
    const without = homes(1)
    expect(without[2]).toEqual([])
    for (const at of [0, 1]) for (const user of all[at]) expect(without[at]).toContain(user)
  })
  it('bounded load: one busy user overflows to others', () => {
    const choose = byUser(1.25)
    const late = [['ok 5000'], ['ok 5000'], ['ok 5000']]
    const shares = got(pooled(requests(40, 100, { c: 7 }), { choose, tracks: true, scripts: late }).play())
    expect(Math.max(...shares)).toBeLessThanOrEqual(Math.ceil((40 / 3) * 1.25) + 1)
    expect(got(pooled(requests(40, 100, { c: 7 }), { choose: byUser(Infinity) }).play())).toContain(40)
  })
})

describe('health', () => {
  const CONFIG = { checks: CHECKS, health: { ...HEALTH_DEFAULTS, fall: 2, rise: 2 } }

  it('an instance that was killed gets nothing once two checks went unanswered, and again after two answers', () => {
    const stage = pooled(requests(150), CONFIG)
    stage.play(
      { 3_050: { kind: 'kill', target: { node: 'web2' } }, 8_050: { kind: 'restart', target: { node: 'web2' } } },
      20_000,
    )
    expect(gotIn(stage, 5_600, 10_000)[1]).toBe(0)
    expect(gotIn(stage, 10_500, 15_000)[1]).toBeGreaterThan(10)
    expect(stage.story('state')).toEqual(['5500 state 1 0', '10020 state 0 1'])
  })
  it('a cut link makes a healthy instance look dead to this balancer', () => {
    const stage = pooled(requests(100), CONFIG).play({ 2_050: CUT }, 20_000)
    expect(gotIn(stage, 4_600, 10_000)).toEqual([expect.any(Number), 0, expect.any(Number)])
    expect(stage.log('user').length).toBeGreaterThan(88) // only what was under way at the cut, and before it was seen
  })
  it('a stalled instance does not answer; a busy one does', () => {
    const stage = pooled(requests(100), CONFIG).play({ 2_050: { kind: 'stall', target: { node: 'web3' } } }, 20_000)
    expect(gotIn(stage, 4_600, 10_000)[2]).toBe(0)
  })
  it('where none is healthy all are used, and it is written down', () => {
    const all: Command = { kind: 'cut', link: { from: { node: 'lb' }, to: { group: 'web' } } }
    const back: Command = { kind: 'heal', link: { from: { node: 'lb' }, to: { group: 'web' } } }
    const stage = pooled(requests(100), CONFIG).play({ 2_050: all, 5_010: back }, 5_900)
    expect(gotIn(stage, 5_050, 5_900).every((n) => n > 0)).toBe(true)
    expect(stage.state<PoolState>('lb').isPanicking).toBe(true)
    stage.runTo(20_000)
    expect(stage.state<PoolState>('lb').isPanicking).toBe(false)
  })
  it('where too few are healthy for the threshold, all are used', () => {
    const stage = pooled(requests(100), { ...CONFIG, panicBelow: 0.7 })
    stage.play(
      {
        2_050: [
          { kind: 'stall', target: { node: 'web3' } },
          { kind: 'stall', target: { node: 'web2' } },
        ],
      },
      9_000,
    )
    expect(stage.state<PoolState>('lb').weights).toEqual([1, 1, 1])
  })
  it('after being away an instance begins with a small share', () => {
    const slow = { ...CONFIG, health: { ...CONFIG.health, slowStartUs: 10_000 } }
    const stage = pooled(requests(400, 50), slow)
    stage.play({ 2_050: CUT, 5_010: { kind: 'healAll' } }, 40_000)
    const early = gotIn(stage, 6_600, 8_600)
    expect(early[1]).toBeGreaterThan(0)
    expect(early[1]).toBeLessThan(early[0] / 2)
    const late = gotIn(stage, 17_500, 19_500)
    expect(Math.abs(late[1] - late[0])).toBeLessThanOrEqual(1)
  })
})

describe('ejection', () => {
  const CONFIG = { tracks: true, ejection: { failures: 3, ejectUs: 2_000 } }

  it('three failures in a row put an instance out, longer the second time', () => {
    const stage = pooled(requests(200), { ...CONFIG, scripts: [['fail']] }).play({}, 21_000)
    const times = stage.log('web1').map((line) => Number(line.split(' ')[0]))
    const gaps = times.slice(1).map((at, i) => at - times[i])
    const long = gaps.filter((gap) => gap > 1_500)
    expect(long.length).toBeGreaterThanOrEqual(3)
    expect([...long].sort((a, b) => a - b)).toEqual(long)
  })
  it('requests that are never answered count as failures', () => {
    const stage = pooled(requests(200), { ...CONFIG, timeoutUs: 500, scripts: [['silent']] }).play({}, 21_000)
    expect(stage.log('web1').length).toBeLessThan(35)
    expect(stage.log('user').length).toBeGreaterThan(165)
  })
  it('one success between them starts the count again', () => {
    const script = ['fail', 'fail', 'ok', 'fail', 'fail', 'ok']
    const stage = pooled(requests(18), { ...CONFIG, scripts: [script] }).play()
    expect(stage.log('web1').length).toBe(6)
  })
})

describe('what it remembers', () => {
  it('is gone with its process, which begins anew', () => {
    const stage = pooled(requests(100), {
      checks: CHECKS,
      tracks: true,
      choose: byOutstanding(),
      scripts: [['silent']],
    })
    const lb = { node: 'lb' }
    stage.play({ 5_000: { kind: 'kill', target: lb }, 6_000: { kind: 'restart', target: lb } }, 1e6)
    expect(stage.state<PoolState>('lb')).toMatchObject({ outstanding: [0, 0, 0], isPanicking: false })
    expect(stage.state<PoolState>('lb').pending.size).toBe(0)
    expect(stage.log('user').length).toBeGreaterThan(60)
  })
  it('counts a duplicated request and a duplicated answer once', () => {
    const stage = pooled(requests(20), { tracks: true, choose: byChoices(2) })
    stage.play({ 0: { kind: 'duplicate', link: { from: { node: 'lb' }, to: { group: 'web' } }, probability: 1 } }, 1e6)
    expect(stage.state<PoolState>('lb').outstanding).toEqual([0, 0, 0])
  })
})
