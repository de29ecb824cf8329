import { describe, expect, test } from 'vitest'
import { briefPath } from '../../src/app/lesson/briefPath'
import { finish } from '../../src/lab/job'
import type { Step } from '../../src/lab/protocol'
import { attemptRun } from '../../src/lessons/attempt'
import { goalsJob } from '../../src/lessons/judge'
import { serveTraced, tracedJob } from '../../src/lessons/traced'
import { NO_POLICIES } from '../../src/policies'
import { lessonOf } from './sound'

const lesson = lessonOf()
const run = attemptRun(lesson, {})
const [answered] = finish(goalsJob(run, run.seed, lesson.spec.goals, run.horizonUs)).goals
const witness = answered.readings[0].witness!

describe('the witness of a goal that does not hold', () => {
  test('is an operation whose trace tells why: its question or its answer was lost', () => {
    const traced = finish(tracedJob({ run, operation: witness.operation! }))!
    expect(traced.operation).toMatchObject({ ...witness.operation, outcome: 'fail' })
    expect(traced.story?.code).toBe('messageLost')
    expect(traced.nodes).toEqual(expect.arrayContaining(['users', 'server']))
    const { operation, path } = traced
    expect(path.reduce((sum, { fromUs, toUs }) => sum + toUs - fromUs, 0)).toBe(
      operation.returnedUs - operation.invokedUs,
    )
  })

  test('that is none is told so', async () => {
    expect(finish(tracedJob({ run, operation: { client: 0, count: 1_000_000 } }))).toBeNull()
    expect(finish(tracedJob({ run, operation: { client: 99, count: 1 } }))).toBeNull()
    const unplayable = { ...run, scenario: 'no-such-preset' }
    const answer = await serveTraced({ run: unplayable, operation: witness.operation! }, () =>
      Promise.resolve(NO_POLICIES),
    )
    expect(answer).toEqual({ traced: null })
  })
})

const step = (fromUs: number, toUs: number, more: Partial<Step>): Step => ({
  part: 'waiting',
  reason: 'none',
  node: 0,
  link: -1,
  type: '',
  fromUs,
  toUs,
  ...more,
})

test('a path in brief joins what goes on at one place and leaves out the shortest, in the order of time', () => {
  const path = [
    step(0, 10, { part: 'network', link: 1, node: -1 }),
    step(10, 30, { part: 'queueing' }),
    step(30, 50, { part: 'queueing' }),
    step(50, 51, { part: 'service' }),
    step(51, 111, { part: 'disk' }),
  ]
  expect(briefPath(path, 2).map(({ part, fromUs, toUs }) => [part, fromUs, toUs])).toEqual([
    ['queueing', 10, 50],
    ['disk', 51, 111],
  ])
  expect(briefPath(path, 9).map(({ part }) => part)).toEqual(['network', 'queueing', 'disk'])
})
