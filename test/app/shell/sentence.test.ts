import { describe, expect, test } from 'vitest'
import { useRoomHold } from '../../../src/app/roomHold'
import { sentence } from '../../../src/app/shell/sentence'
import { sentenceText } from '../../../src/app/shell/sentenceText'
import type { LabStatus } from '../../../src/lab/protocol'
import { status, summary, topology } from './fakeStatus'

const text = (s: LabStatus | null): string => sentenceText(sentence(s, topology))
const killed = { atUs: 37_000_000, command: { kind: 'kill', target: { node: 'shard-1b' } } } as const
const branches = [{ id: 0, parent: null, forkAtUs: 0, endUs: 40_000_000, name: null, commands: [killed] }]
const down = { code: 'down', node: 'shard-1b', byLearner: true, sinceUs: 37_000_000 }

describe('the sentence that tells the state', () => {
  test('before anything is known', () => {
    expect(text(null)).toBe('The cluster is being built.')
  })

  test('when all is well', () => {
    expect(text(status())).toBe('All 4 shards healthy. 200 requests a second, 100 % succeed, nobody reads stale data.')
  })

  test('success is weighed by traffic and never rounded up to all', () => {
    const s = status({ summary: [summary('checkout', { perSecond: 300, okRatio: 0.9998 }), summary('dashboard')] })
    expect(text(s)).toContain('99.98 % succeed')
  })

  test('names the learner’s act as the cause, and that nobody notices', () => {
    expect(text(status({ troubles: [down], branches }))).toBe(
      'You killed shard-1b 3 s ago, but nobody meets an error, stale data or a wait over 1 s so far.',
    )
  })

  test('never calls the learner’s what somebody else did', () => {
    const s = status({ troubles: [down], branches })
    useRoomHold.setState({ whose: ({ atUs }) => (atUs === killed.atUs ? 'Your teacher' : null) })
    expect(text(s)).toContain('Your teacher killed shard-1b 3 s ago')
    const own = { atUs: 37_100_000, command: { kind: 'stall', target: { node: 'shard-2a' } } } as const
    const stalled = { code: 'stalled', node: 'shard-2a', byLearner: true, sinceUs: own.atUs }
    const both = [{ ...branches[0], commands: [killed, own] }]
    expect(text(status({ troubles: [stalled, down], branches: both }))).toContain('You stalled shard-2a')
    useRoomHold.setState({ whose: null })
  })

  test('says who suffers, then what still goes through', () => {
    const s = status({
      troubles: [down],
      branches,
      summary: [summary('checkout'), summary('dashboard', { staleRatio: 0.1, staleMaxUs: 1_400_000 })],
    })
    expect(text(s)).toBe('You killed shard-1b 3 s ago: dashboard reads may be 1.4 s old; checkout still goes through.')
  })

  test('tells jobs that wait long, though every request is answered, and takes them for no cause', () => {
    const late = { code: 'late', node: 'jobs', waitedUs: 8_000_000, byLearner: false, sinceUs: 1 }
    expect(text(status({ troubles: [late] }))).toBe('Jobs is 8 s behind; checkout and dashboard still go through.')
    expect(text(status({ troubles: [late, down], branches }))).toBe(
      'You killed shard-1b 3 s ago: jobs is 8 s behind; checkout and dashboard still go through.',
    )
  })

  test('a trouble that nobody here caused is told as what it is', () => {
    const s = status({ troubles: [{ code: 'cut', link: ['api', 'shard-1a'], byLearner: false, sinceUs: 1 }] })
    expect(text(s)).toBe(
      'Api and shard-1a cannot reach each other, but nobody meets an error, stale data or a wait over 1 s so far.',
    )
  })

  test('a concealed act is never named', () => {
    const hidden = [{ ...branches[0], commands: [{ ...killed, command: { ...killed.command, concealed: true } }] }]
    const s = status({
      troubles: [down],
      branches: hidden,
      summary: [summary('checkout', { okRatio: 0.5 }), summary('dashboard')],
    })
    expect(text(s)).not.toContain('killed')
  })

  test('every figure leads to its operations, the cause to the thing itself', () => {
    const s = status({
      troubles: [down],
      branches,
      summary: [summary('checkout', { okRatio: 0.5 }), summary('dashboard')],
    })
    const told = sentence(s, topology)
    expect(told.cause?.evidence).toEqual({ select: { kind: 'node', node: 2 } })
    expect(told.effects[0].evidence).toEqual({
      operations: { fromUs: 35_000_000, toUs: 40_000_000, journey: 0, only: 'failed' },
    })
  })

  test('its kind changes with who suffers, not with how much', () => {
    const kind = (okRatio: number): string =>
      sentence(status({ troubles: [down], branches, summary: [summary('checkout', { okRatio })] }), topology).kind
    expect(kind(0.5)).toBe(kind(0.6))
    expect(kind(0.5)).not.toBe(kind(1))
  })

  test('a trouble of an unknown code still names its place', () => {
    const s = status({ troubles: [{ code: 'novel', node: 'api', byLearner: false, sinceUs: 1 }] })
    expect(text(s)).toContain('Api is in trouble')
  })
})
