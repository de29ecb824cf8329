/** What a learner does is a run; and only what a lesson lets one change counts as an attempt at it. */
import { describe, expect, test } from 'vitest'
import { attemptRun, checkAdmitted, experimentRun } from '../../src/lessons/attempt'
import { hiddenSeeds } from '../../src/lessons/seeds'
import { withSettings } from '../../src/lessons/settings'
import type { RunValue } from '../../src/scenarios/run'
import { validateRun } from '../../src/scenarios/savedRun'
import { scenarioOf } from '../../src/scenarios/scenarioOf'
import type { Scenario } from '../../src/scenarios/scenario'
import { lessonOf, soundFiles, withSpec } from './sound'

const lesson = lessonOf()
const retryOf = (run: RunValue): unknown => {
  const [users] = scenarioOf(run).groups
  return users.role === 'clients' ? users.journeys[0].retry : null
}
const refusal = (run: RunValue, of = lesson): unknown => {
  try {
    checkAdmitted(of, run)
    return null
  } catch (error) {
    return (error as { code: unknown }).code
  }
}
const givenAt = (atS: number, command: RunValue['commands'][number]['command']) => ({
  atUs: atS * 1e6,
  afterEvents: Number.MAX_SAFE_INTEGER,
  command,
})

describe('an attempt is a run', () => {
  test('of the first variants where nothing is chosen, up to the horizon, with what happens by itself', () => {
    const run = validateRun(attemptRun(lesson, {}))
    expect(retryOf(run)).toBeUndefined()
    expect(run.horizonUs).toBe(12_000_000)
    expect(run.commands.map(({ atUs, command }) => [atUs, command.kind])).toEqual([[2_000_000, 'lose']])
  })
  test('a variant changes the scenario', () =>
    expect(retryOf(attemptRun(lesson, { choices: { again: 'three' } }))).toMatchObject({ attempts: 5 }))
  test('code is set at the beginning, before all else', () => {
    const files = { ...soundFiles, 'never.ts': 'export default function () { return null }' }
    const run = validateRun(attemptRun(lessonOf(files), { policies: [{ contract: 'retry', file: 'never.ts' }] }))
    expect(run.commands[0]).toMatchObject({
      atUs: 0,
      afterEvents: 0,
      command: { kind: 'setPolicy', contract: 'retry' },
    })
    expect(Object.keys(run.policies)).toHaveLength(1)
  })
  test('the experiment adds its own acts', () => {
    const healing = lessonOf(
      withSpec((s) => {
        s.experiment[1] = { id: 'wait', act: 'command', atS: 5, command: { kind: 'healAll' }, watch: 'map' }
      }),
    )
    expect(experimentRun(healing).commands.map(({ command }) => command.kind)).toEqual(['lose', 'healAll'])
  })
})

describe('a lesson admits a run', () => {
  test.each(['never', 'three'])('of its variant %s', (again) =>
    expect(refusal(attemptRun(lesson, { choices: { again } }))).toBeNull(),
  )
  test('with acts that are its own', () => {
    const run = attemptRun(lesson, {})
    const healed = givenAt(4, { kind: 'heal', link: { from: { group: 'users' }, to: { group: 'server' } } })
    expect(refusal({ ...run, commands: [...run.commands, healed] })).toBeNull()
  })
  test('but not with others, not without what happens by itself, and not of another cluster', () => {
    const run = attemptRun(lesson, {})
    const killed = givenAt(4, { kind: 'kill', target: { group: 'server' } })
    expect(refusal({ ...run, commands: [...run.commands, killed] })).toBe('lesson.act')
    expect(refusal({ ...run, commands: [] })).toBe('lesson.taken')
    const bigger = attemptRun(lesson, { settings: [{ path: 'groups.server.capacity.workers', value: 64 }] })
    expect(refusal(bigger)).toBe('lesson.scenarioChanged')
  })
  test('with code for decisions that it leaves open, and for no others', () => {
    const set = (contract: 'retry' | 'hedge') => {
      const run = attemptRun(lesson, {})
      return { ...run, commands: [givenAt(0, { kind: 'setPolicy', contract, code: null, reach: {} }), ...run.commands] }
    }
    expect(refusal(set('retry'))).toBeNull()
    expect(refusal(set('hedge'))).toBe('lesson.act')
  })
})

describe('settings', () => {
  const scenario = lesson.scenario
  const changed = (path: string, value: unknown): Scenario => withSettings(scenario, [{ path, value }])
  test('by names, by the ends of a link, by number; null takes away', () => {
    expect(changed('links.users>server.loss', 0.5).links[0].loss).toBe(0.5)
    expect(changed('groups.1.count', 3).groups[1]).toMatchObject({ count: 3 })
    expect(changed('groups.server.capacity', null).groups[1].capacity).toBeUndefined()
  })
  test('a policy is set where there was none, and replaced where there was one', () => {
    const policy = { from: 'users', to: 'server', timeoutUs: 100_000 }
    const once = changed('policies.users>server', policy)
    expect(once.policies).toEqual([policy])
    const again = withSettings(once, [{ path: 'policies.users>server.timeoutUs', value: 5 }])
    expect(again.policies).toEqual([{ ...policy, timeoutUs: 5 }])
  })
  test('the lesson stays as it is', () => {
    const before = JSON.stringify(scenario)
    changed('groups.server.count', 9)
    expect(JSON.stringify(scenario)).toBe(before)
  })
  test.each(['groups.nobody.count', '__proto__.x', 'groups.server.constructor', 'groups.server.capacity.x.y', ''])(
    '%j is no place',
    (path) => expect(() => changed(path, 1)).toThrow('lesson.setting'),
  )
})

test('hidden seeds: the same for everybody, all different, and never the one that was seen', () => {
  const seeds = hiddenSeeds('sound', 1)
  expect(seeds).toEqual(hiddenSeeds('sound', 1))
  expect(new Set(seeds).size).toBe(12)
  expect(hiddenSeeds('sound', seeds[3])).not.toContain(seeds[3])
  expect(hiddenSeeds('other', 1)).not.toEqual(seeds)
})
