/** Seeks one at a time, to the newest wish; a step made meanwhile starts from the wish, not from where the run still stands. */
import { describe, expect, it } from 'vitest'
import { LatestSeek } from '../../../src/app/charts/latestSeek'

describe('seeking to the newest wish', () => {
  it('overtakes wishes made meanwhile, and knows its goal until it is there', async () => {
    const asked: number[] = []
    let arrive = (): void => undefined
    const seek = new LatestSeek((atUs) => {
      asked.push(atUs)
      return new Promise((resolve) => (arrive = resolve))
    })
    seek.to(30)
    seek.to((seek.goalUs ?? 0) - 5)
    seek.to((seek.goalUs ?? 0) - 5)
    expect(seek.goalUs).toBe(20)
    arrive()
    await Promise.resolve()
    await Promise.resolve()
    expect(asked).toEqual([30, 20])
    arrive()
    await new Promise((resolve) => setTimeout(resolve))
    expect(seek.goalUs).toBeNull()
  })
})
