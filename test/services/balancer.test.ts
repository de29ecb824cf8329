import { describe, expect, it } from 'vitest'
import type { BalancerConfig } from '../../src/services/balancer'
import type { Call } from './stage'
import { Stage } from './stage'

const INSTANCES = ['web1', 'web2', 'web3']
const requests = (n: number, everyUs = 100): Call[] =>
  Array.from({ length: n }, (_, i) => ({ atUs: i * everyUs, to: 'lb' }))
function balanced(
  strategy: BalancerConfig['strategy'],
  calls: Call[],
  scripts: string[][] = [],
  timeoutUs = 10_000,
): Stage {
  const stage = new Stage().node('user', 'caller', calls)
  stage.node('lb', 'balancer', { calls: [2, 3, 4], strategy, timeoutUs } satisfies BalancerConfig)
  INSTANCES.forEach((id, i) => stage.node(id, 'farEnd', scripts[i]))
  return stage.linked()
}
/** Which requests each instance got. */
const shares = (stage: Stage): string[] =>
  INSTANCES.map((id) =>
    stage
      .log(id)
      .map((line) => line.split(' ')[2].split('.')[0])
      .join(' '),
  )

describe('a balancer', () => {
  it('takes turns', () => {
    expect(shares(balanced('roundRobin', requests(7)).play())).toEqual(['1 4 7', '2 5', '3 6'])
  })

  it('at random: a request goes where its own luck says, whoever else comes', () => {
    const alone = shares(balanced('random', requests(60)).play())
    for (const share of alone) expect(share.split(' ').length).toBeGreaterThan(10)
    const among = requests(60).flatMap((call, i): Call[] => [
      { ...call, count: 1000 + i },
      { ...call, count: i + 1 },
    ])
    const known = shares(balanced('random', among).play()).map((share) =>
      share
        .split(' ')
        .filter((name) => Number(name) <= 60)
        .join(' '),
    )
    expect(known).toEqual(alone)
  })

  it('least outstanding: among equals a request goes where its own luck says, whoever came before', () => {
    const alone = shares(balanced('leastOutstanding', requests(60)).play())
    const more: Call[] = [
      { atUs: 30, to: 'lb', count: 999 },
      ...requests(60).map((call, i) => ({ ...call, count: i + 1 })),
    ]
    const known = shares(balanced('leastOutstanding', more).play()).map((share) => share.replace(/ ?999/, '').trim())
    expect(known).toEqual(alone)
  })

  it('least outstanding: whoever does not answer gets no more than one', () => {
    const stage = balanced('leastOutstanding', requests(30), [['silent']]).play()
    expect(stage.log('web1').length).toBe(1)
    expect(stage.log('user').length).toBe(29)
  })

  it('least outstanding: what is not answered in time no longer counts', () => {
    const stage = balanced('leastOutstanding', requests(60), [['silent']], 1000).play()
    expect(stage.log('web1').length).toBeGreaterThan(3)
    expect(stage.state<{ instances: { outstanding: number }[]; pending: Map<unknown, unknown> }>('lb')).toMatchObject({
      instances: [{ outstanding: 0 }, { outstanding: 0 }, { outstanding: 0 }],
      pending: new Map(),
    })
  })

  it('least outstanding: a duplicated request and a duplicated answer count once', () => {
    const stage = balanced('leastOutstanding', requests(20))
    stage.play({ 0: { kind: 'duplicate', link: { from: { node: 'lb' }, to: { group: 'web' } }, probability: 1 } })
    expect(stage.state<{ instances: { outstanding: number }[] }>('lb').instances.map((one) => one.outstanding)).toEqual(
      [0, 0, 0],
    )
    expect(stage.log('user').length).toBe(80)
  })

  it('hands an answer back to whoever asked, through two balancers, also when both have died meanwhile', () => {
    const stage = new Stage().node('user', 'caller', [{ atUs: 0, to: 'outer' }])
    stage.node('outer', 'balancer', {
      calls: [2],
      strategy: 'leastOutstanding',
      timeoutUs: 5000,
    } satisfies BalancerConfig)
    stage.node('inner', 'balancer', { calls: [3], strategy: 'roundRobin', timeoutUs: 5000 } satisfies BalancerConfig)
    stage.node('web1', 'farEnd', ['ok 500']).linked()
    const both = [{ node: 'outer' }, { node: 'inner' }]
    stage.play({
      100: both.map((target) => ({ kind: 'kill', target })),
      200: both.map((target) => ({ kind: 'restart', target })),
    })
    expect(stage.log('user')).toEqual(['560 answer 1 ok'])
    expect(stage.cluster.queue.allocated).toBe(0)
  })

  it('says overloaded when it cannot even queue', () => {
    const stage = new Stage().node(
      'user',
      'caller',
      [0, 0, 0].map((atUs) => ({ atUs, to: 'lb' })),
    )
    const config: BalancerConfig = { calls: [2], strategy: 'roundRobin', timeoutUs: 5000 }
    stage.node('lb', 'balancer', config, { workers: 1, queueLimit: 1 }).node('web1', 'farEnd').linked().play()
    expect(stage.log('user')).toEqual(['20 answer 3 failed, overloaded', '40 answer 1 ok', '40 answer 2 ok'])
  })
})
