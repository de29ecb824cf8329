/** The form of a mode's settings: everything that its schema knows can be set, by names that a person reads. */
import { describe, expect, it } from 'vitest'
import { SETTINGS, asked, changed } from '../../../src/app/stores/settings'
import { withItsWords, words } from '../../../src/app/words'
import { STORE_MODES } from '../../../src/scenarios/modes'

await withItsWords(Promise.resolve())

/** The scenario's own business: how many replicas there are, and what accounts begin with. */
const NOT_SET_HERE = ['mode', 'n', 'initialBalance']
interface Known {
  entries: Record<string, { options?: readonly string[]; wrapped?: { options?: readonly string[] } }>
}

describe.each(STORE_MODES.map((mode) => [mode.name, (mode.schema as unknown as Known).entries] as const))(
  '%s',
  (mode, entries) => {
    const settings = SETTINGS[mode]
    it('has a setting for everything that its schema knows', () => {
      const known = Object.keys(entries).filter((name) => !NOT_SET_HERE.includes(name))
      expect(settings.map(({ name }) => name).sort()).toEqual(known.sort())
    })
    it('offers all choices, each in words', () => {
      for (const setting of settings) {
        const { label, hint, of } = words().storeSettings.of(mode, setting.name)
        expect([label, hint].every((text) => text.length > 3)).toBe(true)
        if (setting.kind !== 'choice' && setting.kind !== 'several') continue
        expect(Object.keys(of ?? {})).toEqual([...setting.of])
        const { options, wrapped } = entries[setting.name]
        if (setting.kind === 'choice') expect([...setting.of]).toEqual(options ?? wrapped?.options)
      }
    })
  },
)

it('asks for nothing that does not apply, and for nothing that is empty', () => {
  const draft = changed({ mode: 'primary', replication: 'semiSync', followers: 2, fencing: true }, 'fencing', false)
  expect(asked(draft, SETTINGS.primary)).toEqual({ ...draft, fencing: false })
  expect(asked(changed(draft, 'followers', undefined), SETTINGS.primary)).not.toHaveProperty('followers')
  expect(asked(changed(draft, 'replication', 'async'), SETTINGS.primary)).not.toHaveProperty('followers')
})
