import { describe, expect, test } from 'vitest'
import { student95 } from '../../src/kernel'

describe("Student's quantile for 95 %", () => {
  // NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2, with the further digits of scipy.stats.t.ppf.
  test.each([
    [1, 12.7062047],
    [2, 4.3026527],
    [10, 2.2281389],
    [11, 2.2009852],
    [15, 2.1314495],
    [20, 2.0859634],
    [30, 2.0422725],
    [49, 2.0095752],
    [99, 1.984217],
  ])('of %d degrees of freedom', (degrees, t) => expect(student95(degrees)).toBeCloseTo(t, 5))

  test('comes down to that of the normal law', () => expect(student95(1e9)).toBeCloseTo(1.959964, 6))
})
