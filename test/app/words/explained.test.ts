/** A cycle of transactions in words: each by what it did, then why each comes before the next. */
import { describe, expect, it } from 'vitest'
import { explained, verdicts } from '../../../src/app/words/command'
import { DEFAULT_OPTIONS, judge, Operations } from '../../../src/checkers'
import { atOnce, txnsOf } from '../../checkers/transactions/notation'

const OPTIONS = { ...DEFAULT_OPTIONS, consistency: 'strict-serializable' }
function said(notation: string, model: 'list-append' | 'rw-register'): string[] {
  const history = atOnce(txnsOf(notation))
  return explained(judge(history, model, OPTIONS), new Operations(history), verdicts)
}
const members = (lines: string[]): string[] =>
  lines.flatMap((line) => /^T\d, by (process.*)/.exec(line)?.[1] ?? []).sort()

describe('the transactions of a cycle', () => {
  it('lists', () => {
    expect(members(said('ax1ry1|ax2ay1|rx12ry1', 'list-append'))).toEqual([
      'process 0 (index 0), appended 1 to key x and read key y as [1].',
      'process 1 (index 1), appended 2 to key x and appended 1 to key y.',
    ])
  })
  it('registers, and what was not there', () => {
    expect(
      members(said('wx1ry|wy1rx', 'rw-register'))
        .map((line) => line.replace(/^T\d, by /, ''))
        .sort(),
    ).toEqual([
      'process 0 (index 0), wrote 1 to key x and read key y as empty.',
      'process 1 (index 1), wrote 1 to key y and read key x as empty.',
    ])
  })
  it('of one whose end nobody knows, what it was to write', () => {
    expect(members(said('[ax1ay1]|rx1ry', 'list-append')).join()).toContain(
      'appended 1 to key x and appended 1 to key y; its outcome is unknown.',
    )
  })
  it('of a long one, the beginning', () => {
    const reads = 'rz'.repeat(9)
    expect(members(said(`ax1${reads}ry1|ax2ay1|rx12ry1`, 'list-append')).join()).toContain('and did 3 things more')
  })
})
