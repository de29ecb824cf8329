/** A learner's document is kept in the browser: what was written while the server was away is there after a reload, and merges. */
import { beforeEach, describe, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { keepDocument } from '../../../src/app/room/keptDocument'

const kept = new Map<string, string>()
let hide = (): void => {}
beforeEach(() => {
  kept.clear()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  })
  vi.stubGlobal('window', {
    setTimeout,
    addEventListener: (_: string, listener: () => void) => (hide = listener),
    removeEventListener: () => {},
  })
})
const written = (doc: Y.Doc): unknown => doc.getMap('it').toJSON()

describe('a kept document', () => {
  test('comes back after a reload, also when the page went away at once', () => {
    const before = new Y.Doc()
    keepDocument('a', before)
    before.getMap('it').set('hand', 1)
    hide()
    const after = new Y.Doc()
    keepDocument('a', after)
    expect(written(after)).toEqual({ hand: 1 })
  })

  test('merges with what the server has', () => {
    const here = new Y.Doc()
    keepDocument('a', here)
    here.getMap('it').set('mine', 1)
    hide()
    const there = new Y.Doc()
    there.getMap('it').set('theirs', 2)
    const back = new Y.Doc()
    keepDocument('a', back)
    Y.applyUpdate(back, Y.encodeStateAsUpdate(there))
    expect(written(back)).toEqual({ mine: 1, theirs: 2 })
  })

  test.each(['', '!', 'AAAA', 'zzzzzzzzzzzz'])('damaged (%j), it is passed over', (text) => {
    kept.set('faultline.room.a', text)
    const doc = new Y.Doc()
    expect(() => keepDocument('a', doc)).not.toThrow()
    expect(written(doc)).toEqual({})
  })
})
