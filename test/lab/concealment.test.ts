/** A concealed fault is seen by what it does alone: nothing that the lab answers names it, or says how a node or link is set. */
import { describe, expect, test } from 'vitest'
import type { Command } from '../../src/cluster'
import { linkDetails, nodeDetails } from '../../src/lab/details'
import { frameOf } from '../../src/lab/frame'
import { FramePool } from '../../src/lab/framePool'
import { finish } from '../../src/lab/job'
import type { Lab } from '../../src/lab/lab'
import { LINK_FIELDS, NODE_FIELDS } from '../../src/lab/protocol'
import { Reader } from '../../src/lab/reader'
import { actAt, cutC, holdApi, labAt, slowA } from './runs'

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
