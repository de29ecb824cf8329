import { describe, expect, it } from 'vitest'
import { KeyIndex } from '../../src/telemetry/keyIndex'
import { LatencyBins } from '../../src/telemetry/latencyBins'
import { OpenOperations } from '../../src/telemetry/operations'
import { numbers } from './journalBuilder'

describe('the index of keys', () => {
  it('numbers keys as they come, in copies too', () => {
    const index = new KeyIndex()
    const key = (i: number): number => Math.imul(i, 7919) - 50_000
    for (let i = 0; i < 3000; i++) expect(index.add(key(i))).toBe(i)
    const copy = index.clone()
    for (let i = 3000; i < 20_000; i++) index.add(key(i))
    for (let i = 0; i < 20_000; i++) expect(index.find(key(i))).toBe(i)
    expect([copy.find(key(2999)), copy.find(key(3000)), copy.size]).toEqual([2999, -1, 3000])
    expect(copy.add(1)).toBe(3000)
    expect(index.find(1)).toBe(-1)
  })
})

describe('the table of open operations', () => {
  it('agrees with a map through random openings and closings', () => {
    const random = numbers(4)
    let table = new OpenOperations()
    const model = new Map<string, number>()
    for (let i = 1; i < 20_000; i++) {
      const client = random(3)
      if (random(2) === 0 || model.size === 0) {
        const words = Int32Array.of((i % 5) << 8, client, i, 7, 8, 9, i, 0)
        table.open(words, 0, i * 2)
        model.set(`${client}:${i}`, i * 2)
      } else {
        const name = [...model.keys()][random(Math.min(model.size, 20))]
        const [c, count] = name.split(':').map(Number)
        expect(table.doubles[table.doublesOf(table.find(c, count)) + 1]).toBe(model.get(name))
        table.close(table.slotOf(c, count))
        model.delete(name)
        expect(table.find(c, count)).toBe(-1)
      }
      if (i % 3000 === 0) table = table.clone()
    }
    expect(table.size).toBe(model.size)
    expect(table.rows().map((r) => table.doubles[table.doublesOf(r) + 1])).toEqual([...model.values()])
  })
})

describe('latency bins', () => {
  it('give quantiles within 0.8 %, merged or copied or cleared', () => {
    const random = numbers(2)
    const bins = new LatencyBins()
    const parts = [new LatencyBins(), new LatencyBins()]
    const values: number[] = []
    for (let i = 0; i < 5000; i++) {
      const us = random(1 << (1 + random(22)))
      values.push(us)
      parts[i % 2].record(us)
    }
    for (const part of parts) bins.merge(part.clone())
    values.sort((a, b) => a - b)
    const got = new Float64Array(3)
    bins.clone().quantiles(got, 0)
    ;[0.5, 0.95, 0.99].forEach((p, i) => {
      const want = values[Math.ceil(p * values.length) - 1]
      expect(Math.abs(got[i] / want - 1)).toBeLessThan(0.008)
    })
    bins.clear()
    bins.quantiles(got, 0)
    expect(got[1]).toBeNaN()
    bins.record(3_000_000_000)
    bins.record(5)
    bins.quantiles(got, 0)
    expect([got[0], got[2]]).toEqual([5, 3_000_000_000])
  })
})
