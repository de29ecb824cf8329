import { describe, expect, test } from 'vitest'
import { bytes, count, duration, exact, moment, percent } from '../../../src/app/words/numbers'

describe('numbers as people read them', () => {
  test('durations carry a unit and two or three digits', () => {
    expect([0, 412, 2_400, 38_400, 999_400, 1_400_000, 48_000_000, 900_000_000].map(duration)).toEqual([
      '0 µs',
      '412 µs',
      '2.4 ms',
      '38 ms',
      '999 ms',
      '1.4 s',
      '48 s',
      '15 min',
    ])
    expect(duration(NaN)).toBe('–')
  })

  test('a share is never rounded up to all, nor down to nothing', () => {
    expect([1, 0.99999, 0.9998, 0.995, 0.12, 0.031, 0.004, 0.000001, 0].map(percent)).toEqual([
      '100 %',
      '> 99.99 %',
      '99.98 %',
      '99.5 %',
      '12 %',
      '3.1 %',
      '0.4 %',
      '< 0.01 %',
      '0 %',
    ])
  })

  test('counts and sizes', () => {
    expect([8, 212, 3_404, 1_200_000].map(count)).toEqual(['8', '212', '3,400', '1.2 million'])
    expect(exact(1_234_567)).toBe('1,234,567')
    expect([640_000, 12_300_000].map(bytes)).toEqual(['640 kB', '12 MB'])
  })

  test('moments', () => {
    expect(moment(31_204_000)).toBe('31.204 s')
    expect(moment(725_000_000)).toBe('12:05.0')
  })
})
