/** A learner's work in pieces of their document: whole or not at all, bounded, and of two devices' versions nothing is lost. */
import { describe, expect, it } from 'vitest'
import { readLearner } from '../../src/classroom/documents/learner'
import type { Pieces } from '../../src/classroom/keptWork'
import { isSession, keeping, keptOf, runsKept, shownAlone, shownRun, withOther } from '../../src/classroom/keptWork'
import { ROOM_LIMITS } from '../../src/classroom/limits'
import type { StampedCommand } from '../../src/cluster/command'
import type { Session } from '../../src/scenarios/run'

const NOTHING: Pieces = new Map()
/** The document after these writes, read as anybody reads it. */
function after(...writes: [work: string, value: unknown][]): Pieces {
  let entries: Record<string, unknown> = {}
  for (const [work, value] of writes) {
    const written = keeping(readLearner(entries).kept, work, 'd-1', value)
    entries = Object.fromEntries(Object.entries({ ...entries, ...written }).filter(([, one]) => one !== null))
  }
  return readLearner(entries).kept
}
/** Text that hardly packs. */
function noise(characters: number): string {
  let x = 12_345
  return Array.from({ length: characters }, () => {
    x = (Math.imul(x, 1_103_515_245) + 12_345) & 0x7fffffff
    return String.fromCharCode(33 + ((x >> 16) % 90))
  }).join('')
}

describe('work kept in a document', () => {
  it('comes back as it was, whether in one piece or in several', () => {
    const [short, long] = [{ a: 1 }, { text: noise(150_000) }]
    const pieces = after(['given-3', short], ['first/own', long])
    expect(keptOf(pieces, 'given-3')).toEqual({ n: 1, by: 'd-1', value: short })
    expect(keptOf(pieces, 'first/own')).toEqual({ n: 2, by: 'd-1', value: long })
    expect(pieces.size).toBeGreaterThan(3)
    expect(keptOf(pieces, 'given-4')).toBeNull()
  })
  it('leaves no piece of what it was before', () => {
    const pieces = after(['given-3', { text: noise(150_000) }], ['given-3', { a: 2 }])
    expect([...pieces.keys()]).toEqual(['given-3/0'])
  })
  it('is nothing where a piece is missing, of another time, or damaged', () => {
    const pieces = new Map(after(['given-3', { text: noise(150_000) }]))
    const second = pieces.get('given-3/1')!
    for (const other of [undefined, { ...second, n: 9 }, { ...second, by: 'd-2' }, { ...second, text: 'AAAA' }]) {
      if (other) pieces.set('given-3/1', other)
      else pieces.delete('given-3/1')
      expect(keptOf(pieces, 'given-3')).toBeNull()
    }
  })
  it('is refused beyond its bounds and under other names; older work gives way to new', () => {
    expect(keeping(NOTHING, 'given-3', 'd-1', { text: noise(600_000) }) === null).toBe(true)
    expect(keeping(NOTHING, 'given-3', 'd-1', { text: 'a'.repeat(1_000_001) })).toBeNull()
    for (const work of ['given-', 'host', 'a/b', '../own', 'first/own/x'])
      expect(keeping(NOTHING, work, 'd-1', {})).toBeNull()
    const big = { text: noise(150_000) }
    const pieces = after(['given-1', big], ['given-2', big], ['given-3', big], ['given-4', big])
    expect(keptOf(pieces, 'given-1')).toBeNull()
    expect(keptOf(pieces, 'given-4')?.value).toEqual(big)
    const characters = [...pieces.values()].reduce((sum, { text }) => sum + text.length, 0)
    expect(characters).toBeLessThanOrEqual(ROOM_LIMITS.keptCharacters)
  })
  it('sets hostile pieces aside', () => {
    const good = { n: 1, by: 'd-1', of: 1, text: '1.q1YqSyxSsjKs5QIA' }
    for (const bad of [
      { of: 7 },
      { of: 0 },
      { n: -1 },
      { by: '__proto__' },
      { text: 'a b' },
      { text: '' },
      { more: 1 },
    ])
      expect(readLearner({ 'kept/given-1/0': { ...good, ...bad } }).kept.size, JSON.stringify(bad)).toBe(0)
    for (const name of ['given-1', 'given-1/10', 'x/y/0', 'constructor/own/0/0'])
      expect(readLearner({ [`kept/${name}`]: good }).kept.size, name).toBe(0)
  })
  it('names the runs, the one that was changed last first, and no progress', () => {
    const pieces = after(['given-1', { a: 1 }], ['first/own', { a: 2 }], ['first/progress', { a: 3 }])
    expect(runsKept(pieces)).toEqual(['first/own', 'given-1'])
    expect(runsKept(NOTHING)).toEqual([])
  })
})

const kill = (node: string, atUs: number): StampedCommand => ({
  atUs,
  afterEvents: atUs,
  command: { kind: 'kill', target: { node } },
})
function session(commands: StampedCommand[], more: Partial<Session> = {}): Session {
  const trunk = { id: 0, parent: null, forkAtUs: 0, name: null, commands, endUs: 90 }
  const whole: Session = {
    engine: '1',
    scenario: 'first',
    seed: 7,
    policies: {},
    branches: [trunk],
    active: 0,
    compare: null,
    playheadUs: 50,
  }
  return { ...whole, ...more }
}

describe('two versions of one run', () => {
  const [a, b, c] = [kill('a', 10), kill('b', 20), kill('c', 30)]
  it('are one where the older is the beginning of the newer', () => {
    const newer = session([a, b])
    expect(withOther(newer, session([a]), 'here')).toBe(newer)
  })
  it('are both kept where each has something of its own, the older as a branch from where they part', () => {
    const both = withOther(session([a, b]), session([a, c]), 'here')
    expect(both?.branches.at(1)).toEqual({ id: 1, parent: 0, forkAtUs: 30, name: 'here', commands: [a, c], endUs: 90 })
    expect(both?.active).toBe(0)
  })
  it('are no versions of one run where scenario or seed differ', () => {
    expect(withOther(session([a]), session([b], { seed: 8 }), 'here')).toBeNull()
  })
})

describe('the run on show', () => {
  it('is what its branch holds up to the playhead', () => {
    const [early, late] = [kill('a', 10), kill('b', 60)]
    expect(shownRun(session([early, late])).run).toMatchObject({ commands: [early], horizonUs: 50, seed: 7 })
  })
  it('alone is the trunk', () => {
    const other = { id: 4, parent: 0, forkAtUs: 5, name: 'x', commands: [], endUs: 9 }
    const { branches } = session([])
    const alone = shownAlone(session([], { branches: [...branches, other], active: 4 }))
    expect(alone.branches).toEqual([{ ...other, id: 0, parent: null, forkAtUs: 0 }])
    expect(alone.active).toBe(0)
  })
  it('is none where a document says something else', () => {
    for (const bad of [
      null,
      1,
      {},
      { branches: [], policies: {} },
      { branches: [{}], policies: {} },
      { branches: [null], policies: {} },
    ])
      expect(isSession(bad)).toBe(false)
    expect(isSession(session([]))).toBe(true)
  })
})
