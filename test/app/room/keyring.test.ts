/** Tokens by which a browser comes back into rooms: kept by room and role, the newest few; what is none is passed over. */
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { forget, keep, keyFor, newestKey } from '../../../src/app/room/keyring'
import type { Key } from '../../../src/app/room/keyring'

const kept = new Map<string, string>()
const storage = {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => void kept.set(key, value),
}
const room = (letter: string): string => `r${letter.repeat(26)}`
const learner = (at: string, token = 'a'): Key => ({
  room: room(at),
  role: 'learner',
  id: `l${'b'.repeat(12)}`,
  token: token.repeat(32),
})

beforeEach(() => {
  kept.clear()
  vi.stubGlobal('localStorage', storage)
})

describe('the keyring', () => {
  test('finds the key of a room and a role, and the learner’s newest', () => {
    const host: Key = { room: room('a'), role: 'host', id: `h${'c'.repeat(12)}`, token: 'h'.repeat(32) }
    keep(learner('a'))
    keep(host)
    keep(learner('b'))
    expect(keyFor(room('a'), 'learner')).toEqual(learner('a'))
    expect(keyFor(room('a'), 'host')).toEqual(host)
    expect(keyFor(room('c'), 'learner')).toBeNull()
    expect(newestKey()).toEqual(learner('b'))
  })

  test('keeps one key a room and role, and not more than it can hold', () => {
    keep(learner('a', 'x'))
    keep(learner('a', 'y'))
    expect(keyFor(room('a'), 'learner')?.token).toBe('y'.repeat(32))
    for (const letter of 'bcdefghijklmnopqrstuvwxyz') keep(learner(letter))
    expect(keyFor(room('a'), 'learner')).toBeNull()
    expect(keyFor(room('z'), 'learner')).not.toBeNull()
  })

  test('forgets a token that opens nothing any more', () => {
    keep(learner('a', 'x'))
    forget('x'.repeat(32))
    expect(keyFor(room('a'), 'learner')).toBeNull()
  })

  test('what was tampered with, or is none, is passed over', () => {
    const good = learner('a')
    kept.set('faultline.rooms', JSON.stringify([null, { ...good, token: 'short' }, { ...good, room: '../x' }, good]))
    expect(newestKey()).toEqual(good)
    kept.set('faultline.rooms', '{')
    expect(() => keyFor(room('a'), 'learner')).not.toThrow()
  })

  test('where storage is refused it holds while the page is open', () => {
    vi.stubGlobal('localStorage', {
      getItem: () => {
        throw new Error('refused')
      },
      setItem: () => {
        throw new Error('refused')
      },
    })
    keep(learner('d'))
    expect(keyFor(room('d'), 'learner')).toEqual(learner('d'))
  })
})
