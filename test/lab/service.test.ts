import { describe, expect, it } from 'vitest'
import type { Opened, RunValue } from '../../src/lab/protocol'
import { CHART_COLUMNS, LINK_FIELDS, NODE_FIELDS } from '../../src/lab/protocol'
import { withEdgePolicies } from '../../src/scenarios/policies'
import type { Scenario } from '../../src/scenarios/scenario'
import type { HistoryPiece } from '../../src/lab/judging/feed'
import { OPERATION_LOG_STRIDE } from '../../src/telemetry'
import { Desk, SECOND, opened, run } from './desk'
import { killB, small } from './runs'

describe('opening', () => {
  it('tells the topology, and stands at the horizon', async () => {
    const desk = new Desk()
    const told = await desk.value<Opened>({ do: 'open', run: run(SECOND) })
    expect(told.verification).toBe('unstated')
    expect(told.topology.nodes.map((n) => n.id)).toEqual([
      'users',
      'api-1',
      'api-2',
      'shard-1a',
      'shard-1b',
      'shard-1c',
    ])
    expect(told.topology).toMatchObject({ scenarioId: 'small', journeys: ['buy'], keysPerShard: 30 })
    expect(desk.status.timeUs).toBe(SECOND)
  })

  it('verifies a fingerprint: the same, altered, or of another engine', async () => {
    const desk = await opened()
    await desk.value({ do: 'command', command: killB })
    await desk.tick(500_000)
    const { run: saved, fingerprint } = await desk.value<{ run: RunValue; fingerprint: Opened }>({ do: 'run' })
    const open = async (value: unknown): Promise<string> => {
      const answer = await new Desk().ask(value)
      return answer.ok ? (answer.value as Opened).verification : answer.code
    }
    expect(await open({ do: 'open', run: saved, expect: fingerprint })).toBe('verified')
    expect(await open({ do: 'open', run: { ...saved, seed: 8 }, expect: fingerprint })).toBe('altered')
    expect(await open({ do: 'open', run: { ...saved, engine: '0', seed: 8 }, expect: fingerprint })).toBe('otherEngine')
  })

  it('that fails leaves the run that was open untouched', async () => {
    const desk = await opened()
    const before = await desk.value({ do: 'run' })
    const hostile: unknown[] = [
      { do: 'open', run: run(SECOND, { scenario: 'no-such-preset' }) },
      { do: 'open', run: run(NaN) },
      { do: 'open', run: run(SECOND, { scenario: { ...small, groups: [] } }) },
      {
        do: 'open',
        run: run(SECOND, { commands: [{ atUs: 0, afterEvents: 0, command: { kind: 'kill', target: { node: 'x' } } }] }),
      },
      { do: 'open', run: JSON.parse('{"__proto__":{"a":1}}') as unknown },
      { do: 'restore', session: { branches: [] } },
      { do: 'open' },
      { do: 'launch' },
      'open',
      null,
    ]
    for (const request of hostile)
      expect(await desk.ask(request)).toMatchObject({ ok: false, code: expect.stringMatching(/\./) as string })
    expect(await desk.value({ do: 'run' })).toEqual(before)
  })

  it('is refused nothing but asked for first', async () => {
    expect(await new Desk().ask({ do: 'undo' })).toMatchObject({ ok: false, code: 'lab.notOpen' })
    expect(await new Desk().tick(1)).toMatchObject({ ok: false, code: 'lab.notOpen' })
  })
})

describe('another replication of the same users and faults', () => {
  const sync = {
    mode: 'primary',
    replication: 'sync',
    heartbeatUs: 50_000,
    failoverUs: 400_000,
    fencing: false,
  } as const

  it('is opened up to the playhead, with the acts so far at their times', async () => {
    const desk = await opened()
    await desk.value({ do: 'command', command: killB })
    const { scenario } = await desk.value<Opened>({ do: 'replicate', replication: sync })
    expect(scenario.groups.find(({ role }) => role === 'store')).toMatchObject({ replication: sync })
    expect(desk.status.timeUs).toBe(SECOND)
    expect(desk.status.branches[0].commands).toEqual([{ atUs: SECOND, command: killB }])
  })

  it('that is impossible is refused with its reason, and leaves the run that was open untouched', async () => {
    const desk = await opened()
    const before = await desk.value({ do: 'run' })
    const refused = await desk.ask({ do: 'replicate', replication: { ...sync, failoverUs: 60_000 } })
    const params = { field: 'groups[2].replication.failoverUs', allowed: '150000 to 60000000', got: '60000' }
    expect(refused).toMatchObject({ ok: false, code: 'scenario.invalid', params })
    const unknown = await desk.ask({ do: 'replicate', replication: { mode: 'oracle' } })
    expect(unknown).toMatchObject({ ok: false, code: 'request.invalid' })
    expect(await desk.value({ do: 'run' })).toEqual(before)
  })
})

describe('the same users and faults with calls set otherwise', () => {
  const edge = { from: 'users', to: 'api' }
  const timed = (scenario: Scenario, timeoutUs: number): Scenario =>
    withEdgePolicies(scenario, edge, [{ ...edge, timeoutUs, retry: { attempts: 3, backoffUs: 1_000, jitter: 0 } }])

  it('are opened up to the playhead, of the same seed, with the acts so far', async () => {
    const desk = await opened()
    await desk.value({ do: 'command', command: killB })
    const before = await desk.value<{ run: RunValue }>({ do: 'run' })
    const { scenario } = await desk.value<Opened>({ do: 'reconfigure', scenario: timed(small, 50_000) })
    expect(scenario.policies).toMatchObject([{ ...edge, timeoutUs: 50_000 }])
    expect(desk.status.timeUs).toBe(SECOND)
    const { run } = await desk.value<{ run: RunValue }>({ do: 'run' })
    expect(run).toMatchObject({ seed: before.run.seed, scenario, commands: [{ atUs: SECOND, command: killB }] })
  })

  it('that are impossible are refused with the field, and leave the run that was open untouched', async () => {
    const desk = await opened()
    const before = await desk.value({ do: 'run' })
    const refused = await desk.ask({ do: 'reconfigure', scenario: timed(small, 0) })
    expect(refused).toMatchObject({ ok: false, code: 'scenario.invalid', params: { field: 'policies[0].timeoutUs' } })
    expect(await desk.ask({ do: 'reconfigure', scenario: 'shop' })).toMatchObject({ ok: false })
    expect(await desk.value({ do: 'run' })).toEqual(before)
  })

  it('that leave out what an act so far was about are refused by its name', async () => {
    const desk = await opened()
    const guarded = withEdgePolicies(small, edge, [{ ...edge, breaker: 'polly' }])
    await desk.value({ do: 'reconfigure', scenario: guarded })
    await desk.value({ do: 'command', command: { kind: 'tripBreaker', target: { node: 'users' }, edge: 'api' } })
    const refused = await desk.ask({ do: 'reconfigure', scenario: small })
    expect(refused).toMatchObject({ ok: false, code: 'run.command', params: { problem: 'unknownBreaker' } })
  })
})

describe('a tick', () => {
  it('advances by at most what it says and answers with one frame', async () => {
    const desk = await opened()
    const frames = desk.pushes.filter((p) => p.push === 'frame').length
    await desk.tick(16_000)
    expect(desk.pushes.filter((p) => p.push === 'frame')).toHaveLength(frames + 1)
    const { frame } = desk
    expect(frame.timeUs).toBe(SECOND + 16_000)
    expect(frame.nodes.length).toBeGreaterThanOrEqual(6 * NODE_FIELDS.length)
    expect(frame.links.length).toBeGreaterThanOrEqual(LINK_FIELDS.length)
    expect(frame.chart).toBeNull()
  })

  it('carries the chart that it asks for', async () => {
    const desk = await opened()
    await desk.tick(0, { fromUs: 0, toUs: SECOND, steps: 10 })
    const chart = desk.frame.chart!
    expect(chart.steps * chart.stepUs).toBe(SECOND)
    expect(chart.columns).toHaveLength(2 * CHART_COLUMNS.length * chart.steps)
    expect(chart.compare).toBeNull()
    await desk.value({ do: 'command', command: killB })
    await desk.tick(100_000, { fromUs: 0, toUs: SECOND, steps: 10 })
    expect(desk.frame.chart!.compare?.columns).toHaveLength(chart.columns.length)
  })

  it('uses buffers that came back again', async () => {
    const desk = await opened()
    await desk.tick(1000)
    const { buffer } = desk.frame.messages
    await desk.ask({ do: 'tick', virtualUs: 1000, budgetMs: 10, chart: null, recycle: [buffer] })
    expect(desk.frame.messages.buffer).toBe(buffer)
  })
})

describe('a long job', () => {
  it('breathes, tells its progress, and gives way to a newer seek', async () => {
    const desk = await opened()
    const far = desk.ask({ do: 'seek', atUs: 600 * SECOND })
    while (!desk.pushes.some((p) => p.push === 'progress')) await new Promise((resolve) => setImmediate(resolve))
    const near = desk.ask({ do: 'seek', atUs: SECOND / 2 })
    expect(await far).toMatchObject({ ok: true, value: null })
    expect(await near).toMatchObject({ ok: true })
    expect(desk.status.timeUs).toBe(SECOND / 2)
    expect(desk.status.endUs).toBeLessThan(600 * SECOND)
    expect(desk.breaths).toBeGreaterThan(0)
  })

  it('into the unknown is stopped by an act, which lands where it stands', async () => {
    const desk = await opened()
    const far = desk.ask({ do: 'seek', atUs: 600 * SECOND })
    while (!desk.pushes.some((p) => p.push === 'progress')) await new Promise((resolve) => setImmediate(resolve))
    await desk.value({ do: 'command', command: killB })
    await far
    const [landed] = desk.status.branches[0].commands
    expect(landed.atUs).toBeGreaterThan(SECOND)
    expect(landed.atUs).toBe(desk.status.timeUs)
  })
})

describe('a question', () => {
  it('lets time go on while it is answered, and is answered the same', async () => {
    const desk = await opened(3 * SECOND)
    const query = { about: 'operations', fromUs: 0, toUs: 2 * SECOND, limit: 500 } as const
    const quiet = await desk.value({ do: 'query', query })
    let answered = false
    const asked = desk.value({ do: 'query', query }).finally(() => (answered = true))
    await desk.tick(100_000)
    expect(answered).toBe(false)
    expect(desk.frame.timeUs).toBe(3 * SECOND + 100_000)
    expect(await asked).toEqual(quiet)
  })

  it('whether an operation is under way is answered for the playhead', async () => {
    const desk = await opened(SECOND)
    const query = { about: 'operations', fromUs: 0, toUs: SECOND, limit: 500 } as const
    const rows = await desk.value<{ client: number; count: number; outcome: string }[]>({ do: 'query', query })
    for (const { client, count, outcome } of rows.slice(-20)) {
      const open = await desk.value({ do: 'query', query: { about: 'underWay', client, count } })
      expect(open).toBe(outcome === 'open')
    }
  })
})

describe('the status', () => {
  it('tells of the moment at which time came to stand still, however soon that is after the one before', async () => {
    const desk = await opened()
    await desk.tick(1_000)
    expect(desk.status.timeUs).toBe(SECOND)
    await desk.tick(0)
    expect(desk.status.timeUs).toBe(SECOND + 1_000)
    const told = desk.pushes.length
    await desk.tick(0)
    expect(desk.pushes.slice(told).map(({ push }) => push)).toEqual(['frame'])
  })
  it('names what is wrong, since when and by whom, and that a shard lost its majority', async () => {
    const desk = await opened()
    expect(desk.status).toMatchObject({ troubles: [], shards: 1, shardsHealthy: 1, canUndo: null, effect: null })
    await desk.value({ do: 'command', command: killB })
    expect(desk.status.troubles).toEqual([{ code: 'down', node: 'shard-1b', byLearner: true, sinceUs: SECOND }])
    expect(desk.status.shardsHealthy).toBe(1)
    await desk.tick(100_000)
    await desk.value({ do: 'command', command: { kind: 'isolate', target: { node: 'shard-1c' } } })
    expect(desk.status.shardsHealthy).toBe(0)
    expect(desk.status.troubles[0]).toEqual({
      code: 'shardMajorityLost',
      shard: 0,
      byLearner: true,
      sinceUs: 1_100_000,
    })
  })

  it('keeps a concealed fault to itself', async () => {
    const desk = await opened()
    await desk.value({ do: 'command', command: { ...killB, concealed: true } })
    expect(desk.status.troubles).toEqual([])
  })

  it('tells it once it is revealed, or its moment has come', async () => {
    const down = { code: 'down', node: 'shard-1b', byLearner: true, sinceUs: SECOND }
    const revealed = await opened()
    await revealed.value({ do: 'command', command: { ...killB, concealed: { by: 'fault-1' } } })
    await revealed.value({ do: 'reveal', by: 'fault-1' })
    expect(revealed.status.troubles).toEqual([down])
    const due = await opened()
    await due.value({ do: 'command', command: { ...killB, concealed: { untilUs: SECOND + 50_000 } } })
    expect(due.status.troubles).toEqual([])
    await due.tick(100_000)
    await due.value({ do: 'nameBranch', branch: 0, name: 'x' })
    expect(due.status.troubles).toEqual([down])
  })

  it('weighs the newest act against the run without it', async () => {
    const desk = await opened(2 * SECOND)
    await desk.value({ do: 'command', command: { kind: 'kill', target: { shard: 0 } } })
    for (let i = 0; i < 20; i++) await desk.tick(100_000)
    await desk.value({ do: 'nameBranch', branch: 0, name: 'x' })
    const { effect, compareIsShadow } = desk.status
    expect(compareIsShadow).toBe(true)
    expect(effect).toMatchObject({ command: { kind: 'kill' }, atUs: 2 * SECOND })
    const ok = effect!.rows.find((r) => r.measure === 'ok')!
    expect(ok.without).toBe(1)
    expect(ok.with).toBeLessThan(0.1)
  })

  it('tells how much memory is held, and the bound', async () => {
    const desk = await opened()
    expect(desk.status.memoryBytes).toBeGreaterThan(0)
    expect(desk.status.memoryBytes).toBeLessThan(desk.status.memoryBoundBytes)
    expect(desk.status.memoryBoundBytes).toBe(256 * 1024 * 1024)
  })
})

describe('histories', () => {
  it('what clients saw is handed on piece by piece, and a run that is recorded is written out', async () => {
    const desk = await opened(2 * SECOND)
    const first = await desk.value<HistoryPiece>({ do: 'query', query: { about: 'history', history: -1, rows: 0 } })
    expect(first).toMatchObject({ from: 0, more: false, knownUs: 2 * SECOND })
    expect(first.docket?.journeys.map(({ journey }) => journey)).toEqual(['buy'])
    const rows = first.words.length / OPERATION_LOG_STRIDE
    await desk.tick(SECOND)
    const { history } = first
    const next = await desk.value<HistoryPiece>({ do: 'query', query: { about: 'history', history, rows } })
    expect(next).toMatchObject({ history, from: rows, docket: null, knownUs: 3 * SECOND })
    expect(next.words.length).toBeGreaterThan(0)
    const text = await desk.value<string>({ do: 'recorded', run: run(SECOND), mode: 'quorum', journey: 'buy' })
    expect(text).toMatch(/^\{:index 0, :time \d+, :type :invoke/)
    expect(await desk.ask({ do: 'recorded', run: run(SECOND), mode: 'quorum', journey: 'sell' })).toMatchObject({
      ok: false,
      code: 'history.journey',
    })
  })
})
