import { describe, expect, it } from 'vitest'
import type { Command } from '../../src/cluster'
import { TYPE } from '../../src/cluster'
import type { JobQueueConfig, JobQueueState } from '../../src/services/jobQueue'
import type { PushQueueConfig } from '../../src/services/pushQueue'
import type { WorkerConfig } from '../../src/services/worker'
import { WORKER_TIMER } from '../../src/services/worker'
import { everyOperation } from './policies'
import type { Call } from './stage'
import { Stage, constant } from './stage'

const kill = (node: string, loseDisk = false): Command => ({ kind: 'kill', target: { node }, loseDisk })
const restart = (node: string): Command => ({ kind: 'restart', target: { node } })

describe('a queue that workers take from', () => {
  const put = (atUs: number, user: number): Call => ({ atUs, to: 'jobs', type: TYPE.enqueue, words: { key: user } })
  const take = (atUs: number): Call => ({ atUs, to: 'jobs', type: TYPE.take })
  const done = (atUs: number, job: number): Call => ({ atUs, to: 'jobs', type: TYPE.jobDone, words: { call: job } })
  function jobs(slots: number, calls: Call[], ...more: Call[][]): Stage {
    const stage = new Stage().node('jobs', 'jobQueue', { slots, visibilityUs: 1000 } satisfies JobQueueConfig)
    ;[calls, ...more].forEach((some, i) => stage.node(`taker${i}`, 'caller', some))
    return stage.linked()
  }
  const got = (stage: Stage, id = 'taker0'): string[] => stage.log(id).filter((line) => line.includes(' job '))

  it('gives jobs out in the order they came, to workers in the order they asked', () => {
    const stage = jobs(9, [put(0, 7), put(1, 8), put(2, 9), take(100), take(150)], [take(50)], [take(120)]).play(
      {},
      900,
    )
    expect([got(stage), got(stage, 'taker1'), got(stage, 'taker2')]).toEqual([
      ['120 job 2 of user 8'],
      ['70 job 1 of user 7'],
      ['140 job 3 of user 9'],
    ])
  })

  it('refuses what it has no slot for', () => {
    const stage = jobs(2, [put(0, 1), put(1, 2), put(2, 3)]).play()
    expect(stage.log('taker0')).toEqual(['20 enqueued 1 ok', '21 enqueued 2 ok', '22 enqueued 3 failed, overloaded'])
  })

  it('gives a job out again when it is not done in time, before younger ones, until it is', () => {
    const asking = [take(100), take(1200), take(2300), take(3400)]
    const stage = jobs(9, [put(0, 7), put(1, 8), ...asking, done(2400, 3)]).play()
    expect(got(stage)).toEqual([
      '120 job 1 of user 7',
      '1220 job 2 of user 7',
      '2320 job 3 of user 7',
      '3420 job 4 of user 8',
    ])
    expect(stage.state<JobQueueState>('jobs')).toMatchObject({ redelivered: 3, jobs: [{ user: 8, deliveries: 1 }] })
  })

  it('a done that comes too late does not take back that it was given out again', () => {
    const stage = jobs(9, [put(0, 7), take(100), done(1150, 1), take(1200)]).play({}, 2000)
    expect(got(stage)).toEqual(['120 job 1 of user 7', '1220 job 2 of user 7'])
  })

  it('keeps its jobs in a crash, leased ones too, and loses them with its disk', () => {
    const calls = [put(0, 7), put(1, 8), take(100), take(500), take(560)]
    const kept = jobs(9, calls).play({ 200: kill('jobs'), 300: restart('jobs') }, 900)
    expect(got(kept)).toEqual(['120 job 1 of user 7', '520 job 2 of user 7', '580 job 3 of user 8'])
    const lost = jobs(9, calls).play({ 200: kill('jobs', true), 300: restart('jobs') })
    expect(got(lost)).toEqual(['120 job 1 of user 7'])
    expect(lost.cluster.nodes[0].diskLost).toBe(false)
  })

  describe('with an end to deliveries', () => {
    const asking = [take(100), take(1200), take(2300)]
    const redrive: Command = { kind: 'redrive', target: { node: 'jobs' } }
    const letters = (...calls: Call[]): Stage => {
      const config = { slots: 9, visibilityUs: 1000, maxDeliveries: 2 } satisfies JobQueueConfig
      return new Stage()
        .node('jobs', 'jobQueue', config)
        .node('taker0', 'caller', [put(0, 7), ...asking, ...calls])
        .linked()
    }
    it('keeps as a dead letter what was given out so often in vain', () => {
      const stage = letters().play()
      expect(got(stage)).toEqual(['120 job 1 of user 7', '1220 job 2 of user 7'])
      expect(stage.state<JobQueueState>('jobs')).toMatchObject({ jobs: [], dead: [{ user: 7, deliveries: 2 }] })
    })
    it('gives it out again when it is redriven, as often as before', () => {
      const stage = letters(take(4500)).play({ 4000: redrive })
      expect(got(stage).slice(2)).toEqual(['4010 job 3 of user 7', '5010 job 4 of user 7'])
      expect(stage.state<JobQueueState>('jobs').dead).toHaveLength(1)
    })
    it('keeps dead letters in a crash, and counts a last delivery that the crash ended', () => {
      const stage = letters().play({ 1500: kill('jobs'), 1600: restart('jobs') })
      expect(stage.state<JobQueueState>('jobs').dead).toHaveLength(1)
      const lost = letters().play({ 3000: kill('jobs', true), 3100: restart('jobs') })
      expect(lost.state<JobQueueState>('jobs').dead).toHaveLength(0)
    })
  })

  it('counts work that was done under a lease that had run out: it is done twice', () => {
    const stage = jobs(9, [put(0, 7), take(100), take(1200), done(1300, 1), done(1400, 2), done(1500, 2)]).play()
    expect(stage.state<JobQueueState>('jobs')).toMatchObject({ done: 1, doneLate: 1, redelivered: 1 })
  })

  it('lets producers wait for a slot as long as it is told to, in the order they came', () => {
    const config = { slots: 2, visibilityUs: 1000, waitUs: 300 } satisfies JobQueueConfig
    const calls = [put(0, 1), put(1, 2), put(2, 3), put(3, 4), take(100)].map((call, i) => ({
      ...call,
      words: { ...call.words, call: i },
    }))
    const stage = new Stage().node('jobs', 'jobQueue', config).node('taker0', 'caller', calls).linked().play()
    expect(stage.log('taker0')).toEqual([
      '20 enqueued 1 ok',
      '21 enqueued 2 ok',
      '120 job 1 of user 1',
      '120 enqueued 3 ok',
      '323 enqueued 4 failed, overloaded',
    ])
    expect(stage.cluster.queue.allocated).toBe(0)
  })

  it('writes its line down as work that waits, is in service and done', () => {
    const stage = jobs(9, [put(0, 7), put(1, 8), take(100), done(400, 1)]).play()
    expect(stage.story('queued', 'started')).toEqual([
      '10 queued 1 depth 1',
      '11 queued 2 depth 2',
      '110 started 1 depth 1',
    ])
  })

  it('forgets an old question when a worker asks again', () => {
    const stage = jobs(9, [take(0), take(50), put(100, 7), put(101, 8)]).play({}, 900)
    expect(got(stage)).toEqual(['120 job 1 of user 7'])
  })
})

describe('workers', () => {
  const config = (store: WorkerConfig['store'] = null): WorkerConfig => ({
    guards: [],
    takesFrom: 0,
    store,
    w: 2,
    operationClass: 5,
    askAgainUs: 1000,
  })
  const toStore: WorkerConfig['store'] = {
    placement: { keys: 100, shards: 1 },
    shards: [[3]],
    policies: everyOperation({ attempts: 2, timeoutUs: 100, backoff: { backoffUs: 10, jitter: 0 } }),
    timers: WORKER_TIMER,
  }
  const submissions = (n: number): Call[] =>
    Array.from({ length: n }, (_, i) => ({ atUs: 500 + i * 10, to: 'jobs', type: TYPE.enqueue, words: { key: i } }))
  function working(jobs: number, store: WorkerConfig['store'] = null, script: string[] = []): Stage {
    const stage = new Stage().node('jobs', 'jobQueue', { slots: 50, visibilityUs: 5000 } satisfies JobQueueConfig)
    stage.node('user', 'caller', submissions(jobs))
    stage.node('worker', 'worker', config(store), { workers: 1, queueLimit: 4, service: constant(300) })
    return stage.node('shard', 'farEnd', script).linked()
  }
  const left = (stage: Stage) => {
    const { jobs, leased, redelivered } = stage.state<JobQueueState>('jobs')
    return { jobs: jobs.length, leased: leased.size, redelivered }
  }

  it('take one job after another, write with the quorum they are told, and name what caused the write', () => {
    const stage = working(3, toStore).play({}, 20_000)
    expect(left(stage)).toEqual({ jobs: 0, leased: 0, redelivered: 0 })
    expect(stage.story('return').map((line) => line.split(' ').slice(3).join(' '))).toEqual(
      Array(3).fill('ok none after 1'),
    )
    expect(stage.story('caused').map((line) => line.split(' ').at(-1))).toEqual(['1', '2', '3'])
    expect(stage.log('shard')).toHaveLength(3)
  })

  it('killed in the midst of a job: it is given out again and done once more', () => {
    const stage = working(2).play({ 700: kill('worker'), 800: restart('worker') }, 40_000)
    expect(left(stage)).toEqual({ jobs: 0, leased: 0, redelivered: 1 })
  })

  it('ask again when a question, a job or a "done" was lost', () => {
    const cutOff: Command = { kind: 'cut', link: { from: { node: 'worker' }, to: { node: 'jobs' } } }
    const healed: Command = { kind: 'healAll' }
    for (const [from, to] of [
      [0, 400],
      [515, 600],
      [700, 900],
    ])
      expect(left(working(2).play({ [from]: cutOff, [to]: healed }, 40_000)).jobs).toBe(0)
  })

  it('a write that fails leaves the job to be given out again', () => {
    const stage = working(1, toStore, ['fail', 'fail', 'ok']).play({}, 40_000)
    expect(stage.story('return').map((line) => line.split(' ').slice(3).join(' '))).toEqual([
      'fail overloaded after 1',
      'ok none after 1',
    ])
    expect(left(stage)).toEqual({ jobs: 0, leased: 0, redelivered: 1 })
  })

  it('a write without an answer is of unknown fate', () => {
    const stage = working(1, toStore, ['silent', 'silent', 'ok']).play({}, 40_000)
    expect(stage.story('return')[0]).toContain('info timeout')
  })
})

describe('a queue that pushes', () => {
  const call = (atUs: number): Call => ({ atUs, to: 'queue' })
  function pushing(calls: Call[], slots: number, script: string[] = []): Stage {
    const stage = new Stage().node('user', 'caller', calls)
    stage.node('queue', 'pushQueue', { slots, server: 2, places: 1, timeoutUs: 1000 } satisfies PushQueueConfig)
    return stage.node('server', 'farEnd', script).linked()
  }

  it('hands on one at a time, in order, and refuses beyond its slots', () => {
    const stage = pushing([0, 1, 2, 3].map(call), 2, ['ok 100']).play()
    expect(stage.log('user')).toEqual([
      '23 answer 4 failed, overloaded',
      '140 answer 1 ok',
      '260 answer 2 ok',
      '380 answer 3 ok',
    ])
    expect(stage.story('queued', 'started', 'refused')).toEqual([
      '11 queued 2 depth 1',
      '12 queued 3 depth 2',
      '13 refused 4 depth 2',
      '130 started 2 depth 1',
      '250 started 3 depth 0',
    ])
    expect(stage.cluster.queue.allocated).toBe(0)
  })

  it('gives the place of what is never answered to the next', () => {
    const stage = pushing([0, 1].map(call), 2, ['silent', 'ok']).play()
    expect(stage.log('user')).toEqual(['1040 answer 2 ok'])
  })

  it('a duplicate takes no second place', () => {
    const stage = pushing([0, 500].map(call), 2)
    stage.play({
      0: { kind: 'duplicate', link: { from: { node: 'user' }, to: { node: 'queue' }, oneWay: true }, probability: 1 },
    })
    expect(stage.state<{ outstanding: Map<unknown, unknown> }>('queue').outstanding.size).toBe(0)
    expect(stage.cluster.queue.allocated).toBe(0)
  })

  it('killed, it loses its line, and says so; cut off from its server, it loses what it hands on', () => {
    const killed = pushing([0, 1, 2].map(call), 5, ['ok 100']).play({ 50: kill('queue'), 60: restart('queue') })
    expect(killed.story('abandoned')).toEqual(['50 abandoned 2 depth 1', '50 abandoned 3 depth 0'])
    expect(killed.cluster.queue.allocated).toBe(0)
    const cut = pushing([0, 1, 2].map(call), 5, ['ok 100'])
    cut.play({ 5: { kind: 'cut', link: { from: { node: 'queue' }, to: { node: 'server' } } } })
    expect([cut.log('user'), cut.cluster.queue.allocated]).toEqual([[], 0])
  })
})
