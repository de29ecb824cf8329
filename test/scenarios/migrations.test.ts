import { describe, expect, it } from 'vitest'
import { migrate } from '../../src/scenarios/migrations'
import type { Migrations } from '../../src/scenarios/migrations'
import { refusalOf } from './gate'

/** Planted: version 2 renamed `title` to `id`, version 3 put it in capitals. */
const planted: Migrations = {
  1: ({ title, ...rest }) => ({ ...rest, version: 2, id: title }),
  2: (old) => ({ ...old, version: 3, id: (old.id as string).toUpperCase() }),
}

describe('a scenario of an older version', () => {
  it('is brought up to date step by step', () => {
    expect(migrate({ version: 1, title: 'x', zones: [] }, planted, 3)).toEqual({ version: 3, id: 'X', zones: [] })
    expect(migrate({ version: 2, id: 'x' }, planted, 3)).toEqual({ version: 3, id: 'X' })
  })
  it('stays as it was given', () => {
    const old = { version: 1, title: 'x' }
    migrate(old, planted, 3)
    expect(old).toEqual({ version: 1, title: 'x' })
  })
  it('of the newest version passes through', () => {
    expect(migrate({ version: 3, id: 'y' }, planted, 3)).toEqual({ version: 3, id: 'y' })
  })
  it.each([0, 4, 1.5, -1, '1', null])('of unknown version %s is refused with the versions known', (version) => {
    expect(refusalOf(() => migrate({ version }, planted, 3))).toMatchObject({
      code: 'scenario.version',
      problem: 'unknownVersion',
      allowed: '1, 2, 3',
    })
  })
  it('of a version before a gap in the chain is unknown', () => {
    expect(refusalOf(() => migrate({ version: 1 }, { 1: planted[1] }, 3))).toMatchObject({ allowed: '3' })
  })
  it('so broken that its migration fails is refused, not a crash', () => {
    expect(refusalOf(() => migrate({ version: 2, id: 7 }, planted, 3))).toMatchObject({ problem: 'notMigrated' })
    expect(refusalOf(() => migrate({ version: 2 }, { 2: (old) => old }, 3))).toMatchObject({ problem: 'notMigrated' })
  })
})
