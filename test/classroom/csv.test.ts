/** Cells of strangers stay cells, and become no formula, whichever sign a spreadsheet takes for the end of one. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvOf } from '../../src/classroom/csv'
import { participationCsv } from '../../src/classroom/participation'
import { readRoster } from '../../src/classroom/documents/roster'
import { ADA, answersOf } from './pages'

test('cells are parted by commas whatever is in them', () => {
  expect(csvOf([['a', 'b,c', 'say "no"', 'two\nlines'], ['']])).toBe('a,"b,c","say ""no""","two\nlines"\r\n\r\n')
})

test.each([
  ['=1+1', "'=1+1"],
  ['@x', "'@x"],
  ['-1', "'-1"],
  ['＝1+1', "'＝1+1"],
  [' \u00a0=1', " \u00a0'=1"],
  ['\ufeff=1', "\ufeff'=1"],
  ['x;=HYPERLINK(1)', "x;'=HYPERLINK(1)"],
  ['x; +1;-2', "x; '+1;'-2"],
  ['x\t@y', "x\t'@y"],
  ['a = b - c', 'a = b - c'],
])('%j begins no formula', (text, safe) => expect(csvOf([[text]])).toBe(`${safe}\r\n`))
test('nor after a quote or a line within the cell', () => {
  expect(csvOf([['x;"=1']])).toBe('"x;""\'=1"\r\n')
  expect(csvOf([['x\r\n=1']])).toBe('"x\r\n\'=1"\r\n')
})
test('none does, of any signs', () => {
  const unit = fc.constantFrom(...Array.from('=+-@＝＋－＠;\t\r\n ",x1\u200b'))
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 12 }), fc.string({ unit, maxLength: 12 }), (a, b) => {
      for (const piece of csvOf([[a, b]]).split(/[;\t\r\n]/))
        expect(piece).not.toMatch(/^[\s"\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u)
    }),
  )
})
test('a table of what learners did is made of the same cells', () => {
  const attendance = { group: null, present: true, sinceMs: 9, joinedMs: 5, barred: false, returns: 0 }
  const roster = readRoster({ [`learner/${ADA}`]: { ...attendance, name: 'x;=cmd' } })
  expect(
    participationCsv(roster, answersOf({}), { causes: new Map(), votes: new Map(), words: new Map() }, String),
  ).toContain(`,x;'=cmd,`)
})
