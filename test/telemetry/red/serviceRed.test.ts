import { expect, it } from 'vitest'
import { CAUSE } from '../../../src/cluster'
import { OpenOperations } from '../../../src/telemetry/operations'
import { ServiceRed } from '../../../src/telemetry/red/serviceRed'
import { JournalBuilder } from '../journalBuilder'

const NODE = 2

it('work dropped from the queue is forgotten: what the same operation asks anew counts from when it came anew', () => {
  const j = new JournalBuilder()
  const red = new ServiceRed([true, false, false], new OpenOperations())
  j.journal.attach((words, records) => red.fold(words, records))
  j.at(0).work('QUEUED', NODE, 1, 1)
  j.at(10).work('SHED', NODE, 0, 1)
  j.at(20).work('QUEUED', NODE, 1, 1)
  j.at(30).work('STARTED', NODE, 0, 1)
  j.at(40).work('FINISHED', NODE, 0, 0)
  red.answered({ node: NODE, origin: 0, count: 1, atUs: 70, cause: -1 })
  j.journal.flush()
  const { served, servedUs, durations } = red.cut()[NODE]
  expect([served, servedUs, durations.quantile(1)]).toEqual([1, 10, 50])
})

it('a duration is from the coming to the answer, an error of its own counts by its cause, and a crash leaves nothing to be answered', () => {
  const j = new JournalBuilder()
  const red = new ServiceRed([true, false, false], new OpenOperations())
  j.journal.attach((words, records) => red.fold(words, records))
  j.at(0).work('STARTED', NODE, 0, 1)
  j.at(40).work('FINISHED', NODE, 0, 0)
  j.journal.flush()
  expect(red.cut()[NODE].durations.count).toBe(0)
  red.answered({ node: NODE, origin: 0, count: 1, atUs: 90, cause: CAUSE.dependencyError })
  const { durations, errors } = red.cut()[NODE]
  expect([durations.count, durations.quantile(1), errors[CAUSE.dependencyError]]).toEqual([1, 90, 1])
  j.at(100).work('STARTED', NODE, 0, 1)
  j.at(140).work('FINISHED', NODE, 0, 0)
  j.at(150).node('crashed', NODE)
  j.journal.flush()
  red.answered({ node: NODE, origin: 0, count: 1, atUs: 190, cause: -1 })
  expect(red.cut()[NODE].durations.count).toBe(0)
})
