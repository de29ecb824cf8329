/** Instances that are added, drained, killed and brought back, behind a balancer that hears of it by their reports. */
import { describe, expect, it } from 'vitest'
import type { Command } from '../../src/cluster'
import { DUTY } from '../../src/cluster'
import { HEALTH_DEFAULTS } from '../../src/resilience/health'
import type { InstanceConfig } from '../../src/services/instance'
import type { PoolConfig } from '../../src/services/pool'
import { inTurn } from '../../src/services/pool'
import type { Call } from './stage'
import { Stage, constant } from './stage'

const S = 1_000_000
const WEB = ['web1', 'web2', 'web3']
/** Requests every 20 ms for ten seconds, two instances and one that stands by; 10 ms of work each, and 1 s to boot. */
function staged(calls: Call[] = Array.from({ length: 500 }, (_, i) => ({ atUs: i * 20_000, to: 'lb' }))): Stage {
  const stage = new Stage().node('user', 'caller', calls)
  stage.node('lb', 'pool', {
    calls: [2, 3, 4],
    choose: inTurn(),
    tracks: false,
    weights: [1, 1, 1],
    timeoutUs: S,
    standBy: 1,
    health: { ...HEALTH_DEFAULTS, slowStartUs: 0 },
    checks: null,
    ejection: null,
    panicBelow: 0,
  } satisfies PoolConfig)
  WEB.forEach((id, i) => {
    const instance: InstanceConfig = { grows: { standsBy: i === 2, bootUs: S, reportsTo: [1] } }
    stage.node(id, 'server', { instance }, { workers: 1, queueLimit: 50, service: constant(10_000) })
  })
  return stage.linked()
}
const add = (node: string): Command => ({ kind: 'addInstance', target: { node } })
const drain = (node: string): Command => ({ kind: 'drainInstance', target: { node } })
const dutyOf = (stage: Stage, id: string) => stage.cluster.nodes[stage.index(id)].membership?.duty
const started = (stage: Stage, id: string): number => stage.startedBy(id)
/** What the users were told, by status. */
const answers = (stage: Stage): string[] => [
  ...new Set(stage.log('user').map((line) => line.split(' ').slice(3).join(' '))),
]

describe('adding', () => {
  it('one that stands by gets nothing; added, it boots and then has its part', () => {
    const stage = staged().play({ [3 * S]: { kind: 'addInstance', target: { group: 'web' } } }, 3.5 * S)
    expect([dutyOf(stage, 'web3'), started(stage, 'web3')]).toEqual([DUTY.boots, 0])
    stage.runTo(12 * S)
    expect(dutyOf(stage, 'web3')).toBe(DUTY.serves)
    expect(stage.story('booting', 'serving')).toEqual(['3000000 booting web3', '4000000 serving web3'])
    expect(started(stage, 'web3')).toBeGreaterThan(95)
    expect(answers(stage)).toEqual(['ok'])
  })
  it('names the first that stands by, then the first that drains', () => {
    const group: Command = { kind: 'addInstance', target: { group: 'web' } }
    const stage = staged().play({ [1 * S]: group, [1.1 * S]: drain('web2'), [1.2 * S]: group }, 1.3 * S)
    expect(WEB.map((id) => dutyOf(stage, id))).toEqual([DUTY.serves, DUTY.serves, DUTY.boots])
  })
  it('drained and added while it boots, it boots for as long as it takes', () => {
    const stage = staged().play({ [1 * S]: add('web3'), [1.5 * S]: drain('web3'), [1.8 * S]: add('web3') }, 2.7 * S)
    expect(dutyOf(stage, 'web3')).toBe(DUTY.boots)
    expect(dutyOf(stage.runTo(2.9 * S), 'web3')).toBe(DUTY.serves)
  })
})

describe('draining', () => {
  it('it finishes what it has, gets nothing new, and stands by; nobody notices', () => {
    const stage = staged().play({ [3 * S]: drain('web1') }, 3.2 * S)
    const had = started(stage, 'web1')
    expect(dutyOf(stage, 'web1')).toBe(DUTY.drains)
    stage.runTo(12 * S)
    expect(dutyOf(stage, 'web1')).toBe(DUTY.standsBy)
    expect(started(stage, 'web1') - had).toBe(0)
    expect([answers(stage), stage.log('user').length]).toEqual([['ok'], 500])
  })
  it('it does not end before every balancer has heard of it: one that has not goes on sending', () => {
    const link = { from: { node: 'web1' }, to: { node: 'lb' }, oneWay: true }
    const stage = staged().play(
      { [3 * S]: [{ kind: 'cut', link }, drain('web1')], [8 * S]: { kind: 'heal', link } },
      12 * S,
    )
    expect(dutyOf(stage, 'web1')).toBe(DUTY.standsBy)
    expect(stage.log('user').length).toBeGreaterThan(350) // its answers were lost with the link
    expect(stage.story('draining', 'standingBy').map((line) => line.split(' ')[1])).toEqual(['draining', 'standingBy'])
    expect(Number(stage.story('standingBy')[0].split(' ')[0])).toBeGreaterThan(8 * S)
  })
  it('one that stands by turns away what an ignorant balancer sends', () => {
    const link = { from: { node: 'web1' }, to: { node: 'lb' }, oneWay: true }
    const late: Call[] = [0, 1].map((i) => ({ atUs: 5.05 * S + i, to: 'lb' }))
    const stage = staged(late).play(
      { [1 * S]: [{ kind: 'cut', link }, drain('web1')], [5.02 * S]: { kind: 'heal', link } },
      5.2 * S,
    )
    expect(answers(stage)).toEqual(['failed, refused', 'ok'])
  })
  it('all of them drained, a request fails at once', () => {
    const stage = staged().play({ [3 * S]: { kind: 'drainInstance', target: { group: 'web' } } }, 12 * S)
    expect(answers(stage)).toEqual(['ok', 'failed, unreachable'])
    expect(stage.log('user').length).toBe(500)
  })
})

describe('killing', () => {
  it('brought back, it boots before it takes part again', () => {
    const web1 = { node: 'web1' }
    const stage = staged().play(
      { [3 * S]: { kind: 'kill', target: web1 }, [5 * S]: { kind: 'restart', target: web1 } },
      5.5 * S,
    )
    expect(dutyOf(stage, 'web1')).toBe(DUTY.boots)
    expect(dutyOf(stage.runTo(6.1 * S), 'web1')).toBe(DUTY.serves)
  })
  it('while draining: there is nothing left to finish', () => {
    const web1 = { node: 'web1' }
    const stage = staged().play(
      {
        [3 * S]: [drain('web1'), { kind: 'kill', target: web1 }],
        [4 * S]: { kind: 'restart', target: web1 },
      },
      5 * S,
    )
    expect(dutyOf(stage, 'web1')).toBe(DUTY.standsBy)
  })
  it('a balancer that begins anew hears by the next report who takes part', () => {
    const lb = { node: 'lb' }
    const stage = staged().play(
      {
        [1 * S]: add('web3'),
        [3 * S]: { kind: 'kill', target: lb },
        [3.1 * S]: { kind: 'restart', target: lb },
      },
      3.11 * S,
    )
    expect(stage.state<{ serves: boolean[] }>('lb').serves).toEqual([true, true, false])
    stage.runTo(3.7 * S)
    expect(stage.state<{ serves: boolean[] }>('lb').serves).toEqual([true, true, true])
  })
})
