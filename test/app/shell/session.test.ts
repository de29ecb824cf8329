/** What a run's life in the page rests on: pace, saving, coming back. */
import { describe, expect, test } from 'vitest'
import { inOrder } from '../../../src/app/shell/backCloses'
import { toRestore } from '../../../src/app/shell/openRoute'
import { FRAME_CAP_MS, Pacer, PaceMeter } from '../../../src/app/shell/pacing'
import { OPEN_AT_US } from '../../../src/app/shell/presetIds'
import { repairOf } from '../../../src/app/shell/repair'
import { labHash, parseHash } from '../../../src/app/shell/routes'
import { broughtUpTo } from '../../../src/app/shell/runKeeper'
import type { SavedRun } from '../../../src/app/shell/runStore'
import { newestFirst } from '../../../src/app/shell/runStore'
import { words } from '../../../src/app/words'
import type { Session } from '../../../src/lab/protocol'
import { presetIds } from '../../../src/scenarios/presets'
import { PRESETS } from '../../../src/scenarios/presets/all'

describe('pace', () => {
  test('a frame asks for its share of virtual time, and slow motion loses no fraction', () => {
    const pacer = new Pacer()
    pacer.next(0, 0.001)
    let sumUs = 0
    for (let frame = 1; frame <= 600; frame++) sumUs += pacer.next((frame * 1000) / 60, 0.001)
    expect(sumUs).toBeGreaterThanOrEqual(9_999)
    expect(sumUs).toBeLessThanOrEqual(10_000)
  })

  test('a tab that slept does not catch up', () => {
    const pacer = new Pacer()
    pacer.next(0, 1)
    expect(pacer.next(3_600_000, 1)).toBe(FRAME_CAP_MS * 1000)
  })

  test('after a pause the first frame asks for nothing', () => {
    const pacer = new Pacer()
    pacer.next(0, 1)
    pacer.rest()
    expect(pacer.next(50, 1)).toBe(0)
  })

  test('the pace reached is told only when it falls short', () => {
    const meter = new PaceMeter()
    meter.restart(0, 0)
    meter.note(1000, 1_000_000, 1)
    expect(meter.reached).toBeNull()
    meter.note(2000, 1_300_000, 1)
    expect(meter.reached).toBe(0.3)
  })
})

describe('repair', () => {
  test('is the command that mends what another broke, from now on', () => {
    expect(repairOf({ kind: 'kill', target: { node: 'api' } })).toEqual({ kind: 'restart', target: { node: 'api' } })
    expect(repairOf({ kind: 'slow', target: { zone: 'a' }, factor: 10 })).toEqual({
      kind: 'slow',
      target: { zone: 'a' },
      factor: 1,
    })
    const link = { from: { node: 'a' }, to: { node: 'b' }, oneWay: true }
    expect(repairOf({ kind: 'cut', link })).toEqual({ kind: 'heal', link })
  })

  test('a repair, or a dropped message, has none', () => {
    expect(repairOf({ kind: 'restart', target: { node: 'api' } })).toBeNull()
    expect(repairOf({ kind: 'slow', target: { node: 'api' }, factor: 1 })).toBeNull()
    expect(repairOf({ kind: 'dropMessage', message: { origin: 1, count: 2, path: 3 } })).toBeNull()
  })
})

describe('routes', () => {
  test('the hash alone tells the place', () => {
    expect(parseHash('')).toEqual({ at: 'home' })
    expect(parseHash('#/accuracy')).toEqual({ at: 'accuracy' })
    expect(parseHash('#/lab?preset=storefront&seed=7')).toMatchObject({
      at: 'lab',
      preset: 'storefront',
      seed: 7,
      embed: false,
    })
    expect(parseHash('#/lab?run=1.AbC_-&embed')).toMatchObject({ link: '1.AbC_-', embed: true })
    expect(parseHash('#/course')).toEqual({ at: 'course' })
    expect(parseHash('#/lesson/cap?step=seen')).toEqual({ at: 'lesson', slug: 'cap', link: null, step: 'seen' })
    expect(parseHash('#/lesson?from=1.AbC')).toEqual({ at: 'lesson', slug: null, link: '1.AbC', step: null })
    expect(parseHash(labHash('web-tier', 3))).toMatchObject({ preset: 'web-tier', seed: 3 })
  })

  test('a place that does not exist yet is a place too; a seed that is none is left out', () => {
    expect(parseHash('#/nowhere')).toEqual({ at: 'unknown', path: '/nowhere' })
    expect(parseHash('#/lab?seed=-1')).toMatchObject({ seed: null })
    expect(parseHash('#/lab?seed=99999999999999999')).toMatchObject({ seed: null })
  })
})

describe('keeping the run', () => {
  const session: Session = {
    engine: '1',
    scenario: 'storefront',
    seed: 7,
    policies: {},
    branches: [{ id: 0, parent: null, forkAtUs: 0, name: null, commands: [], endUs: 5 }],
    active: 0,
    compare: null,
    playheadUs: 5,
  }
  const run = (tab: string, savedAtMs: number): SavedRun => ({
    tab,
    savedAtMs,
    session: { ...session, seed: savedAtMs },
  })

  test('the newest word of each tab counts, and damaged entries do not', () => {
    const runs = newestFirst([run('a', 1), null, { tab: 'x' }, run('b', 2), run('a', 3)])
    expect(runs.map((r) => [r.tab, r.savedAtMs])).toEqual([
      ['a', 3],
      ['b', 2],
    ])
  })

  test('a reload brings back this tab’s own run, a new tab the newest', () => {
    const runs = newestFirst([run('a', 1), run('b', 2)])
    expect(toRestore(runs, 'a')?.seed).toBe(1)
    expect(toRestore(runs, 'new')?.seed).toBe(2)
    expect(toRestore([], 'a')).toBeNull()
  })

  test('what was played since the last save is not lost, nor what lies after a playhead that went back', () => {
    const { active, branches } = session
    const kept = broughtUpTo(session, { active, timeUs: 12 })
    expect([kept.playheadUs, kept.branches[0].endUs]).toEqual([12, 12])
    expect(broughtUpTo(session, { active, timeUs: 1 }).branches[0].endUs).toBe(branches[0].endUs)
  })
})

describe('Back', () => {
  test('closes what was opened last, whatever was closed in between', () => {
    const first = inOrder([], ['selection', 'panel'])
    expect(inOrder(first, ['selection', 'code', 'panel'])).toEqual(['selection', 'panel', 'code'])
    expect(inOrder(['selection', 'panel', 'code'], ['code', 'panel'])).toEqual(['panel', 'code'])
  })
})

test('the page offers exactly the presets that there are, each with a name and a story', () => {
  expect(Object.keys(PRESETS).sort()).toEqual([...presetIds].sort())
  for (const id of presetIds) {
    expect(PRESETS[id].openAtUs).toBe(OPEN_AT_US)
    expect(words().shell.presetName(id)).not.toBe(id)
    expect(words().shell.presetStory(id)).not.toBe('')
  }
})
