import { expect, it } from 'vitest'
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
  j.journal.flush()
  const { served, servedUs, durations } = red.cut()[NODE]
  expect([served, servedUs, durations.quantile(1)]).toEqual([1, 10, 20])
})
