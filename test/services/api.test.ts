import { describe, expect, it } from 'vitest'
import type { Command } from '../../src/cluster'
import { ASK, OP, RETURN_FLAG } from '../../src/cluster'
import { API_TIMER } from '../../src/services/api'
import type { ApiConfig, ApiState } from '../../src/services/api'
import { BREAKER_MODES, countBreaker } from '../../src/resilience/breaker'
import { PLAIN_CALL } from '../../src/services/calling'
import { everyOperation, guard } from './policies'
import type { Call } from './stage'
import { Stage } from './stage'

const request = (op: number, ask = 1, atUs = 0, key = 5): Call => ({
  atUs,
  to: 'api',
  words: { a: op, b: ask, c: key, key, value: 77 },
})
const dashboard = (atUs = 0, key = 5): Call => request(OP.read, 1 | ASK.recommendations, atUs, key)
const breaker = countBreaker({ window: 4, minimumCalls: 2, failureRate: 0.5, openUs: 10_000, trials: 1 })
interface Around {
  replicas?: string[][]
  recommendations?: string[]
  cache?: string[]
  jobs?: string[]
  config?: Partial<ApiConfig>
}
/** user, api, three replicas of the only shard, recommendations, cache, jobs; every one of them scripted. */
function site(calls: Call[], { replicas = [], recommendations, cache, jobs, config }: Around = {}): Stage {
  const whole: ApiConfig = {
    store: {
      placement: { keys: 100, shards: 1 },
      shards: [[2, 3, 4]],
      policies: everyOperation({ attempts: 3, timeoutUs: 1000, backoff: { backoffUs: 100, jitter: 0 } }),
      timers: API_TIMER,
    },
    quorumRules: null,
    queue: 7,
    cache: cache ? 6 : -1,
    copies: null,
    off: [],
    guards: [guard({ called: 5, group: 'recommendations', breaker })],
    lookUp: { ...PLAIN_CALL, timeoutUs: 300 },
    recommendations: { node: 5, policy: { ...PLAIN_CALL, timeoutUs: 300, guard: 0 }, fallback: null },
    submit: { ...PLAIN_CALL, timeoutUs: 2000 },
    ...config,
  }
  const stage = new Stage().node('user', 'caller', calls).node('api', 'api', whole)
  ;['a', 'b', 'c'].forEach((id, i) => stage.node(id, 'farEnd', replicas[i]))
  return stage
    .node('recommendations', 'farEnd', recommendations)
    .node('cache', 'farEnd', cache)
    .node('jobs', 'farEnd', jobs)
    .linked()
}
const asked = (stage: Stage): string[] =>
  ['a', 'b', 'c'].flatMap((id) => stage.log(id).map((line) => `${line.split(' ')[0]} ${id}`)).sort()
const idle = (stage: Stage): void => {
  expect(stage.state<ApiState>('api').requests.size).toBe(0)
  expect(stage.cluster.queue.allocated).toBe(0)
}

describe('the store', () => {
  it('is asked through one of the replicas', () => {
    const stage = site([request(OP.read)]).play()
    expect(stage.log('user')).toEqual(['40 answer 1 ok'])
    expect(asked(stage)).toHaveLength(1)
    idle(stage)
  })

  it('another replica is asked when one refuses or is silent, each but once, all in turn', () => {
    for (const how of ['fail', 'silent']) {
      const stage = site([request(OP.read)], { replicas: [[how], [how], [how]] }).play()
      const [first, second, third] = asked(stage).map((line) => line.split(' ')[1])
      expect(new Set([first, second, third]).size).toBe(3)
      expect(asked(stage)).toHaveLength(3)
      expect(stage.log('user')[0]).toContain(how === 'fail' ? 'failed, overloaded' : 'failed, timeout')
      idle(stage)
    }
  })

  it('waits longer before each try: 1000 + 100, then 1000 + 200', () => {
    const times = asked(site([request(OP.read)], { replicas: [['silent'], ['silent'], ['silent']] }).play()).map(
      (line) => Number(line.split(' ')[0]),
    )
    expect(times.sort((a, b) => a - b)).toEqual([20, 1120, 2320])
  })

  it('a write in doubt is of unknown fate unless some try succeeds; surely refused everywhere it has failed', () => {
    const outcome = (script: string[]): string => {
      const stage = site([request(OP.write, 2)], { replicas: [script, script, script] }).play()
      idle(stage)
      return stage.log('user')[0].split(' ').slice(3).join(' ')
    }
    expect(outcome(['fail'])).toBe('failed, overloaded')
    expect(outcome(['silent'])).toBe('unknown, timeout')
    expect(outcome(['unknown'])).toBe('unknown, overloaded')
  })

  it('a late success counts, also while waiting for the next try', () => {
    const late = site([request(OP.write, 2)], { replicas: [['ok 1050'], ['ok 1050'], ['ok 1050']] }).play()
    expect(late.log('user')).toEqual(['1090 answer 1 ok'])
    expect(asked(late)).toHaveLength(1)
    idle(late)
  })

  it('a failure that comes after its time-out is not tried again twice', () => {
    const stage = site([request(OP.read)], { replicas: [['fail 1050'], ['fail 1050'], ['fail 1050']] }).play()
    expect(asked(stage)).toHaveLength(3)
    idle(stage)
  })

  it('the same request asks the same replica first, whatever else comes; others spread', () => {
    const calls = Array.from({ length: 60 }, (_, i) => ({ ...request(OP.read, 1, i * 200), count: i + 1 }))
    const where = (stage: Stage): string[] =>
      ['a', 'b', 'c'].map((id) =>
        stage
          .log(id)
          .map((line) => line.split(' ')[2])
          .filter((name) => parseInt(name) <= 60)
          .join(),
      )
    const alone = where(site(calls).play())
    for (const share of alone) expect(share.split(',').length).toBeGreaterThan(10)
    const more = calls.map((call, i) => ({ ...call, atUs: call.atUs + 50, count: 1000 + i }))
    expect(where(site([...more, ...calls]).play())).toEqual(alone)
  })

  it('forgets everything in a crash, and answers nothing that began before', () => {
    const stage = site([request(OP.write), dashboard()], { replicas: [['ok 500'], ['ok 500'], ['ok 500']] })
    stage.play({ 100: { kind: 'kill', target: { node: 'api' } }, 200: { kind: 'restart', target: { node: 'api' } } })
    expect(stage.log('user')).toEqual([])
    idle(stage)
  })
})

describe('recommendations', () => {
  const flags = (stage: Stage): number[] => stage.log('user').map((line) => Number(/flags (\d+)/.exec(line)?.[1] ?? 0))

  it('are asked for at once with the store; a dashboard without them is ok and says that it is degraded', () => {
    expect(site([dashboard()]).play().log('user')).toEqual(['40 answer 1 ok'])
    for (const how of ['fail', 'silent']) {
      const stage = site([dashboard()], { recommendations: [how] }).play()
      expect(stage.log('user')[0]).toContain(' ok')
      expect(flags(stage)).toEqual([RETURN_FLAG.degraded | RETURN_FLAG.bare])
      idle(stage)
    }
  })

  it('do not help a dashboard whose data is missing', () => {
    const stage = site([dashboard()], { replicas: [['fail'], ['fail'], ['fail']] }).play()
    expect(stage.log('user')[0]).toContain('failed')
    idle(stage)
  })

  it('from the cache: a hit asks nobody else, a miss or silence asks the dependency, whose answer is put', () => {
    const hit = site([dashboard()], { cache: ['ok'] }).play()
    expect([hit.log('recommendations').length, flags(hit)[0]]).toEqual([0, RETURN_FLAG.cached])
    for (const how of ['fail', 'silent']) {
      const stage = site([dashboard()], { cache: [how] }).play()
      expect([stage.log('recommendations').length, flags(stage)[0]]).toEqual([1, 0])
      expect(stage.log('cache').map((line) => line.split(' ')[1])).toEqual(['cacheGet', 'cachePut'])
      idle(stage)
    }
  })

  it('are asked for once, also when the cache answers after its time or twice', () => {
    const late = site([dashboard()], { cache: ['fail 310'], recommendations: ['ok 200'] }).play()
    expect(late.log('recommendations')).toHaveLength(1)
    idle(late)
    const twice = site([dashboard()], { cache: ['fail'], recommendations: ['ok 200'] })
    twice.play({
      0: { kind: 'duplicate', link: { from: { node: 'cache' }, to: { node: 'api' }, oneWay: true }, probability: 1 },
    })
    expect(twice.log('recommendations')).toHaveLength(1)
    idle(twice)
  })
})

describe('the breaker', () => {
  const modes = (stage: Stage): string[] =>
    stage.story('state').map((line) => {
      const [atUs, , from, to] = line.split(' ').map(Number)
      return `${atUs} ${BREAKER_MODES[from]} ${BREAKER_MODES[to]}`
    })
  const every = (n: number, us: number): Call[] => Array.from({ length: n }, (_, i) => dashboard(i * us))

  it('opens on failures, spares the dependency, tries again after a while, and closes when that goes well', () => {
    const stage = site(every(16, 1000), { recommendations: ['fail', 'fail', 'fail', 'ok'] }).play()
    expect(modes(stage)).toEqual(['1030 closed open', '12010 open halfOpen', '12030 halfOpen open'])
    expect(stage.log('recommendations')).toHaveLength(3)
    const well = site(every(16, 1000), { recommendations: ['fail', 'fail', 'ok'] }).play()
    expect(modes(well).slice(1)).toEqual(['12010 open halfOpen', '12030 halfOpen closed'])
    expect(
      well
        .log('user')
        .filter((line) => line.endsWith(`flags ${RETURN_FLAG.degraded | RETURN_FLAG.bare}`))
        .map((line) => line.split(', ')[1]),
    ).toEqual(['overloaded', 'overloaded', ...Array<string>(10).fill('breakerOpen')])
  })

  it('silence is a failure', () => {
    expect(modes(site(every(3, 1000), { recommendations: ['silent'] }).play())[0]).toBe('1310 closed open')
  })

  it('obeys commands for its edge only, until it is reset', () => {
    const act = (
      kind: 'tripBreaker' | 'openBreaker' | 'closeBreaker' | 'resetBreaker',
      edge = 'recommendations',
    ): Command => ({
      kind,
      target: { node: 'api' },
      edge,
    })
    const stage = site(every(8, 1000), { recommendations: ['fail'] }).play({
      500: act('openBreaker', 'store'),
      1500: act('closeBreaker'),
      4500: act('openBreaker'),
      6500: act('resetBreaker'),
    })
    expect(modes(stage)).toEqual([
      '1030 closed open',
      '1500 open forcedClosed',
      '4500 forcedClosed forcedOpen',
      '6500 forcedOpen closed',
    ])
    expect(stage.log('recommendations').map((line) => line.split(' ')[0])).toEqual([
      '20',
      '1020',
      '2020',
      '3020',
      '4020',
      '7020',
    ])
  })

  it('tripped by hand it opens as if calls had failed, and heals by its trials', () => {
    const act: Command = { kind: 'tripBreaker', target: { node: 'api' }, edge: 'recommendations' }
    const stage = site(every(16, 1000), { recommendations: ['ok'] }).play({ 2500: act })
    expect(modes(stage)).toEqual(['2500 closed open', '13010 open halfOpen', '13030 halfOpen closed'])
    const asked = stage.log('recommendations').map((line) => line.split(' ')[0])
    expect(asked).toEqual(['20', '1020', '2020', '13020', '14020', '15020'])
  })
})

describe('jobs', () => {
  it('are submitted, and the answer says whether the queue took them', () => {
    expect(
      site([request(OP.submit)])
        .play()
        .log('user'),
    ).toEqual(['40 answer 1 ok'])
    expect(
      site([request(OP.submit)], { jobs: ['fail'] })
        .play()
        .log('user'),
    ).toEqual(['40 answer 1 failed, overloaded'])
    const silent = site([request(OP.submit)], { jobs: ['silent'] }).play()
    expect(silent.log('user')).toEqual(['2020 answer 1 unknown, timeout'])
    idle(silent)
    expect(
      site([request(OP.submit)], { config: { queue: -1 } })
        .play()
        .log('user'),
    ).toEqual(['20 answer 1 failed, refused'])
  })

  it('are emitted by a write that was ok, and by no other', () => {
    const write = request(OP.write, 2 | ASK.emitsJob)
    expect(site([write]).play().log('jobs')).toHaveLength(1)
    expect(
      site([write], { replicas: [['fail'], ['fail'], ['fail']] })
        .play()
        .log('jobs'),
    ).toHaveLength(0)
  })
})

it('answers plain calls by itself, and says overloaded when its queue is full', () => {
  expect(
    site([request(OP.call)])
      .play()
      .log('user'),
  ).toEqual(['20 answer 1 ok'])
  const full = new Stage().node('user', 'caller', [request(OP.call), request(OP.call)])
  const config: ApiConfig = {
    store: null,
    quorumRules: null,
    queue: -1,
    cache: -1,
    copies: null,
    off: [],
    guards: [],
    lookUp: PLAIN_CALL,
    recommendations: null,
    submit: PLAIN_CALL,
  }
  full.node('api', 'api', config, { workers: 1, queueLimit: 0 }).linked().play()
  expect(full.log('user').sort()).toEqual(['20 answer 1 ok', '20 answer 2 failed, overloaded'])
})
