/** When a fault is mended is told by the run: its own state cleared, or its users well again by the learner's act; never by a claim. */
import { describe, expect, test } from 'vitest'
import { reveal } from '../../src/lab/telling'
import type { Command } from '../../src/cluster/command'
import type { RunSoFar } from '../../src/classroom/repairs'
import { HOLDS_US, repairIn } from '../../src/classroom/repairs'
import { toldObjectives } from '../../src/lab/incidents'
import { finish } from '../../src/lab/job'
import type { Lab } from '../../src/lab/lab'
import { StatusReporter } from '../../src/lab/status'
import { topologyOf } from '../../src/lab/topology'
import { actAt, cutC, healAll, killB, labAt, slowA } from '../lab/runs'

const SECOND = 1_000_000
const by = 'fault-1'

/** What the learner's page knows of a lab in which these were done. */
function judged(fault: Command[], acts: [atS: number, Command][], untilS = 3): ReturnType<typeof repairIn> {
  const lab = labAt(0)
  for (const command of fault) actAt(lab, SECOND, { ...command, concealed: { by } })
  for (const [atS, command] of acts) actAt(lab, atS * SECOND, command)
  finish(lab.seek(untilS * SECOND))
  return judgedIn(lab, fault)
}
function judgedIn(lab: Lab, fault: Command[]): ReturnType<typeof repairIn> {
  const { branches, active, timeUs, incidents } = new StatusReporter(lab).status(toldObjectives)
  const { commands } = branches.find(({ id }) => id === active)!
  const run: RunSoFar = { commands, timeUs, incidents: incidents.list }
  return repairIn(run, { commands: fault, sinceUs: SECOND - 1 }, topologyOf(lab.scenario, lab.player.world))
}
const after = (atS: number | null) => ({ landedUs: SECOND, repairedUs: atS === null ? null : atS * SECOND })
const target = { node: 'shard-1a' }

describe('its own state is cleared', () => {
  test('by the act that undoes it, and by nothing else', () => {
    expect(judged([killB], [])).toEqual(after(null))
    expect(judged([killB], [[2, { kind: 'restart', target }]])).toEqual(after(null))
    expect(judged([killB], [[2, { kind: 'restart', target: { shard: 0 } }]])).toEqual(after(2))
  })
  test('a stalled one by a restart as well', () => {
    const acts: [number, Command][] = [
      [1.5, { kind: 'kill', target }],
      [2, { kind: 'restart', target }],
    ]
    expect(judged([{ kind: 'stall', target }], acts.slice(0, 1))).toEqual(after(null))
    expect(judged([{ kind: 'stall', target }], acts)).toEqual(after(2))
  })
  test('of several things, once the last is', () => {
    expect(judged([killB, cutC], [[2, healAll]])).toEqual(after(null))
    expect(
      judged(
        [killB, cutC],
        [
          [2, healAll],
          [2.5, { kind: 'restart', target: { node: 'shard-1b' } }],
        ],
      ),
    ).toEqual(after(2.5))
  })
  test('a setting that is replaced by another is not put back', () => {
    const slower: [number, Command] = [2, { ...slowA, factor: 9 } as Command]
    expect(judged([slowA], [slower])).toEqual(after(null))
    expect(judged([slowA], [slower, [2.5, { ...slowA, factor: 1 } as Command]])).toEqual(after(2.5))
  })
  test('and is not so any more once that act is taken back', () => {
    const lab = labAt(0)
    actAt(lab, SECOND, { ...killB, concealed: { by } })
    actAt(lab, 2 * SECOND, { kind: 'restart', target: { node: 'shard-1b' } })
    expect(judgedIn(lab, [killB])).toEqual(after(2))
    finish(lab.undo())
    expect(judgedIn(lab, [killB])).toEqual(after(null))
  })
  test('all the same after it was revealed', () => {
    const lab = labAt(0)
    actAt(lab, SECOND, { ...killB, concealed: { by } })
    actAt(lab, 2 * SECOND, { kind: 'restart', target: { node: 'shard-1b' } })
    reveal(lab, by)
    expect(judgedIn(lab, [killB])).toEqual(after(2))
  })
})

test('a run in which it never landed, or no more, tells nothing', () => {
  const lab = labAt(0)
  actAt(lab, SECOND / 2, killB)
  finish(lab.seek(2 * SECOND))
  expect(judgedIn(lab, [killB])).toBeNull()
  expect(judgedIn(lab, [cutC])).toBeNull()
})

describe('its users are well again', () => {
  const topology = topologyOf(labAt(0).scenario, labAt(0).player.world)
  const commands = [{ atUs: SECOND, command: killB }]
  const fault = { commands: [killB], sinceUs: SECOND - 1 }
  const act = { kind: 'act' as const, atUs: 5 * SECOND, command: healAll }
  const felt = { feltUs: 2 * SECOND, mitigatedUs: 6 * SECOND, mitigation: act }
  const said = (incident: Partial<RunSoFar['incidents'][number]>, timeUs = felt.mitigatedUs + HOLDS_US) =>
    repairIn({ commands, timeUs, incidents: [{ ...felt, ...incident }] }, fault, topology)?.repairedUs

  test('by an act, for so long', () => {
    expect(said({})).toBe(felt.mitigatedUs)
    expect(said({}, felt.mitigatedUs + HOLDS_US - 1)).toBeNull()
    expect(said({ mitigatedUs: -1 })).toBeNull()
  })
  test('not by what the cluster did by itself, nor where it was felt before or much later', () => {
    expect(said({ mitigation: { kind: 'breakerOpened', atUs: 4 * SECOND, node: 0, other: -1 } })).toBeNull()
    expect(said({ mitigation: null })).toBeNull()
    expect(said({ feltUs: SECOND / 2 })).toBeNull()
    expect(said({ feltUs: 90 * SECOND })).toBeNull()
  })
})
