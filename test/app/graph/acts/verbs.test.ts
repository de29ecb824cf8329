import { describe, expect, it } from 'vitest'
import { nodesOfTarget, linksBetween } from '../../../../src/app/graph/acts/targets'
import { partitionCommand, toolCommand } from '../../../../src/app/graph/acts/toolCommand'
import type { StateNow } from '../../../../src/app/graph/acts/verbs'
import { verbsFor } from '../../../../src/app/graph/acts/verbs'
import type { Selection } from '../../../../src/app/store'
import { words } from '../../../../src/app/words'
import { LINK_FIELDS, LINK_FLAG, NODE_FIELDS, NODE_FLAG } from '../../../../src/lab/protocol'
import { PRESETS } from '../../../../src/scenarios/presets/all'
import { topologyOf } from '../fakeCluster'

const t = topologyOf(PRESETS['storefront'])
const N = NODE_FIELDS.length
const L = LINK_FIELDS.length
const at = (id: string): number => t.nodes.findIndex((n) => n.id === id)
const link = (a: string, b: string): number => t.links.findIndex((l) => l.from === at(a) && l.to === at(b))
const calm = (): StateNow => ({
  nodes: new Float32Array(t.nodes.length * N),
  links: new Float32Array(t.links.length * L),
})
/** Everything that can go wrong has. */
function troubled(): StateNow {
  const now = calm()
  for (let n = 0; n < t.nodes.length; n++) {
    now.nodes[n * N] =
      NODE_FLAG.stalled | NODE_FLAG.slow | NODE_FLAG.clockOff | NODE_FLAG.diskStalled | NODE_FLAG.degraded
    now.nodes[n * N + NODE_FIELDS.indexOf('clockPpm')] = 100
  }
  now.nodes[at('shard-1a') * N] |= NODE_FLAG.down
  for (let l = 0; l < t.links.length; l++) {
    now.links[l * L] = LINK_FLAG.cut | LINK_FLAG.held
    now.links[l * L + LINK_FIELDS.indexOf('breaker')] = 3
  }
  return now
}
const message = { origin: 0, count: 5, path: 1 }
const selections: Selection[] = [
  { kind: 'node', node: at('shard-1a') },
  { kind: 'node', node: at('api-1') },
  { kind: 'node', node: at('recommendations') },
  { kind: 'shard', shard: 2 },
  { kind: 'zone', zone: 'a' },
  { kind: 'group', group: 'api' },
  { kind: 'link', link: link('api-1', 'recommendations') },
  { kind: 'edge', from: { node: 'api-1' }, to: { shard: 1 } },
  { kind: 'message', message, link: 0 },
]

describe('the registry of verbs', () => {
  it('covers every fault that a person can cause on something selected, and its repair', () => {
    const kinds = new Set(
      [calm(), troubled()].flatMap((now) => selections.flatMap((s) => verbsFor(s, t, now).map((v) => v.command.kind))),
    )
    expect([...kinds].sort()).toEqual(
      ['closeBreaker', 'cut', 'degrade', 'delay', 'delayMessage', 'driftClock', 'dropMessage', 'duplicate', 'flap', 'heal', 'healAll', 'hold',
        'holdMessage', 'isolate', 'jumpClock', 'kill', 'limit', 'lose', 'offsetClock', 'openBreaker', 'release', 'releaseMessage', 'reorder', 'resetBreaker',
        'restart', 'resume', 'resumeDisk', 'setFlag', 'slow', 'stall', 'stallDisk', 'tripBreaker'], // prettier-ignore
    )
  })

  it('gives each letter one meaning, and every verb a label', () => {
    for (const now of [calm(), troubled()])
      for (const selection of selections) {
        const verbs = verbsFor(selection, t, now)
        const keys = verbs.map((v) => v.key).filter((k) => k !== '')
        expect(new Set(keys).size, `${JSON.stringify(selection)} ${keys.join('')}`).toBe(keys.length)
        for (const v of verbs) expect(words().graph.verb[v.code]).toBeTruthy()
        expect(new Set(verbs.map((v) => v.code)).size).toBe(verbs.length)
      }
  })

  it('offers what LOOK names: Kill K, Stall P, Slow S; Cut X; shard, zone and group by their names', () => {
    const codes = (s: Selection): string[] =>
      verbsFor(s, t, calm())
        .filter((v) => v.first)
        .map((v) => `${v.code} ${v.key}`)
    expect(codes(selections[0])).toEqual(
      expect.arrayContaining(['kill K', 'stall P', 'slow S', 'cutPeers X', 'isolate I']),
    )
    expect(codes({ kind: 'shard', shard: 1 })).toContain('killShard K')
    expect(codes({ kind: 'zone', zone: 'a' })).toEqual(expect.arrayContaining(['killZone K', 'isolate I']))
    expect(codes(selections[7])[0]).toBe('cut X')
  })

  it('puts the repair in the place of a fault that is in force', () => {
    const now = calm()
    const codes = (): string[] => verbsFor({ kind: 'node', node: at('api-1') }, t, now).map((v) => v.code)
    expect(codes()).toContain('kill')
    expect(codes()).not.toContain('restart')
    now.nodes[at('api-1') * N] = NODE_FLAG.down
    expect(codes()).not.toContain('kill')
    expect(codes()[0]).toBe('restart')
  })

  it('offers no act for an operation', () => {
    expect(verbsFor({ kind: 'operation', client: 0, count: 1 }, t, calm())).toEqual([])
  })

  it('works before the first frame', () => {
    const empty = { nodes: new Float32Array(0), links: new Float32Array(0) }
    for (const s of selections) expect(verbsFor(s, t, empty).length).toBeGreaterThan(0)
  })
})

describe('tools', () => {
  it('act on the tapped thing, and tapping again takes it back', () => {
    const now = calm()
    const node: Selection = { kind: 'node', node: at('api-2') }
    expect(toolCommand('kill', node, t, now)).toEqual({ kind: 'kill', target: { node: 'api-2' } })
    now.nodes[at('api-2') * N] = NODE_FLAG.down
    expect(toolCommand('kill', node, t, now)).toEqual({ kind: 'restart', target: { node: 'api-2' } })
    expect(toolCommand('cut', node, t, now)).toEqual({ kind: 'isolate', target: { node: 'api-2' } })
    expect(toolCommand('cut', selections[7], t, now)?.kind).toBe('cut')
    for (const l of linksBetween(t, { node: 'api-1' }, { shard: 1 })) now.links[l * L] = LINK_FLAG.cut
    expect(toolCommand('cut', selections[7], t, now)?.kind).toBe('heal')
  })
  it('leave alone what they have no business with', () => {
    expect(toolCommand('kill', selections[7], t, calm())).toBeNull()
    expect(toolCommand('slow', selections[8], t, calm())).toBeNull()
  })
})

describe('a partition', () => {
  it('splits the chosen side from all others', () => {
    const command = partitionCommand(t, [{ zone: 'b' }], 'everything')
    if (command.kind !== 'partition') throw new Error(command.kind)
    const sides = command.groups.map((side) => side.flatMap((target) => nodesOfTarget(t, target)))
    expect(sides[0].length + sides[1].length).toBe(t.nodes.length)
  })
  it('or only from its peers, so that callers still reach both sides', () => {
    expect(partitionCommand(t, [{ node: 'shard-2b' }], 'peers')).toEqual({
      kind: 'partition',
      groups: [[{ node: 'shard-2b' }], [{ node: 'shard-2a' }, { node: 'shard-2c' }]],
    })
  })

  it('switches a feature off where it is on, and on where it is off', () => {
    const flags = (now: StateNow) =>
      verbsFor({ kind: 'group', group: 'api' }, t, now).flatMap(({ code, command }) =>
        command.kind === 'setFlag' ? [`${code} ${command.flag} ${command.on}`] : [],
      )
    const bare = calm()
    bare.nodes[at('api-1') * N] = NODE_FLAG.bare
    expect(flags(calm())).toEqual(['recommendationsOff recommendations false', 'freshDataOff freshData false'])
    expect(flags(bare)).toEqual(['recommendationsOn recommendations true', 'freshDataOff freshData false'])
    expect(verbsFor({ kind: 'shard', shard: 2 }, t, calm()).some(({ command }) => command.kind === 'setFlag')).toBe(
      false,
    )
  })
})
