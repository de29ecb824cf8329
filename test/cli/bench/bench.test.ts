/** How rounds of programs follow each other, and what is told of them; the programs are not played. */
import { describe, expect, it } from 'vitest'
import { bench } from '../../../src/cli/bench/bench'

function played(works: string[], perSecond: (nth: number, work: string, peer: string) => number | null) {
  const order: string[] = []
  const began: string[] = []
  const rows = bench(
    works,
    (round, rounds) => began.push(`${round} of ${rounds}`),
    (work, n, peer) => {
      order.push(`${work} ${n} ${peer}`)
      const rate = perSecond(order.filter((name) => name === `${work} ${n} ${peer}`).length, work, peer)
      return rate === null ? null : { perSecond: rate, problem: rate < 0 ? 'it went backwards' : null }
    },
  )
  return { rows: [...rows], order, began }
}

describe('bench', () => {
  it('plays every program once before any is played again', () => {
    const { order, began } = played(['W3', 'W4', 'logs'], () => 1)
    expect(order.slice(0, 4)).toEqual(['W3 1 faultline', 'W3 1 plain', 'W4 2 faultline', 'logs 102 faultline'])
    expect(order.filter((name) => name.startsWith('W4'))).toHaveLength(5)
    expect(order.filter((name) => name.startsWith('logs'))).toHaveLength(3)
    expect(began).toEqual(['1 of 5', '2 of 5', '3 of 5', '4 of 5', '5 of 5'])
  })
  it('tells the median, so that two bad rounds of five spoil nothing', () => {
    const rates = [9, 100, 7, 104, 102]
    const { rows } = played(['W4'], (nth) => rates[nth - 1])
    expect(rows).toEqual([{ work: 'W4', n: 2, peer: 'faultline', perSecond: 100 }])
  })
  it('leaves out a peer that is not to be had, and tells what a program got wrong in any round', () => {
    const { rows } = played(['W2'], (nth, _, peer) =>
      peer === 'simjs' ? null : peer === 'plain' && nth === 2 ? -1 : 5,
    )
    expect(rows).toEqual([
      { work: 'W2', n: 1, peer: 'faultline', perSecond: 5 },
      { work: 'W2', n: 1, peer: 'plain', perSecond: 5, problem: 'it went backwards' },
    ])
  })
})
