/** What the lab tells of queues and streams: in a frame, about a node, of partitions, as troubles, and what happened to them. */
import { describe, expect, it } from 'vitest'
import { nodeDetails } from '../../src/lab/details'
import { frameOf } from '../../src/lab/frame'
import { FramePool } from '../../src/lab/framePool'
import { finish } from '../../src/lab/job'
import { Lab } from '../../src/lab/lab'
import { streamView } from '../../src/lab/lineView'
import { NODE_FIELDS } from '../../src/lab/protocol'
import { StatusReporter } from '../../src/lab/status'

function labOf(scenario: string, atS: number): Lab {
  const lab = new Lab({ scenario, seed: 7 })
  finish(lab.seek(atS * 1e6))
  return lab
}
const indexOf = (lab: Lab, id: string): number => lab.player.world.cluster.nodes.findIndex((n) => n.id === id)
const inFrame = (lab: Lab, id: string, field: (typeof NODE_FIELDS)[number]): number =>
  frameOf(lab.player, 0, new FramePool()).nodes[indexOf(lab, id) * NODE_FIELDS.length + NODE_FIELDS.indexOf(field)]
const fieldsOf = (lab: Lab, id: string): Record<string, number | string> =>
  Object.fromEntries(nodeDetails(lab.player, indexOf(lab, id)).fields.map(({ code, value }) => [code, value]))

describe('a queue', () => {
  it('says how many wait, how long the oldest has, and that it is late', () => {
    const lab = labOf('queue-backlog', 58)
    const [waiting, oldestUs] = [inFrame(lab, 'jobs', 'waiting'), inFrame(lab, 'jobs', 'oldestUs')]
    expect(waiting).toBeGreaterThan(200)
    expect(oldestUs).toBeGreaterThan(5e6)
    expect(fieldsOf(lab, 'jobs')).toMatchObject({ waitingJobs: waiting, refusedJobs: 0, deadLetters: 0 })
    const late = new StatusReporter(lab).status().troubles.find(({ code }) => code === 'late')
    expect(late).toMatchObject({ node: 'jobs', byLearner: false })
    expect(late!.waitedUs).toBeCloseTo(oldestUs, -1)
  })

  it('counts its dead letters, and the run tells when the first came and when they were redriven', () => {
    const lab = labOf('poison-job', 60)
    expect(inFrame(lab, 'jobs', 'deadLetters')).toBeGreaterThan(50)
    finish(lab.act({ kind: 'redrive', target: { node: 'jobs' } }))
    expect(inFrame(lab, 'jobs', 'deadLetters')).toBe(0)
    const told = new StatusReporter(lab).status().happenings
    expect(told.map(({ code, node }) => `${code} ${node}`)).toEqual(['deadLetters jobs', 'deadLetters jobs'])
    expect(told[0]).toMatchObject({ from: 0, to: 1 })
    expect(told[1]).toMatchObject({ atUs: 60e6, to: 0 })
  })
})

describe('a stream', () => {
  it('shows each partition with its consumer and how far it is', () => {
    const lab = labOf('stream-rebalance', 47)
    const [group] = streamView(lab.player, indexOf(lab, 'clicks'))!.groups
    const ill = indexOf(lab, 'counter-2')
    expect(group).toMatchObject({ id: 'counter', generation: 1, phase: 'stable' })
    expect(group.members).toHaveLength(4)
    for (const { owner, committed, given, end, oldestUs } of group.partitions) {
      expect(committed).toBeLessThanOrEqual(given)
      expect(given).toBeLessThanOrEqual(end)
      if (owner === ill) expect(oldestUs).toBeGreaterThan(1e6)
    }
    expect(streamView(lab.player, ill)).toBeNull()
  })

  it('tells its rebalances, of a branch only its own', () => {
    const lab = labOf('stream-rebalance', 60)
    const told = () => new StatusReporter(lab).status().happenings
    expect(told().map(({ code, from, to }) => [code, from, to])).toEqual([
      ['rebalanced', 0, 1],
      ['rebalanced', 3, 2],
    ])
    finish(lab.seek(30e6))
    finish(lab.act({ kind: 'kill', target: { node: 'counter-1' } }))
    expect(told()).toHaveLength(1)
    finish(lab.seek(38e6))
    expect(told()).toHaveLength(2)
  })
})
