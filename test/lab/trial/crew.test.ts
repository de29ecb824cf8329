/** Who plays the seeds: how many, what happens to one whose worker dies, and that sending all home ends it. */
import { describe, expect, test } from 'vitest'
import type { Hand } from '../../../src/lab/trial/crew'
import { Crew } from '../../../src/lab/trial/crew'
import type { SeedRun } from '../../../src/lab/trial/seedRun'
import type { TrialAnswer } from '../../../src/lab/trial/serve'
import { loadBook } from '../../../src/lab/policyWorkshop'
import { trialServer } from '../../../src/lab/trial/serve'
import { summarise } from '../../../src/lab/trial/summary'
import { seedsFrom, trialWithout } from '../../../src/lab/trial/trial'
import { SECOND, runOf } from './trials'

const trial = trialWithout(runOf(SECOND), 0, seedsFrom(7, 5), SECOND)
const side = { fingerprint: '', values: [] }
const answerOf = (seed: number): TrialAnswer => ({ run: { seed, with: side, without: side } })

/** Workers that answer by `play`; what was told of them, in order. */
function crewOf(size: number, play: (seed: number, hand: number) => Promise<TrialAnswer>) {
  const told: string[] = []
  let hired = 0
  let dismissed = 0
  const crew = new Crew(trial, size, {
    hire: (): Hand => {
      const hand = hired++
      return { ask: ({ seed }) => play(seed, hand), dismiss: () => dismissed++ }
    },
    found: ({ seed }) => told.push(`found ${seed}`),
    refused: ({ seed, code }) => told.push(`refused ${seed} ${code}`),
    replaced: (seed) => told.push(`replaced ${seed}`),
  })
  return { crew, told, hired: () => hired, dismissed: () => dismissed }
}

describe('a crew', () => {
  test('plays every seed once, and all of it goes home', async () => {
    const { crew, told, hired, dismissed } = crewOf(3, (seed) => Promise.resolve(answerOf(seed)))
    await crew.done
    expect(told.sort()).toEqual(['found 10', 'found 11', 'found 7', 'found 8', 'found 9'])
    expect([hired(), dismissed()]).toEqual([3, 3])
  })
  test('is never larger than there are seeds', async () => {
    const { crew, hired } = crewOf(8, (seed) => Promise.resolve(answerOf(seed)))
    await crew.done
    expect(hired()).toBe(5)
  })
  test('plays a seed again whose worker died, by another', async () => {
    const dies = (seed: number, hand: number) => seed === 8 && hand === 0
    const { crew, told, hired } = crewOf(1, (seed, hand) =>
      dies(seed, hand) ? Promise.reject(new Error('out of memory')) : Promise.resolve(answerOf(seed)),
    )
    await crew.done
    expect(told).toEqual(['found 7', 'replaced 8', 'found 8', 'found 9', 'found 10', 'found 11'])
    expect(hired()).toBe(2)
  })
  test('gives up a seed that killed two, and no other', async () => {
    const { crew, told } = crewOf(1, (seed) =>
      seed === 8 ? Promise.reject(new Error('out of memory')) : Promise.resolve(answerOf(seed)),
    )
    await crew.done
    expect(told).toEqual(['found 7', 'replaced 8', 'refused 8 trial.crashed', 'found 9', 'found 10', 'found 11'])
  })
  test('does not play again what was refused', async () => {
    const { crew, told } = crewOf(1, (seed) =>
      Promise.resolve(seed === 8 ? { seed, code: 'run.loop', params: {} } : answerOf(seed)),
    )
    await crew.done
    expect(told).toEqual(['found 7', 'refused 8 run.loop', 'found 9', 'found 10', 'found 11'])
  })
  test('sent home, it tells nothing more', async () => {
    let finish: (answer: TrialAnswer) => void = () => {}
    const { crew, told, hired, dismissed } = crewOf(2, () => new Promise((resolve) => (finish = resolve)))
    crew.cancel()
    finish(answerOf(8))
    await Promise.resolve()
    expect(told).toEqual([])
    expect(dismissed()).toBe(hired())
  })
  test('finds the same whatever its size', async () => {
    const found = async (size: number): Promise<string> => {
      const runs: SeedRun[] = []
      const hire = (): Hand => ({ ask: trialServer(loadBook), dismiss: () => {} })
      await new Crew(trial, size, { hire, found: (run) => runs.push(run), refused: () => {} }).done
      return JSON.stringify(summarise(trial, ['buy'], runs))
    }
    expect(await found(4)).toBe(await found(1))
  })
})
