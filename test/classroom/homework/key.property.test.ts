/** Hidden seeds are each learner's own, and nobody tells them without the key; a key opens its own assignment alone. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { commitmentTo, hiddenSeedsOf, keyText, secretFrom } from '../../../src/classroom/homework/key'
import { isLearnerId, trimmedId } from '../../../src/classroom/homework/learnerId'
import { makeAssignment } from '../../../src/classroom/homework/make'
import { asked, assignmentOf, made } from './homework'

const secret = fc.uint8Array({ minLength: 16, maxLength: 16 })
const id = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).map(trimmedId).filter(isLearnerId)

test('the same learner has the same seeds, another learner has none of them, and so has another secret', () => {
  fc.assert(
    fc.property(secret, secret, id, id, (one, two, ada, bob) => {
      fc.pre(commitmentTo(one) !== commitmentTo(two) && trimmedId(ada).toLowerCase() !== bob.toLowerCase())
      fc.pre(ada.normalize('NFKC').toLowerCase() !== bob.normalize('NFKC').toLowerCase())
      const seeds = hiddenSeedsOf(one, ada, 8, [])
      expect(new Set(seeds).size).toBe(8)
      expect(hiddenSeedsOf(one, ada, 8, [])).toEqual(seeds)
      expect(hiddenSeedsOf(one, bob, 8, seeds)).toEqual(hiddenSeedsOf(one, bob, 8, []))
      expect(hiddenSeedsOf(two, ada, 8, seeds)).toEqual(hiddenSeedsOf(two, ada, 8, []))
      for (const seed of seeds) expect(Number.isSafeInteger(seed) && seed >= 0).toBe(true)
    }),
  )
})

test('an id is the same learner however it was typed, and what cannot be seen is no part of one', () => {
  const seeds = hiddenSeedsOf(asked.secret, 'Ada Lovelace', 4, [])
  for (const typed of ['ada lovelace', ' Ada  Lovelace ', 'ＡＤＡ Lovelace'])
    expect(hiddenSeedsOf(asked.secret, typed, 4, [])).toEqual(seeds)
  expect(['Ada', 'a\u202eb', 'a\u200bb', 'a\nb', '', ' a', 'x'.repeat(61)].map(isLearnerId)).toEqual([
    true,
    false,
    false,
    false,
    false,
    false,
    false,
  ])
})

test.each(['Ann\u3164', 'Ann\u2800', 'Ann\ufe0f', 'Ann\u034f', '\u3164', '\u0410nn', '\u0391nn'])(
  '%j only looks like another id, and is none',
  (typed) => expect(isLearnerId(typed)).toBe(false),
)
test.each(['Анна', 'Ελένη', '7-Б', '山田 3', 'ann@example.org'])('%j is an id', (typed) =>
  expect(isLearnerId(typed)).toBe(true),
)

test('public seeds are none of the hidden ones', () => {
  const [first, ...rest] = hiddenSeedsOf(asked.secret, 'Ada', 4, [])
  expect(hiddenSeedsOf(asked.secret, 'Ada', 3, [first])).toEqual(rest)
})

test('what an assignment shows of the secret does not hold it, and only its own key opens it', () => {
  const { assignment, key } = made
  expect(JSON.stringify(assignment)).not.toContain(Buffer.from(asked.secret).toString('hex'))
  expect(secretFrom(key ?? '', assignment)).toEqual(asked.secret)
  const other = makeAssignment({ ...asked, secret: asked.secret.map((byte) => byte ^ 1) })
  expect(() => secretFrom(other.key ?? '', assignment)).toThrow('key.another')
  expect(() => secretFrom(key ?? '', assignmentOf({ hiddenSeeds: 0 }))).toThrow('key.none')
})

test.each([
  ['no JSON', 'secret', 'key.text'],
  ['another version', keyText(asked.secret, made.digest).replace('": 1', '": 2'), 'key.invalid'],
  ['a secret cut short', (made.key ?? '').replace(/"secret": "../, '"secret": "'), 'key.invalid'],
])('a key file that is none: %s', (_, text, code) => {
  expect(() => secretFrom(text, made.assignment)).toThrow(code)
})
