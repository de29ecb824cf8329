import { describe, expect, it } from 'vitest'
import {
  KIND,
  OUTCOME,
  OUTCOME_CAUSES,
  RETURN_FLAG,
  STRIDE,
  SimulatedCluster,
  causeOf,
  outcomeOf,
} from '../../src/cluster'
import { recordRow } from '../../src/telemetry/recordRow'

const silent = { start() {}, receive() {} }

describe('the record of an operation that returned', () => {
  it('tells every outcome with every cause, and the flags and attempts beside them', () => {
    const cluster = new SimulatedCluster(1, { silent })
    const node = cluster.addNode({ id: 'n', group: 'n', role: 'silent', zone: 'z' })
    const told: number[][] = []
    cluster.journal.attach((words, records) => {
      for (let i = 0; i < records; i++) {
        const detail = words[i * STRIDE] >>> 8
        expect(words[i * STRIDE] & 255).toBe(KIND.RETURN)
        told.push([outcomeOf(detail), causeOf(detail), (detail >>> 8) & 255, detail >>> 16])
      }
    })
    const wanted = Object.values(OUTCOME).flatMap((outcome) =>
      OUTCOME_CAUSES.map((_, cause) => [outcome, cause, RETURN_FLAG.stale, 3]),
    )
    for (const [outcome, cause, flags, attempts] of wanted)
      cluster.finish(node, 1, outcome, cause, flags, attempts, 0, 0)
    cluster.journal.flush()
    expect(told).toEqual(wanted)
    expect(OUTCOME_CAUSES.length).toBeLessThanOrEqual(64)
  })
})

describe('the record of what a policy did to a call', () => {
  it('names the event, the cause, the called node and the policy', () => {
    const cluster = new SimulatedCluster(1, { silent })
    const node = cluster.addNode({ id: 'n', group: 'n', role: 'silent', zone: 'z' })
    cluster.recordCall(node, 'hedged', 13, 0, 77, 5, 2)
    cluster.journal.attach((words) => {
      expect(recordRow(words, 0)).toMatchObject({ kind: 'call', type: 'hedged', node: 0, detail: [13, 5, 2] })
    })
    cluster.journal.flush()
  })
})
