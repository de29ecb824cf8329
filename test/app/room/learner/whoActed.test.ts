/** What a teacher, or somebody else, did to a learner's lab is theirs; what the learner did stays the learner's. */
import { afterEach, describe, expect, it } from 'vitest'
import { ADA, BOB } from '../../../classroom/pages'
import { status } from '../../shell/fakeStatus'
import { withoutGiven } from '../../../../src/app/lessonMode'
import { actorOf, actorOfShared } from '../../../../src/app/room/learner/whoActed'
import { useRoomHold } from '../../../../src/app/roomHold'
import type { Command } from '../../../../src/cluster/command'

const kill = (node: string): Command => ({ kind: 'kill', target: { node } })
const at = (s: number, command: Command) => ({ atUs: s * 1e6, command })

describe('in the learner’s own run', () => {
  const fault = (commands: Command[]) =>
    ({ n: 2, to: { to: 'all' }, commands, concealed: false, revealed: false, atMs: 0 }) as const
  const acts = [at(1, kill('a')), at(5, kill('b')), at(5, kill('c')), at(9, kill('b'))]
  const own = {
    fault: new Map([['fault-2', fault([kill('b'), kill('c')])]]),
    landed: new Map([['fault-2', { atUs: 4_900_000, atMs: 0 }]]),
    given: [],
    acts,
  }
  it('each command of the teacher’s fault is the teacher’s, and the same act done later is the learner’s', () => {
    expect(acts.map((act) => actorOf(act, own))).toEqual(['me', 'teacher', 'teacher', 'me'])
  })
  it('a fault that has not landed here is nobody’s act', () => {
    expect(acts.map((act) => actorOf(act, { ...own, landed: new Map() }))).toEqual(['me', 'me', 'me', 'me'])
  })
  it('what came with a run that was given is the teacher’s', () => {
    expect(actorOf(acts[0], { ...own, given: [at(1, kill('a'))] })).toBe('teacher')
  })
  it('and a concealed one that was revealed is still the teacher’s', () => {
    const concealed = acts.map(({ atUs, command }) => ({ atUs, command: { ...command, concealed: true } }))
    expect(actorOf(concealed[1], { ...own, acts: concealed })).toBe('teacher')
  })
})

it('in the cluster that all share, an act is whose it was stamped for, and what it began with the teacher’s', () => {
  const sequence = [
    { ...at(1, kill('a')), by: ADA },
    { ...at(2, kill('b')), by: BOB },
    { ...at(3, kill('c')), by: `h${'a'.repeat(12)}` },
  ]
  const actors = [...sequence, at(4, kill('d'))].map((act) => actorOfShared(act, sequence, ADA))
  expect(actors).toEqual(['me', 'somebody', 'teacher', 'teacher'])
})

describe('undo', () => {
  afterEach(() => useRoomHold.setState({ whose: null }))
  const branches = [{ id: 0, parent: null, forkAtUs: 0, endUs: 9, name: null, commands: [at(5, kill('b'))] }]
  const shown = () => withoutGiven(status({ branches, canUndo: kill('b') })).canUndo
  it('takes back what the learner did, and not what the teacher did', () => {
    expect(shown()).toEqual(kill('b'))
    useRoomHold.setState({ whose: () => 'Your teacher' })
    expect(shown()).toBeNull()
  })
})
