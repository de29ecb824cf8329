/** What was done in the lab becomes a lesson: its experiment plays to the very same fingerprint, and what cannot be said is told. */
import { describe, expect, test } from 'vitest'
import { finish } from '../../../src/lab/job'
import { conditionsJob } from '../../../src/lessons/judge'
import { experimentRun } from '../../../src/lessons/attempt'
import { recordLesson } from '../../../src/lessons/author/recording'
import { setExperiment } from '../../../src/lessons/author/steps'
import { withSpec, withText } from '../../../src/lessons/author/spec'
import { policyId } from '../../../src/policies'
import type { RunValue } from '../../../src/scenarios/run'
import { actAt, healAll, killB, labAt, slowA, small } from '../../lab/runs'
import { draftOf, heals, loses, recordedFiles, runWith, shop, words } from './recorded'

const fingerprintOf = (run: RunValue): string =>
  finish(conditionsJob(run, run.seed, [{ of: { figure: 'count' }, atLeast: 0 }], run.horizonUs)).fingerprint

test('the experiment plays to the fingerprint of the run that was recorded', () => {
  const run = runWith([
    [3, loses],
    [6.25, heals],
  ])
  const { files, notes } = recordLesson(run, shop, words)
  expect(notes).toEqual([])
  expect(fingerprintOf(experimentRun(draftOf(files)))).toBe(fingerprintOf(run))
})
test('and so does one that was done by hand in the lab, whose acts stand behind the events of their microsecond', () => {
  const lab = labAt(0)
  actAt(lab, 3_000_217, killB)
  actAt(lab, 5_500_000, healAll)
  actAt(lab, 5_500_000, slowA)
  finish(lab.seek(7_000_000))
  const run = lab.value()
  const { files } = recordLesson(run, small, words)
  const replayed = experimentRun(draftOf(files))
  expect(replayed.horizonUs).toBe(run.horizonUs)
  expect(fingerprintOf(replayed)).toBe(lab.fingerprint().hex)
})

describe('acts are steps at their moments, with time played between', () => {
  test('in their order, up to where the run was left', () => {
    const { experiment, start } = draftOf(
      recordedFiles([
        [3, loses],
        [3, heals],
        [6, loses],
      ]),
    ).spec
    expect([start.openS, start.horizonS, start.seed]).toEqual([1, 12, 7])
    expect(experiment.map((step) => [step.id, step.act])).toEqual([
      ['to-3', 'play'],
      ['lose', 'command'],
      ['healall', 'command'],
      ['to-6', 'play'],
      ['lose-2', 'command'],
      ['to-12', 'play'],
    ])
  })
  test('each has its button in the text, and what the learner may do by hand is what was done', () => {
    const { text, spec } = draftOf(recordedFiles([[3, loses]]))
    expect(Object.values(text.steps).map(({ button }) => button)).toEqual(['Play to 3 s', 'Do: lose', 'Play to 12 s'])
    expect(spec.controls.acts).toEqual(['lose'])
  })
  test('more than an experiment has steps for happen by themselves, and that is said', () => {
    const acts = Array.from({ length: 9 }, (_, i): [number, typeof heals] => [i + 1, heals])
    const { files, notes } = recordLesson(runWith(acts), shop, words)
    const { spec } = draftOf(files)
    expect(notes.map(({ code }) => code)).toEqual(['byThemselves'])
    expect(spec.start.commands).toHaveLength(9)
    expect(spec.experiment.every(({ act }) => act === 'play')).toBe(true)
  })
  test('what comes too late for a lesson is left out, and that is said', () => {
    const run = runWith([[700, heals]], 720)
    const { files, notes } = recordLesson(run, shop, words)
    expect(notes).toEqual([{ code: 'actsLeftOut', params: { count: 1, maxS: 600 } }])
    expect(draftOf(files).spec.start.horizonS).toBe(600)
  })
})

describe('code that decides in the run', () => {
  const code = { contract: 'retry' as const, entry: 'never.ts', files: { 'never.ts': 'export default () => null' } }
  const set = (atS: number) => ({
    ...runWith([[atS, { kind: 'setPolicy', contract: 'retry', code: policyId(code), reach: {} }]]),
    policies: { [policyId(code)]: code },
  })
  test('stands in a file of its own, and decides from the beginning on', () => {
    const { files, notes } = recordLesson(set(0), shop, words)
    expect(notes).toEqual([])
    expect(files['never.ts']).toBe(code.files['never.ts'])
    expect(draftOf(files).spec.choices[0].variants[0].policies).toEqual([{ contract: 'retry', file: 'never.ts' }])
  })
  test('where it was given later, that is said', () =>
    expect(recordLesson(set(4), shop, words).notes).toEqual([{ code: 'codeFromStart', params: { file: 'never.ts' } }]))
  test('of several files, it is left out, and that is said', () => {
    const several = { ...code, files: { ...code.files, 'other.ts': '' } }
    const id = policyId(several)
    const run = {
      ...runWith([[0, { kind: 'setPolicy' as const, contract: 'retry' as const, code: id, reach: {} }]]),
      policies: { [id]: several },
    }
    expect(recordLesson(run, shop, words).notes).toEqual([{ code: 'codeLeftOut', params: { contract: 'retry' } }])
  })
})

test('acts may happen by themselves instead, and come back as steps; words of steps that stay are kept', () => {
  const files = recordedFiles([[3, loses]])
  const withWords = withText(files, (text) => text.replace('::button[Play to 3 s]', 'Look.\n\n::button[Wait]'))
  const changed = (from: typeof files, byThemselves: boolean) => {
    const { spec } = draftOf(from)
    let text = from['text.md']
    const next = withSpec(from, spec, (one) => {
      text = setExperiment(one, text, byThemselves, words)
    })
    return withText(next, () => text)
  }
  const byThemselves = changed(withWords, true)
  expect(draftOf(byThemselves).spec.start.commands).toEqual([{ atS: 3, command: loses }])
  expect(draftOf(byThemselves).spec.experiment.map(({ id }) => id)).toEqual(['to-3', 'to-12'])
  expect(draftOf(byThemselves).text.steps['to-3'].button).toBe('Wait')
  const back = changed(byThemselves, false)
  expect(draftOf(back).spec).toEqual(draftOf(withWords).spec)
})
