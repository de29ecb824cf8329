/** The shared cluster: who may propose what, the room's clock, and whether all see the same; plans; messages. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mayPropose } from '../../src/classroom/proposals'
import { agreement } from '../../src/classroom/digests'
import type { Digest } from '../../src/classroom/digests'
import { planFromText, planText } from '../../src/classroom/plan'
import type { Plan } from '../../src/classroom/plan'
import type { RoomClock } from '../../src/classroom/sequencer'
import { clockAt, stamp, startClock, withPace } from '../../src/classroom/sequencer'
import { read } from '../../src/scenarios/schema/fields'
import {
  enterRequest,
  entered,
  hello,
  joinRequest,
  joined,
  openRequest,
  readToPage,
  readToServer,
  refusal,
} from '../../src/classroom/messages'
import { ADA, BOB, EVE } from './pages'

describe('who may propose what', () => {
  const kill = { kind: 'kill', target: { node: 'db-1' } } as const
  const cut = { kind: 'cut', link: { from: { node: 'api-1' }, to: { shard: 2 } } } as const
  const restart = { kind: 'restart', target: { node: 'db-1' } } as const
  const owner = { nodes: [], shards: [], roles: [] }
  it('whoever owns nothing, nothing', () => {
    for (const command of [kill, cut, restart]) {
      expect(mayPropose(command, null)).toBe(false)
      expect(mayPropose(command, owner)).toBe(false)
    }
  })
  it('an owner, on its node, shard, and links that end there', () => {
    expect(mayPropose(kill, { ...owner, nodes: ['db-1'] })).toBe(true)
    expect(mayPropose(kill, { ...owner, nodes: ['db-2'] })).toBe(false)
    expect(mayPropose(cut, { ...owner, shards: [2] })).toBe(true)
    expect(mayPropose({ kind: 'kill', target: { group: 'db' } }, { ...owner, nodes: ['db-1'] })).toBe(false)
  })
  it('the adversary harms and does not mend; on-call mends and does not harm', () => {
    expect([kill, cut, restart].map((c) => mayPropose(c, { ...owner, roles: ['adversary'] }))).toEqual([
      true,
      true,
      false,
    ])
    expect([kill, cut, restart].map((c) => mayPropose(c, { ...owner, roles: ['onCall'] }))).toEqual([
      false,
      false,
      true,
    ])
    const add = { kind: 'addInstance', target: { group: 'api' } } as const
    expect(mayPropose(add, { ...owner, roles: ['balancer'] })).toBe(true)
  })
  it('nobody but a host, code or what is hidden', () => {
    const all = { nodes: ['db-1'], shards: [1], roles: ['adversary', 'onCall', 'balancer'] as const }
    const policy = { kind: 'setPolicy', contract: 'retry', code: null, reach: {} } as const
    expect(mayPropose(policy, { ...all, roles: [...all.roles] })).toBe(false)
    expect(mayPropose({ ...kill, concealed: true }, { ...all, roles: [...all.roles] })).toBe(false)
  })
})

describe('the room’s clock', () => {
  it('runs at its pace while it runs, up to the end', () => {
    const clock = withPace(startClock(3_000_000, 2, 1_000), 1_000, { running: true })
    expect(clockAt(clock, 2_000).horizonUs).toBe(2_000_000)
    expect(clockAt(clockAt(clock, 2_000), 3_000).horizonUs).toBe(3_000_000)
    expect(clockAt(withPace(clock, 1_500, { running: false }), 3_000).horizonUs).toBe(1_000_000)
  })
  it('does not rush after the server slept, nor run backward', () => {
    const clock = withPace(startClock(9e9, 1, 0), 0, { running: true })
    const woken = clockAt(clockAt(clock, 1_000), 3_601_000)
    expect(woken.horizonUs).toBe(1_000_000)
    expect(clockAt(woken, 3_602_000).horizonUs).toBe(2_000_000)
    expect(clockAt(clockAt(clock, 1_000), 500).horizonUs).toBe(1_000_000)
  })
  it('lands every command beyond the horizon of its moment and never before another', () => {
    const acts = fc.array(
      fc.record({
        waitMs: fc.integer({ min: -100, max: 3_000 }),
        propose: fc.boolean(),
        pace: fc.constantFrom(0.01, 1, 5),
      }),
      { maxLength: 40 },
    )
    fc.assert(
      fc.property(acts, (list) => {
        let clock: RoomClock = withPace(startClock(60_000_000, 1, 0), 0, { running: true })
        let nowMs = 0
        let last = 0
        for (const { waitMs, propose, pace } of list) {
          nowMs += waitMs
          clock = withPace(clock, nowMs, { pace })
          const stamped = propose ? stamp(clock, nowMs) : null
          if (!stamped) continue
          expect(stamped.atUs).toBeGreaterThan(clock.horizonUs)
          expect(stamped.atUs).toBeGreaterThanOrEqual(last)
          last = stamped.atUs
          clock = stamped.clock
        }
      }),
    )
  })
  it('takes no command beyond the end', () => {
    const clock = withPace(startClock(1_000_000, 1, 0), 0, { running: true })
    expect(stamp(clock, 900)).toBeNull()
    expect(stamp(clock, 100)?.atUs).toBe(350_001)
  })
})

describe('fingerprints of the shared cluster', () => {
  const tile: Digest = {
    state: 'running',
    open: '',
    timeUs: 1,
    stale: null,
    answered: 1,
    p99Us: null,
    goals: 0,
    goalsOf: 0,
    down: 0,
    print: null,
    hidden: false,
  }
  const print = (hex: string, atUs: number) => ({ ...tile, print: { hex: hex.repeat(16), atUs, events: 7 } })
  it('name who differs from most', () => {
    const batch = { [ADA]: print('a', 5), [BOB]: print('a', 5), [EVE]: print('b', 5), lffffffffffff: print('c', 10) }
    expect(agreement(batch)).toEqual({
      print: { hex: 'a'.repeat(16), atUs: 5, events: 7 },
      same: [ADA, BOB],
      differ: [EVE],
    })
    expect(agreement({ [ADA]: tile })).toBeNull()
  })
})

describe('a plan', () => {
  const plan: Plan = {
    title: 'Retries',
    steps: [
      { title: 'Welcome', note: '', minutes: 3, do: 'say' },
      { title: 'Open', note: '', minutes: 5, do: 'give', given: { kind: 'preset', preset: 'storefront', seed: 7 } },
      {
        title: 'Break',
        note: 'let them look first',
        minutes: 10,
        do: 'inject',
        commands: [{ kind: 'kill', target: { node: 'db-1' } }],
        concealed: true,
        causes: [{ kind: 'kill', where: 'node db-1' }],
      },
    ],
  }
  it('is a file and comes back from it', () => {
    expect(planFromText(planText(plan))).toEqual(plan)
  })
  it.each([
    ['{', 'plan.text'],
    ['[]', 'plan.invalid'],
    ['{"faultlinePlan":2}', 'plan.version'],
    ['{"faultlinePlan":1,"title":"x","steps":[]}', 'plan.invalid'],
    ['{"faultlinePlan":1,"title":"x","steps":[{"do":"explode","title":"","note":"","minutes":1}]}', 'plan.invalid'],
  ])('%s is refused', (text, code) => {
    expect(() => planFromText(text)).toThrow(expect.objectContaining({ code }))
  })
})

describe('messages', () => {
  it('that are some are read', () => {
    expect(readToServer('{"say":"store","n":3}')).toEqual({ say: 'store', n: 3 })
    expect(readToServer('{"say":"act","n":1,"act":{"do":"end"}}')).toEqual({ say: 'act', n: 1, act: { do: 'end' } })
    expect(readToPage('{"say":"refused","n":1,"code":"room.notOwner"}')).toEqual({
      say: 'refused',
      n: 1,
      code: 'room.notOwner',
    })
  })
  it.each([
    '',
    'null',
    '{"say":"store"}',
    '{"say":"store","n":-1}',
    '{"say":"act","n":1,"act":{"do":"sudo"}}',
    '{"say":"x","__proto__":{}}',
  ])('%j is none', (line) => {
    expect(() => readToServer(line)).toThrow(expect.objectContaining({ name: 'FaultlineError' }))
    expect(() => readToPage(line)).toThrow(expect.objectContaining({ name: 'FaultlineError' }))
  })
  it('over HTTP pass a gate of their own', () => {
    for (const schema of [joinRequest, enterRequest, openRequest, hello, joined, entered, refusal])
      expect(() => read<unknown>(schema, { nothing: 1 }, 'room.message')).toThrow()
    expect(read(joinRequest, { protocol: 1, code: 'ABC' }, 'room.message')).toEqual({ protocol: 1, code: 'ABC' })
    expect(read(refusal, { code: 'room.full' }, 'room.message')).toEqual({ code: 'room.full' })
  })
})
