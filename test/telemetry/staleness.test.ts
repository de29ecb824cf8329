import { describe, expect, it } from 'vitest'
import { MISSED_MAX, Staleness } from '../../src/telemetry'
import type { OperationFacts } from '../../src/telemetry'
import { LOG_WRITES } from '../../src/telemetry/staleness'
import { JournalBuilder, numbers, observed } from './journalBuilder'

/** Runs a hand-made journal and tells of each read (by count) how stale it was. */
function judged(write: (j: JournalBuilder) => void): Map<number, { staleUs: number; missed: number }> {
  const j = new JournalBuilder()
  const { observation, see } = observed(j)
  const verdicts = new Map<number, { staleUs: number; missed: number }>()
  observation.listeners.push({
    returned: (op) => {
      if (op.judged) verdicts.set(op.count, { staleUs: op.staleUs, missed: op.missed })
    },
  })
  write(j)
  see()
  return verdicts
}
const READ = 0
const WRITE = 1

describe('a read is stale', () => {
  it('when it misses a write acknowledged before it was invoked', () => {
    const v = judged((j) => {
      j.at(10).invoke(0, 1, WRITE, 5).at(20).returns(0, 1, { version: 100 })
      j.at(50).invoke(0, 2, READ, 5).at(60).returns(0, 2, { version: 0 })
      j.at(70).invoke(0, 3, READ, 5).at(80).returns(0, 3, { version: 100 })
    })
    expect(v.get(2)).toEqual({ staleUs: 30, missed: 1 })
    expect(v.get(3)).toEqual({ staleUs: 0, missed: 0 })
  })

  it('by the age of the first write it missed, and by their number', () => {
    const v = judged((j) => {
      for (let n = 1; n <= 4; n++)
        j.at(n * 10)
          .invoke(0, n, WRITE, 5)
          .at(n * 10 + 5)
          .returns(0, n, { version: n })
      j.at(100).invoke(0, 9, READ, 5).at(101).returns(0, 9, { version: 1 })
    })
    expect(v.get(9)).toEqual({ staleUs: 75, missed: 3 })
  })

  it('not by a write that was still under way, or failed, or of another key', () => {
    const v = judged((j) => {
      j.at(10).invoke(0, 1, WRITE, 5).invoke(0, 2, WRITE, 5).invoke(0, 3, WRITE, 6)
      j.at(15).returns(0, 3, { version: 7 }).returns(0, 2, { outcome: 'info' })
      j.at(20).invoke(0, 4, READ, 5).at(21).returns(0, 1, { version: 9 }).at(30).returns(0, 4, { version: 0 })
    })
    expect(v.get(4)).toEqual({ staleUs: 0, missed: 0 })
  })

  it('when a write that came later in time lost to an older one with a greater version', () => {
    const v = judged((j) => {
      j.at(10).invoke(0, 1, WRITE, 5).at(20).returns(0, 1, { version: 1e12 })
      j.at(30).invoke(0, 2, WRITE, 5).at(40).returns(0, 2, { version: 40 })
      j.at(50).invoke(0, 3, READ, 5).at(60).returns(0, 3, { version: 1e12 })
      j.at(70).invoke(0, 4, READ, 5).at(80).returns(0, 4, { version: 40 })
    })
    expect(v.get(3)).toEqual({ staleUs: 10, missed: 1 })
    expect(v.get(4)).toEqual({ staleUs: 0, missed: 0 })
  })

  it('also by a write that no user waited for', () => {
    const v = judged((j) => {
      j.at(10).invoke(3, 1, 3, 5).at(20).returns(3, 1, { version: 2 })
      j.at(50).invoke(0, 2, READ, 5).at(60).returns(0, 2, { version: 1 })
    })
    expect(v.get(2)).toEqual({ staleUs: 30, missed: 1 })
  })

  it('never if it failed', () => {
    const v = judged((j) => {
      j.at(10).invoke(0, 1, WRITE, 5).at(20).returns(0, 1, { version: 2 })
      j.at(50).invoke(0, 2, READ, 5).at(60).returns(0, 2, { outcome: 'fail' })
    })
    expect(v.size).toBe(0)
  })
})

interface Write {
  key: number
  version: number
  invoked: number // position in the journal
  acked: number // Infinity: never
  ackedUs: number
}

/** The definition, word for word, over all writes. */
function bruteForce(writes: Write[], key: number, version: number, read: number, readUs: number): [number, number] {
  const own = writes.find((w) => w.key === key && w.version === version && w.acked < read)
  const missed = writes.filter((y) => {
    if (y.key !== key || !(y.acked < read) || y.version === version) return false
    if (own && y.invoked > own.acked) return true
    return y.version > version && !(own && own.invoked > y.acked)
  })
  return [missed.length ? readUs - Math.min(...missed.map((y) => y.ackedUs)) : 0, missed.length]
}

describe('against the definition, over random histories', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('seed %i', (seed) => {
    const random = numbers(seed)
    const j = new JournalBuilder()
    const { observation, see } = observed(j)
    const found: [number, number][] = []
    const expected: [number, number][] = []
    observation.listeners.push({
      returned: (op: OperationFacts) => {
        if (op.judged) found.push([op.staleUs, op.missed])
      },
    })
    const writes: Write[] = []
    const open: { count: number; write?: Write; key: number; at: number; us: number }[] = []
    for (let position = 1; position < 4000; position++) {
      j.at(j.nowUs + random(3))
      const op = open.length < 12 && random(2) === 0 ? null : open.splice(random(open.length || 1), 1)[0]
      if (!op) {
        const key = random(4) - 1
        const write = random(2) === 0 ? { key, version: 0, invoked: position, acked: Infinity, ackedUs: 0 } : undefined
        open.push({ count: position, write, key, at: position, us: j.nowUs })
        j.invoke(0, position, write ? WRITE : READ, key)
      } else if (op.write) {
        // Clocks are off by up to 40 positions, so that later writes may have lower versions.
        op.write.version = (position + random(40)) * 10000 + (position % 10000)
        writes.push(op.write)
        if (random(5) > 0) {
          op.write.acked = position
          op.write.ackedUs = j.nowUs
          j.returns(0, op.count, { version: op.write.version })
        } else j.returns(0, op.count, { outcome: 'info' })
      } else {
        const seen = writes.filter((w) => w.key === op.key).slice(-8)
        const version = seen.length === 0 || random(9) === 0 ? 0 : seen[random(seen.length)].version
        j.returns(0, op.count, { version })
        expected.push(bruteForce(writes, op.key, version, op.at, op.us))
      }
    }
    see()
    expect(found).toEqual(expected)
    expect(expected.some(([, missed]) => missed > 2)).toBe(true)
    expect(expected.some(([, missed]) => missed === 0)).toBe(true)
  })
})

describe('its bounds', () => {
  const acknowledge = (s: Staleness, n: number, key: (i: number) => number): void => {
    for (let i = 1; i <= n; i++) s.acknowledge(key(i), i, s.acknowledged, i * 10)
  }

  it(`counts at most ${MISSED_MAX} missed writes, and says so`, () => {
    const s = new Staleness()
    acknowledge(s, 3000, () => 1)
    s.judge(s.newest(1), 0, 50_000)
    expect([s.missed, s.capped]).toEqual([MISSED_MAX, true])
    s.judge(s.newest(1), 2500, 50_000)
    expect([s.missed, s.capped, s.staleUs]).toEqual([500, false, 50_000 - 25_010])
  })

  it('knows that a version far ahead of its time hides every later write', () => {
    const s = new Staleness()
    s.acknowledge(1, 1e15, 0, 5)
    acknowledge(s, 3000, () => 1)
    s.judge(s.newest(1), 1e15, 50_000)
    expect([s.missed, s.capped]).toEqual([MISSED_MAX, true])
  })

  it(`forgets writes older than the last ${LOG_WRITES}`, () => {
    const s = new Staleness()
    s.acknowledge(7, 9, 0, 5)
    acknowledge(s, LOG_WRITES - 1, (i) => 1000 + (i % 500))
    expect(s.newest(7)).toBe(1)
    acknowledge(s, 1, () => 8)
    expect(s.newest(7)).toBe(0)
    expect(s.newest(1003)).toBeGreaterThan(0)
    s.judge(s.newest(7), 0, 1e6)
    expect(s.missed).toBe(0)
  })

  it('leaves a copy as it was', () => {
    const s = new Staleness()
    acknowledge(s, 700, (i) => i % 10)
    const copy = s.clone()
    const before = [...Array(10).keys()].map((key) => copy.newest(key))
    acknowledge(s, 700, (i) => i % 10)
    expect([...Array(10).keys()].map((key) => copy.newest(key))).toEqual(before)
    expect(s.newest(3)).not.toBe(copy.newest(3))
    copy.acknowledge(3, 12345, 700, 9)
    copy.judge(copy.newest(3), 0, 10_000)
    expect(copy.missed).toBe(71)
  })
})
