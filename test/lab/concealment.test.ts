/** A concealed fault is seen by what it does alone: nothing that the lab answers names it, or says how a node or link is set. */
import { describe, expect, test } from 'vitest'
import { reveal, tellDue } from '../../src/lab/telling'
import type { Command } from '../../src/cluster'
import { causeOf } from '../../src/lab/causes'
import { linkDetails, nodeDetails } from '../../src/lab/details'
import { frameOf } from '../../src/lab/frame'
import { FramePool } from '../../src/lab/framePool'
import { finish } from '../../src/lab/job'
import { Lab } from '../../src/lab/lab'
import { LINK_FIELDS, NODE_FIELDS } from '../../src/lab/protocol'
import { Reader } from '../../src/lab/reader'
import { actAt, cutC, holdApi, labAt, slowA, small } from './runs'

const SECOND = 1_000_000
const target = { node: 'shard-1a' }
const link = { from: { group: 'api' }, to: { group: 'store' } }

const FAULTS: Command[] = [
  { kind: 'stall', target },
  { kind: 'stallDisk', target },
  { kind: 'offsetClock', target, offsetUs: 90_000 },
  { kind: 'degrade', target, errorRate: 0.5, addedUs: 200_000 },
  slowA,
  cutC,
  { kind: 'cut', link },
  holdApi,
  { kind: 'delay', link, addedUs: 80_000 },
  { kind: 'lose', link, probability: 0.5 },
  { kind: 'duplicate', link, probability: 0.5 },
  { kind: 'reorder', link, probability: 0.5, byUs: 20_000 },
  { kind: 'limit', link, bytesPerSecond: 10_000 },
  { kind: 'flap', link, upUs: 50_000, downUs: 50_000 },
  { kind: 'isolate', target },
  { kind: 'partition', groups: [[target], [{ node: 'shard-1b' }, { node: 'shard-1c' }]] },
]

/** How things are set, as against what they do: this, an operator would have to be told. */
const SETTINGS = new Set(
  (
    'state slowFactor disk clockOffsetUs clockPpm errorRate addedUs medianUs p99Us lossProbability duplicateProbability ' +
    'reorderProbability bytesPerSecond heldMessages'
  ).split(' '),
)
const NODE_SETTINGS = ['flags', 'slowFactor', 'clockOffsetUs', 'clockPpm', 'errorRate'] as const
const LINK_SETTINGS = ['flags', 'addedUs', 'lossProbability', 'heldMessages'] as const
const TRACED = 6
const CULPRITS = new Set(['linkCut', 'nodeStalled', 'held'])

/** All that is said of how the cluster is set, and of who is to blame. */
function sayings(lab: Lab) {
  const { player } = lab
  const { nodes, links } = player.world.cluster
  const reader = new Reader(lab)
  const settings = ({ fields }: { fields: { code: string; value: unknown }[] }) =>
    fields.filter(({ code }) => SETTINGS.has(code))
  const frame = frameOf(player, 0, new FramePool())
  const asked = { fromUs: SECOND, toUs: 2 * SECOND }
  const { rows } = finish(reader.traces(asked))
  const traces = rows.slice(0, TRACED).map(({ operation: { client, count } }) => finish(reader.trace(client, count))!)
  const stories = [...rows.map(({ story }) => story), ...traces.map(({ trace }) => trace.story)]
  return {
    nodes: nodes.map((_, n) => settings(nodeDetails(player, n))),
    links: links.map((_, l) => settings(linkDetails(player, l))),
    held: links.flatMap((_, l) => linkDetails(player, l).messages.filter(({ held }) => held)).length > 0,
    painted: [
      ...nodes.flatMap((_, n) =>
        NODE_SETTINGS.map((f) => frame.nodes[n * NODE_FIELDS.length + NODE_FIELDS.indexOf(f)]),
      ),
      ...links.flatMap((_, l) =>
        LINK_SETTINGS.map((f) => frame.links[l * LINK_FIELDS.length + LINK_FIELDS.indexOf(f)]),
      ),
    ],
    marks: finish(reader.spaceTime(asked.fromUs, asked.toUs)).marks,
    culprits: [...new Set(stories.flatMap((story) => (story && CULPRITS.has(story.code) ? story.code : [])))],
    told: [
      ...new Set(
        traces.flatMap(({ records, trace }) => [
          ...records.filter(({ kind }) => kind === 'held').map(({ kind }) => kind),
          ...trace.path.filter(({ reason }) => reason === 'stalled').map(({ reason }) => reason),
          ...trace.spans.flatMap(({ attributes: { reason, held } }) =>
            reason === 'cut' || reason === 'stalled' || held === 1 ? [reason ?? 'held'] : [],
          ),
        ]),
      ),
    ],
  }
}

function after(command: Command | null): ReturnType<typeof sayings> {
  const lab = labAt(2 * SECOND)
  if (command) actAt(lab, SECOND, command)
  finish(lab.seek(2 * SECOND))
  return sayings(lab)
}

const without = after(null)

describe.each(FAULTS.map((command) => [command.kind, command] as const))('%s', (_, command) => {
  test('concealed, leaves what is said of settings and causes as it is without it; open, it does not', () => {
    expect(after({ ...command, concealed: true })).toEqual(without)
    expect(after(command)).not.toEqual(without)
  })
})

test('that a node is dead is seen by everybody', () => {
  const kill: Command = { kind: 'kill', target, concealed: true }
  expect(after(kill).marks).toMatchObject([{ code: 'crashed' }])
  expect(after(kill).nodes).not.toEqual(without.nodes)
})

describe('what is told again', () => {
  const stall: Command = { kind: 'stall', target }
  const by = 'fault-1'

  test.each(FAULTS.map((command) => [command.kind, command] as const))(
    '%s, revealed, is as one that was open',
    (_, command) => {
      const lab = labAt(2 * SECOND)
      actAt(lab, SECOND, { ...command, concealed: { by } })
      finish(lab.seek(2 * SECOND))
      expect(sayings(lab)).toEqual(without)
      const { hex } = lab.fingerprint()
      reveal(lab, 'fault-2')
      expect(sayings(lab)).toEqual(without)
      reveal(lab, by)
      expect(sayings(lab)).toEqual(after(command))
      expect(lab.fingerprint().hex).toBe(hex)
      expect(lab.value().commands[0].command).toEqual(command)
    },
  )

  test('by an act: on every branch, before and after, in what is saved, and to be taken back', () => {
    const lab = labAt(2 * SECOND)
    actAt(lab, 2 * SECOND, { ...stall, concealed: { by } })
    finish(lab.seek(3 * SECOND))
    finish(lab.seek(2_500_000))
    finish(lab.fork())
    expect(lab.canUndo).toBeNull()
    finish(lab.select(0))
    expect(lab.canUndo).toBeNull()
    reveal(lab, by)
    expect(lab.canUndo).toEqual(stall)
    const session = lab.session()
    expect(session.branches.map(({ commands }) => commands[0].command)).toEqual([stall, stall])
    expect(session.branches).toHaveLength(2)
    finish(lab.undo())
    expect(lab.canRedo).toEqual(stall)
  })

  test('a run that was saved before is revealed after it is opened', () => {
    const saved = labAt(2 * SECOND)
    actAt(saved, SECOND, { ...stall, concealed: { by } })
    const lab = finish(Lab.restore(saved.session()))
    reveal(lab, by)
    expect(lab.canUndo).toEqual(stall)
    expect(lab.fingerprint()).toEqual(saved.fingerprint())
  })

  test('by its moment: hidden before, told from then on, also where one goes back', () => {
    const lab = labAt(2 * SECOND)
    actAt(lab, SECOND, { ...stall, concealed: { untilUs: 3 * SECOND } })
    finish(lab.seek(2_999_999))
    expect(lab.canUndo).toBeNull()
    tellDue(lab)
    expect(lab.canUndo).toBeNull()
    lab.advance(1, () => false)
    tellDue(lab)
    expect(lab.canUndo).toEqual(stall)
    finish(lab.seek(2 * SECOND))
    expect(sayings(lab)).toEqual(after(stall))
  })

  test('by its name or its moment, whichever comes first', () => {
    const concealed = { by, untilUs: 3 * SECOND }
    const [named, waited] = [labAt(2 * SECOND), labAt(2 * SECOND)]
    for (const lab of [named, waited]) {
      actAt(lab, SECOND, { ...stall, concealed })
      tellDue(lab)
      expect(lab.canUndo).toBeNull()
    }
    reveal(named, by)
    expect(named.canUndo).toEqual(stall)
    finish(waited.seek(3 * SECOND))
    tellDue(waited)
    expect(waited.canUndo).toEqual(stall)
  })

  test('by its moment: one of the scenario’s own schedule', () => {
    const fault = { ...stall, atUs: SECOND, concealed: { untilUs: 3 * SECOND } }
    const run = { scenario: { ...small, faults: [fault] }, seed: 7 }
    const lab = new Lab(run)
    finish(lab.seek(2 * SECOND))
    const node = lab.player.world.cluster.nodes.findIndex(({ id }) => id === target.node)
    const told = { atUs: SECOND, byLearner: false, concealed: false }
    expect(causeOf(lab.player, 'stalled', { node })).toEqual({ ...told, concealed: true })
    finish(lab.seek(3 * SECOND))
    tellDue(lab)
    expect(causeOf(lab.player, 'stalled', { node })).toEqual(told)
    expect(run.scenario.faults).toEqual([fault])
  })
})
