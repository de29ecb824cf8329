import { describe, expect, test } from 'vitest'
import { FIRST_STEPS, isDone } from '../../../src/app/shell/steps'
import { words } from '../../../src/app/words'
import type { Command } from '../../../src/cluster/command'
import { presetIds } from '../../../src/scenarios/presets'
import { status } from './fakeStatus'

const after = (...commands: Command[]) => {
  const [trunk] = status().branches
  return status({ branches: [{ ...trunk, commands: commands.map((command) => ({ atUs: 1, command })) }] })
}

describe('the things to try', () => {
  test('every step has words and stands in a scenario of ours', () => {
    expect(presetIds).toContain(FIRST_STEPS.scenario)
    for (const step of FIRST_STEPS.steps) expect(words().shell.firstSteps.step[step.code]).toBeDefined()
  })

  test('none is done at the start', () => {
    for (const step of FIRST_STEPS.steps) expect(isDone(step.doneWhen, status())).toBe(false)
  })

  test('killing one replica does the first; killing a whole shard does not', () => {
    const [{ doneWhen }] = FIRST_STEPS.steps
    expect(isDone(doneWhen, after({ kind: 'kill', target: { node: 'shard-2b' } }))).toBe(true)
    expect(isDone(doneWhen, after({ kind: 'kill', target: { shard: 1 } }))).toBe(false)
  })

  test('a concealed fault does none: it would give itself away', () => {
    const [{ doneWhen }] = FIRST_STEPS.steps
    expect(isDone(doneWhen, after({ kind: 'kill', target: { node: 'shard-2b' }, concealed: true }))).toBe(false)
  })

  test('a second branch does the last', () => {
    const [trunk] = status().branches
    const [last] = FIRST_STEPS.steps.slice(-1)
    expect(isDone(last.doneWhen, status({ branches: [trunk, { ...trunk, id: 1, parent: 0 }] }))).toBe(true)
  })
})
