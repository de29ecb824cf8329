import { describe, expect, it } from 'vitest'
import type { Command } from '../../src/cluster/command'
import { PRESETS } from '../../src/scenarios/presets/all'
import { validateCommands } from '../../src/scenarios/savedRun'
import { checkCommands } from '../../src/scenarios/schema/targets'
import { everyFault, growingShop } from './everyFault'
import { refusalOf } from './gate'

const stamp = (command: Command, atUs = 0) => ({ atUs, afterEvents: atUs, command })

describe('commands from outside', () => {
  it.each(everyFault.map((fault) => [fault.kind, fault] as const))('%s is let through as it is', (_, fault) => {
    const commands = [stamp({ ...fault, concealed: true })]
    expect(validateCommands(commands)).toEqual(commands)
    checkCommands(growingShop, commands)
  })

  it.each(everyFault.map((fault) => [fault.kind, fault] as const))(
    '%s with a field too many or too few is not',
    (_, fault) => {
      const more = [stamp({ ...fault, surplus: 1 } as unknown as Command)]
      expect(refusalOf(() => validateCommands(more))).toMatchObject({
        code: 'run.invalid',
        field: '[0].command.surplus',
        problem: 'unknownField',
      })
      const optional = ['kind', 'errorRate', 'addedUs', 'loseDisk']
      for (const field of Object.keys(fault).filter((key) => fault.kind !== 'degrade' || !optional.includes(key))) {
        if (field === 'kind' || field === 'loseDisk' || field === 'boundUs' || field === 'state') continue
        const less = Object.fromEntries(Object.entries(fault).filter(([key]) => key !== field)) as Command
        expect(refusalOf(() => validateCommands([stamp(less)]))).toMatchObject({ field: `[0].command.${field}` })
      }
    },
  )

  it('are concealed for good, until something of a name is revealed, or until a moment; nothing else is let through', () => {
    const kill = (concealed: unknown) => [stamp({ kind: 'kill', target: { node: 'a' }, concealed } as Command)]
    for (const good of [true, false, { by: 'fault-3' }, { untilUs: 5_000_000 }, { by: 'fault-3', untilUs: 1 }]) {
      expect(validateCommands(kill(good))).toEqual(kill(good))
    }
    for (const [bad, field] of [
      ['fault-3', '[0].command.concealed'],
      [null, '[0].command.concealed'],
      [{}, '[0].command.concealed.untilUs'],
      [{ by: '<b>' }, '[0].command.concealed.by'],
      [{ untilUs: -1 }, '[0].command.concealed.untilUs'],
      [{ by: 'fault-3', untilUs: -1 }, '[0].command.concealed.untilUs'],
      [{ by: 'fault-3', more: 1 }, '[0].command.concealed.more'],
    ] as const) {
      expect(refusalOf(() => validateCommands(kill(bad)))).toMatchObject({ field })
    }
  })

  it('stand in their order in time', () => {
    const heal: Command = { kind: 'healAll' }
    expect(refusalOf(() => validateCommands([stamp(heal, 5), stamp(heal, 4)]))).toMatchObject({
      field: '[1].atUs',
      problem: 'notAscending',
      got: '4',
    })
    const sameTime = [
      { atUs: 5, afterEvents: 9, command: heal },
      { atUs: 6, afterEvents: 8, command: heal },
    ]
    expect(refusalOf(() => validateCommands(sameTime))).toMatchObject({ field: '[1].afterEvents' })
    expect(() => validateCommands([stamp(heal, 5), stamp(heal, 5)])).not.toThrow()
  })

  it.each([-1, 0.5, 86_400_000_001, '0', null])('are stamped with a moment of the run, not %s', (atUs) => {
    const field = '[0].atUs'
    const bad = [{ atUs, afterEvents: 0, command: { kind: 'healAll' } }]
    expect(refusalOf(() => validateCommands(bad))).toMatchObject({ code: 'run.invalid', field })
  })

  it('that name what the scenario has not are refused with their index and field', () => {
    const commands = [stamp({ kind: 'healAll' }), stamp({ kind: 'kill', target: { node: 'shard-6a' } })]
    expect(refusalOf(() => checkCommands(PRESETS.storefront, commands))).toMatchObject({
      code: 'run.command',
      index: 1,
      field: 'commands[1].command.target.node',
      problem: 'unknownNode',
      got: '"shard-6a"',
    })
    const message = { origin: 25, count: 1, path: -5 }
    expect(refusalOf(() => checkCommands(PRESETS.storefront, [stamp({ kind: 'dropMessage', message })]))).toMatchObject(
      {
        index: 0,
        field: 'commands[0].command.message.origin',
        allowed: '0 to 24',
      },
    )
  })
})
