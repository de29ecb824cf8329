/** How long a teacher's fault is concealed: as it is written down, passes the gates of plan and lead, and lands. */
import { describe, expect, it } from 'vitest'
import { concealedBy, concealedUntil, untilUsOf } from '../../src/classroom/concealing'
import { faultCommands } from '../../src/classroom/documents/lead'
import type { Command } from '../../src/cluster/command'
import { command } from '../../src/scenarios/schema/faults'
import { read } from '../../src/scenarios/schema/fields'
import { refusalOf } from '../scenarios/gate'

const kill: Command = { kind: 'kill', target: { node: 'db-1' } }

describe('a concealed fault', () => {
  it('until it is revealed lands under its name alone', () => {
    const commands = concealedUntil([kill], null)
    expect(untilUsOf(read(faultCommands, commands, 'fault'))).toBeNull()
    expect(commands.map((one) => concealedBy(one, 'fault-3'))).toEqual([{ ...kill, concealed: { by: 'fault-3' } }])
  })
  it('until a moment lands under its name with that moment', () => {
    const commands = read(faultCommands, concealedUntil([kill, kill], 60_000_000), 'fault')
    expect(untilUsOf(commands)).toBe(60_000_000)
    const landed = concealedBy(commands[1], 'fault-3')
    expect(landed).toEqual({ ...kill, concealed: { by: 'fault-3', untilUs: 60_000_000 } })
    expect(read(command, landed, 'command')).toEqual(landed)
  })
  it.each([
    ['a moment before the run', { by: 'fault-3', untilUs: -1 }],
    ['a moment beyond any run', { untilUs: 1e15 }],
    ['a name that is none', { by: '<b>' }],
    ['something else', { by: 'fault-3', sinceUs: 1 }],
  ])('is refused with %s', (_what, concealed) => {
    expect(refusalOf(() => read(command, { ...kill, concealed }, 'command')).code).toBe('command')
  })
})
