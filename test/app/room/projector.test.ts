/** How a class of any size stands on the hall's screen. */
import { describe, expect, it } from 'vitest'
import { arranged } from '../../../src/app/room/projector/arranged'

const HALL = { width: 1_800, height: 840 }
const fits = (n: number, { columns, mark }: ReturnType<typeof arranged>): boolean =>
  Math.ceil(n / columns) * mark <= HALL.height && columns * mark <= HALL.width

describe('the wall of learners', () => {
  it.each([1, 30, 100, 400, 600])('all of %i fit, named or not', (n) => {
    for (const names of [false, true]) expect(fits(n, arranged(n, HALL, names))).toBe(true)
  })
  it('has figures while there is room for them', () => {
    expect(arranged(30, HALL, true)).toMatchObject({ detailed: true })
    expect(arranged(400, HALL, true)).toMatchObject({ detailed: false })
  })
  it('leaves letters of four hundred names large enough to be read', () => {
    expect(arranged(400, HALL, true).font).toBeGreaterThanOrEqual(12)
  })
})
