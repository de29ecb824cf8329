/** The judge of a branch: what it says belongs to a run and a moment, however it came to hear of it. */
import { describe, expect, test } from 'vitest'
import { judge, readHistory, writeJepsenEdn, writeJepsenJson } from '../../../src/checkers'
import type { Command } from '../../../src/cluster'
import { finish } from '../../../src/lab/job'
import { HistoryFeed } from '../../../src/lab/judging/feed'
import { Judge } from '../../../src/lab/judging/judge'
import { recordedRun } from '../../../src/lab/judging/recordedRun'
import { OPERATION_LOG_STRIDE } from '../../../src/telemetry'
import { presetOf } from '../../../src/scenarios/presets'
import { small } from '../runs'
import { judged, type JudgedLab } from './judged'

const storefront = presetOf('storefront')!
const cut: Command = { kind: 'cut', link: { from: { node: 'shard-1a' }, to: { group: 'store' } } }
const killB: Command = { kind: 'kill', target: { node: 'shard-1b' } }
const hurt = (): JudgedLab =>
  judged(
    small,
    3,
    [[1, { kind: 'lose', link: { from: { group: 'store' }, to: { group: 'store' } }, probability: 0.5 }]],
    4,
  )
const straight = (): unknown => hurt().verdicts()

describe('a verdict belongs to a branch and a moment', () => {
  test('heard in one piece or in many, it is the same', () => {
    const run = hurt()
    const piece = new HistoryFeed(run.lab).next({ history: -1, rows: 0 })
    const whole = run.verdicts()
    for (const rows of [1, 7, 100]) {
      const other = new Judge(piece.docket!)
      for (let at = 0; at < piece.words.length; at += rows * OPERATION_LOG_STRIDE)
        other.hear(piece.words.slice(at, at + rows * OPERATION_LOG_STRIDE))
      other.know(piece.knownUs)
      expect(other.verdicts()).toEqual(whole)
    }
  })

  test('seeking back and playing the same again tells nothing new', () => {
    const run = hurt()
    const before = structuredClone(run.verdicts())
    run.seek(2).seek(3).seek(1).seek(4)
    expect(run.verdicts()).toEqual(before)
    expect(run.histories).toBe(1)
    expect(before).toEqual(straight())
  })

  test('an act in the past makes another branch, judged from its beginning; the old one keeps its verdict', () => {
    const run = hurt()
    const before = structuredClone(run.verdicts())
    const trunk = run.lab.active.id
    run.seek(0.5).act(killB).seek(4)
    const forked = run.verdicts()
    expect(run.histories).toBe(2)
    expect(forked).toEqual(judged(small, 3, [[0.5, killB]], 4).verdicts())
    finish(run.lab.select(trunk))
    expect(run.verdicts()).toEqual(before)
  })

  test('what was taken back never happened; done again, it happened', () => {
    const run = judged(storefront, 1, [[2, cut]], 4)
    const broken = () => run.verdict('dashboard').standings.linearizable.brokenUs
    expect(broken()).toBeGreaterThan(2e6)
    const before = broken()
    finish(run.lab.undo())
    expect(broken()).toBeNull()
    finish(run.lab.redo())
    run.seek(4)
    expect(broken()).toBe(before)
  })

  test('nothing beyond what is known is told, and what is not kept is unknown', () => {
    const run = hurt()
    run.verdicts()
    expect(run.judge!.judgedUs).toBeLessThanOrEqual(4e6)
    expect(run.judge!.judgedUs).toBeGreaterThan(3.8e6)
    run.judge!.end(3e6)
    const [{ standings }] = run.judge!.verdicts()
    for (const { brokenUs, unknownUs, unknownWhy } of Object.values(standings))
      expect(brokenUs !== null || (unknownUs === 3e6 && unknownWhy === 'full')).toBe(true)
  })
})

describe('round trip: what is exported, check judges as the page does', () => {
  test.each([
    ['storefront, cut', storefront, [{ atUs: 2e6, afterEvents: 0, command: cut }], 6],
    ['storefront', storefront, [], 4],
  ] as const)('%s', (_what, scenario, commands, toS) => {
    const live = judged(
      scenario,
      1,
      commands.map(({ atUs, command }): [number, Command] => [atUs / 1e6, command]),
      toS,
    )
    for (const { journey, standings } of live.verdicts()) {
      const history = recordedRun(scenario, 1, toS * 1e6, commands, journey)
      for (const read of [
        readHistory(writeJepsenEdn(history), 'jepsen-edn'),
        readHistory(writeJepsenJson(history), 'jepsen-json'),
      ])
        expect(judge(read, 'register').valid, journey).toBe(standings.linearizable.brokenUs === null)
    }
  })
})

test('what cannot be judged as registers is not judged', () => {
  const payments = judged(presetOf('payments')!, 1, [], 1)
  expect(payments.verdict('dashboard').standings.linearizable.unknownWhy).toBe('notRegisters')
  expect(payments.verdict('checkout').standings.linearizable.unknownWhy).toBeNull()
  expect(payments.verdicts().map(({ journey }) => journey)).toEqual(['checkout', 'dashboard']) // reports read nothing
})
