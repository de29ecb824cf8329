/** The teacher's desk holds so much at once, and no more. */
import { expect, test } from 'vitest'
import { DESK, hasRoom } from '../../src/app/homework/deskRoom'

const held = (files: number, length: number) =>
  Array.from({ length: files }, () => ({ bytes: { length } as Uint8Array }))

test('a class has room', () => expect(hasRoom(held(400, 50_000), 2_000_000)).toBe(true))
test('there is none beyond so many files, refused ones among them', () => {
  expect(hasRoom(held(DESK.files - 1, 0), 0)).toBe(true)
  expect(
    hasRoom(
      Array.from({ length: DESK.files }, () => ({ bytes: null })),
      0,
    ),
  ).toBe(false)
})
test('nor beyond so many bytes', () => {
  expect(hasRoom(held(1, DESK.bytes - 10), 10)).toBe(true)
  expect(hasRoom(held(1, DESK.bytes - 10), 11)).toBe(false)
})
