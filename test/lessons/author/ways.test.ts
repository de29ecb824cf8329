/** What an author does from the start on becomes a way: the learner's run by that way is the very run that was recorded. */
import { describe, expect, test } from 'vitest'
import { withMode } from '../../../src/scenarios/modes/switch'
import { attemptRun } from '../../../src/lessons/attempt'
import { canonical } from '../../../src/lessons/canonical'
import { settingsBetween } from '../../../src/lessons/author/difference'
import { withSpec } from '../../../src/lessons/author/spec'
import { doneIn, isNothing, startRun, waysOf, withoutWay, withWay, withWayAs } from '../../../src/lessons/author/ways'
import { withSettings } from '../../../src/lessons/settings'
import { policyId } from '../../../src/policies'
import { loadPreset, presetIds, presetOf } from '../../../src/scenarios/presets'
import type { RunValue } from '../../../src/scenarios/run'
import { scenarioOf } from '../../../src/scenarios/scenarioOf'
import type { Scenario } from '../../../src/scenarios/scenario'
import { draftOf, heals, loses, recordedFiles } from './recorded'

const byItself = withSpec(recordedFiles([]), draftOf(recordedFiles([])).spec, (spec) => {
  spec.start.commands = [{ atS: 2, command: loses }]
})
const lesson = draftOf(byItself)
const words = { question: 'What do you change?', asItIs: 'Nothing' }
const solution = { words: 'Ask again', is: 'solution', offered: true } as const

/** The start with a client that asks again, and an act by hand. */
function mended(): RunValue {
  const run = startRun(lesson)
  const scenario = structuredClone(scenarioOf(run))
  const [users] = scenario.groups
  if (users.role === 'clients') users.journeys[0].retry = { attempts: 5, timeoutUs: 100_000, backoffUs: 1_000 }
  const command = { atUs: 4_000_000, afterEvents: 17, command: heals }
  return { ...run, scenario, commands: [...run.commands, command] }
}

test('of a start that was opened and left alone, there is nothing to record', () =>
  expect(isNothing(doneIn(lesson, startRun(lesson)))).toBe(true))

test('settings and acts beyond the start are told, what happens by itself is not', () => {
  const { settings, commands } = doneIn(lesson, mended())
  expect(settings).toEqual([
    { path: 'groups.users.journeys.ask.retry', value: { attempts: 5, timeoutUs: 100_000, backoffUs: 1_000 } },
  ])
  expect(commands).toEqual([{ atS: 4, command: heals }])
})
test('also where the run was opened with its commands as commands', () => {
  const plain = attemptRun(lesson, {})
  expect(isNothing(doneIn(lesson, plain))).toBe(true)
})

test('as a way, it makes the run that was recorded, and is the solution', () => {
  const done = doneIn(lesson, mended())
  const changed = draftOf(withWay(lesson, done, solution, words))
  expect(changed.spec.solution).toEqual({ choices: { way: 'ask-again' } })
  const run = attemptRun(changed, changed.spec.solution)
  const [users] = scenarioOf(run).groups
  expect(users.role === 'clients' && users.journeys[0].retry?.attempts).toBe(5)
  expect(run.commands.map(({ atUs, command }) => [atUs, command.kind])).toEqual([
    [2_000_000, 'lose'],
    [4_000_000, 'healAll'],
  ])
  expect(changed.text.choices.way.items['ask-again']).toEqual([{ is: 'text', text: 'Ask again' }])
  expect(changed.spec.controls.acts).toContain('healAll')
})

test('code is a file of the folder, and the way names it', () => {
  const code = { contract: 'retry' as const, entry: 'never.ts', files: { 'never.ts': 'export default () => null' } }
  const run = startRun(lesson)
  const command = { kind: 'setPolicy' as const, contract: 'retry' as const, code: policyId(code), reach: {} }
  const done = doneIn(lesson, {
    ...run,
    policies: { [policyId(code)]: code },
    commands: [{ atUs: 5_000_000, afterEvents: 0, command }],
  })
  const changed = draftOf(withWay(lesson, done, solution, words))
  expect(changed.files['never.ts']).toBe(code.files['never.ts'])
  expect(changed.spec.choices[0].variants[1].policies).toEqual([{ contract: 'retry', file: 'never.ts' }])
  expect(changed.spec.controls).toMatchObject({ contracts: ['retry'], panels: ['code'] })
})

describe('a way', () => {
  const done = doneIn(lesson, mended())
  const counter = { words: 'Refuse', is: 'counter', offered: false } as const
  const both = draftOf(withWay(draftOf(withWay(lesson, done, solution, words)), done, counter, words))
  test('that nobody may choose is a counter-solution alone', () => {
    expect(Object.keys(both.spec.counters)).toEqual(['refuse'])
    expect(waysOf(both.spec).map(({ id, choice, is }) => [id, choice, is])).toEqual([
      ['ask-again', 'way', 'solution'],
      ['refuse', null, 'counter'],
    ])
  })
  test('can become one that must fail, or neither', () => {
    const [row] = waysOf(both.spec)
    const asCounter = draftOf(withWayAs(both, row, 'counter')).spec
    expect(asCounter.solution).toEqual({})
    expect(asCounter.counters['ask-again']).toEqual({ choices: { way: 'ask-again' } })
    expect(waysOf(draftOf(withWayAs(draftOf(withWayAs(both, row, 'counter')), row, 'neither')).spec)[0].is).toBe(
      'neither',
    )
  })
  test('goes with its words, and with the choice where it was the only one', () => {
    const [row] = waysOf(both.spec)
    const left = draftOf(withoutWay(both, row))
    expect(left.spec.choices).toEqual([])
    expect(left.text.choices).toEqual({})
    expect(left.spec.solution).toEqual({})
    const hidden = waysOf(both.spec)[1]
    expect(draftOf(withoutWay(both, hidden)).spec.counters).toEqual({})
  })
})

describe('where a lesson has several choices', () => {
  const two = draftOf(
    withSpec(lesson.files, lesson.spec, (spec) => {
      const variants = [{ id: 'asItIs' }, { id: 'other', settings: [{ path: 'groups.server.count', value: 2 }] }]
      spec.choices = [
        { id: 'first', variants },
        { id: 'second', variants },
      ]
      spec.solution = { choices: { first: 'other', second: 'other' }, answers: { 'g.r': ['a'] } }
      spec.counters = {
        both: { choices: { first: 'asItIs', second: 'other' } },
        bigger: { choices: { first: 'other' }, settings: [{ path: 'groups.server.count', value: 9 }] },
        one: { choices: { second: 'other' } },
      }
    }),
  )
  const rows = waysOf(two.spec)
  test('each way stands by itself, and so does a counter-solution that is more than one of them', () =>
    expect(rows.map(({ id, choice, is }) => [id, choice, is])).toEqual([
      ['other', 'first', 'solution'],
      ['other', 'second', 'solution'],
      ['both', null, 'counter'],
      ['bigger', null, 'counter'],
    ]))
  test('one that is taken out of the solution leaves the other in it, and every other counter-solution', () => {
    const { spec } = draftOf(withWayAs(two, rows[0], 'counter'))
    expect(spec.solution).toEqual({ choices: { second: 'other' }, answers: { 'g.r': ['a'] } })
    expect(Object.keys(spec.counters)).toEqual(['both', 'bigger', 'one', 'other'])
    expect(spec.counters.other).toEqual({ choices: { first: 'other' }, answers: { 'g.r': ['a'] } })
  })
})

describe('settings between two scenarios make the one of the other', () => {
  const whole = (scenario: Scenario): string => canonical({ policies: [], ...scenario })
  test('between any two presets, however far apart', async () => {
    await Promise.all(presetIds.map(loadPreset))
    const presets = presetIds.map((id) => presetOf(id) as Scenario)
    presets.forEach((from, i) => {
      const to = presets[(i + 1) % presets.length]
      expect(whole(withSettings(from, settingsBetween(from, to))), `${from.id} to ${to.id}`).toBe(whole(to))
    })
  })
  test('a store in another mode is one place', () => {
    const from = presetOf('storefront') as Scenario
    const to = withMode(from, 'raft')
    expect(settingsBetween(from, to).map(({ path }) => path)).toEqual(['groups.store.replication'])
  })
  test('of the same ones there are none', () => {
    const preset = presetOf('storefront') as Scenario
    expect(settingsBetween(preset, structuredClone(preset))).toEqual([])
  })
  test('a policy of calls that comes, changes or goes is one place', () => {
    const { policies = [], ...bare } = presetOf('slow-dependency-breaker') as Scenario
    const [first] = policies
    const path = `policies.${first.from}>${first.to}`
    const changed = { ...first, timeoutUs: (first.timeoutUs ?? 0) + 1 }
    expect(settingsBetween(bare, { ...bare, policies: [first] })).toEqual([{ path, value: first }])
    expect(settingsBetween({ ...bare, policies: [first] }, { ...bare, policies: [] })).toEqual([{ path, value: null }])
    expect(settingsBetween({ ...bare, policies: [first] }, { ...bare, policies: [changed] })).toEqual([
      { path: `${path}.timeoutUs`, value: changed.timeoutUs },
    ])
  })
})
