/** Codes, tokens, addresses and names of a room. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  codeFromTyping,
  isToken,
  personIdFrom,
  returnCode,
  roomCode,
  roomIdFrom,
  shownCode,
  tokenFrom,
} from '../../src/classroom/codes'
import { HOST_ID, LEARNER_ID, ROOM_ID } from '../../src/classroom/fields'
import { doorOf, roomHash } from '../../src/classroom/links'
import { friendlyName, wishedName } from '../../src/classroom/names'

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })

describe('codes', () => {
  it('survive being read aloud and typed', () => {
    fc.assert(
      fc.property(bytes(20), (random) => {
        const room = roomCode(random)
        expect(codeFromTyping(` ${shownCode(room).toLowerCase()} `, 'room')).toBe(room)
        const back = returnCode(random)
        expect(codeFromTyping(shownCode(back), 'return')).toBe(back)
      }),
    )
  })
  it('use no characters that look alike, and every one of theirs', () => {
    const used = new Set<string>()
    fc.assert(
      fc.property(bytes(18), (random) => void Array.from(roomCode(random), (one) => used.add(one))),
      { numRuns: 400 },
    )
    expect([...used].sort().join('')).toBe('2346789ACDEFGHJKMNPQRTWXY')
  })
  it('of another length or alphabet are none', () => {
    for (const typed of ['', 'ABC', 'ABC-DEF-GH0', 'ABC-DEF-GHJK', '<script>', 'ÄBC-DEF-GHJ'])
      expect(codeFromTyping(typed, 'room'), typed).toBeNull()
  })
  it('ids and tokens tell what they are', () => {
    fc.assert(
      fc.property(bytes(20), (random) => {
        expect(roomIdFrom(random)).toMatch(ROOM_ID)
        expect(personIdFrom(random, 'learner')).toMatch(LEARNER_ID)
        expect(personIdFrom(random, 'host')).toMatch(HOST_ID)
        expect(isToken(tokenFrom(random))).toBe(true)
      }),
    )
    expect(isToken('a'.repeat(31))).toBe(false)
    expect(isToken(undefined)).toBe(false)
  })
  it('a token uses every bit that it is given', () => {
    const zero = new Uint8Array(20)
    const tokens = Array.from({ length: 160 }, (_, bit) => {
      const one = zero.slice()
      one[bit >> 3] = 1 << (bit & 7)
      return tokenFrom(one)
    })
    expect(new Set([tokenFrom(zero), ...tokens]).size).toBe(161)
  })
})

describe('addresses into a room', () => {
  const room = `r${'b'.repeat(26)}`
  const token = 'c'.repeat(32)
  it('say which door it is', () => {
    for (const door of [
      { by: 'code' },
      { by: 'room', room, code: null },
      { by: 'room', room, code: 'ACDEFGHJK' },
      { by: 'host', room, token },
      { by: 'projector', room, token },
    ] as const)
      expect(doorOf(roomHash(door).split('?')[1] ?? '')).toEqual(door)
  })
  it('that are damaged ask for the code', () => {
    for (const query of ['', 'join=x', `join=${room}x`, '%', 'join', `host=${token}`])
      expect(doorOf(query)).toEqual({ by: 'code' })
    expect(doorOf(`join=${room}&host=short`)).toEqual({ by: 'room', room, code: null })
    expect(doorOf(`join=${room}&code=ABC`)).toEqual({ by: 'room', room, code: null })
  })
})

describe('names', () => {
  it('given by the room are 4,096 different ones that pass its own filter', () => {
    const names = Array.from({ length: 4_096 }, (_, n) => friendlyName(n))
    expect(new Set(names).size).toBe(4_096)
    expect(names.filter((name) => !('name' in wishedName(name, [])))).toEqual([])
  })
  it('wished for are tidied', () => {
    expect(wishedName('  Ada   Lovelace ', [])).toEqual({ name: 'Ada Lovelace' })
    expect(wishedName('Zoë O’Brien', [])).toEqual({ name: 'Zoë O’Brien' })
    expect(wishedName('アリス', [])).toEqual({ name: 'アリス' })
    expect(wishedName('Анна', [])).toEqual({ name: 'Анна' })
    expect(wishedName('Ελένη', [])).toEqual({ name: 'Ελένη' })
    expect(wishedName('Scunthorpe Assen', [])).toEqual({ problem: 'refused' }) // the price of a short list: a host may give it
    expect(wishedName('Cassandra', [])).toEqual({ name: 'Cassandra' })
  })
  it.each([
    ['', 'empty'],
    [' . ', 'signs'],
    ['x'.repeat(25), 'long'],
    ['<b>Ada</b>', 'signs'],
    ['Ada\u202eadA', 'signs'],
    ['A\u200bda', 'signs'],
    ['Z\u0351\u0352\u0353\u0354a', 'signs'],
    ['\u3164', 'signs'],
    ['\u115f\u1160', 'signs'],
    ['Amber Acorn\u1160', 'signs'],
    ['Ada\ufe0f', 'signs'],
    ['Ada\u034f', 'signs'],
    ['\u0410mber Acorn', 'signs'], // a Cyrillic letter first
    ['Amber Ac\u03bfrn', 'signs'], // a Greek one within
    ['fuuuck', 'refused'],
    ['sh1t', 'refused'],
    ['f u c k', 'refused'],
    ['an ass', 'refused'],
    ['ＦＵＣＫ', 'refused'],
  ])('%j is refused: %s', (wish, problem) => {
    expect(wishedName(wish, [])).toEqual({ problem })
  })
  it('that sound like one in the room are taken', () => {
    expect(wishedName('Calm-Her0n', ['Calm Heron'])).toEqual({ problem: 'taken' })
    expect(wishedName('Calm Wren', ['Calm Heron'])).toEqual({ name: 'Calm Wren' })
  })
})
