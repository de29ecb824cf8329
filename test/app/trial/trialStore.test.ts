/** What the window does with its workers: begins, sums up as seeds come, ends them, and makes of a seed a run to open. */
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { finish } from '../../../src/lab/job'
import { Lab } from '../../../src/lab/lab'
import type { TrialAnswer, TrialRequest } from '../../../src/lab/trial/serve'
import { loadBook } from '../../../src/lab/policyWorkshop'
import { trialServer } from '../../../src/lab/trial/serve'
import { trialWithout } from '../../../src/lab/trial/trial'
import { wholeRun } from '../../../src/lab/wholeRun'
import type { TrialWorker } from '../../../src/app/trial/trialStore'
import { cancelTrial, choose, sessionOf, startTrial, useTrial } from '../../../src/app/trial/trialStore'
import { validateSession } from '../../../src/scenarios/savedRun'
import { small } from '../../lab/runs'
import { SECOND, killed, runOf, slowed } from '../../lab/trial/trials'

const started: FakeWorker[] = []
class FakeWorker implements TrialWorker {
  onmessage: TrialWorker['onmessage'] = null
  onerror: TrialWorker['onerror'] = null
  ended = false
  asked: TrialRequest[] = []
  constructor() {
    started.push(this)
  }
  postMessage(request: TrialRequest): void {
    this.asked.push(request)
  }
  terminate(): void {
    this.ended = true
  }
  answer(answer: TrialAnswer): void {
    this.onmessage?.({ data: answer } as MessageEvent<TrialAnswer>)
  }
}
const settled = () => new Promise((resolve) => setTimeout(resolve))

beforeEach(() => {
  vi.stubGlobal('navigator', { hardwareConcurrency: 2 })
  cancelTrial()
  started.length = 0
  useTrial.setState({ run: runOf(SECOND, [slowed]) })
  choose({ seeds: 10, afterUs: null, leftOut: 'newest' })
})

describe('the window', () => {
  test('plays the seeds of the open run, and sums up what has come', async () => {
    startTrial(() => new FakeWorker())
    expect(useTrial.getState()).toMatchObject({ running: true, act: slowed.command })
    const [{ seed, trial }] = started[0].asked
    expect(seed).toBe(7)
    expect(trial.seeds).toHaveLength(10)
    started[0].answer(await trialServer(loadBook)({ trial, seed }))
    await settled()
    expect(useTrial.getState().result?.bySeed.map((one) => one.seed)).toEqual([7])
  })
  test('ends every worker at once when it is cancelled, and hears nothing more', async () => {
    startTrial(() => new FakeWorker())
    cancelTrial()
    expect(started.length).toBeGreaterThan(0)
    expect(started.every(({ ended }) => ended)).toBe(true)
    started[0].answer({ seed: 7, code: 'run.loop', params: {} })
    await settled()
    expect(useTrial.getState()).toMatchObject({ running: false, cancelled: true, result: { refused: [] } })
  })
  test('tells of a worker that crashed, and begins its seed again', async () => {
    startTrial(() => new FakeWorker())
    const before = started.length
    started[0].onerror?.({ message: 'out of memory' } as ErrorEvent)
    await settled()
    expect(started[0].ended).toBe(true)
    expect(started[before].asked.map(({ seed }) => seed)).toEqual([7])
    expect(useTrial.getState().replaced).toEqual([7])
  })
  test('says why it cannot begin', () => {
    choose({ leftOut: 'policies' })
    startTrial(() => new FakeWorker())
    expect(useTrial.getState()).toMatchObject({ running: false, refused: { code: 'trial.nothing' } })
  })
})

describe("a seed's run", () => {
  test('opens with both sides as branches of one past', () => {
    const trial = trialWithout(runOf(2 * SECOND, [slowed, killed]), 1, [7, 8], 2 * SECOND)
    const session = validateSession(sessionOf(trial, 8, { with: 'with', without: 'without' }))
    const lab = finish(Lab.restore(session))
    expect(lab.fingerprint().hex).toBe(wholeRun(small, 8, 2 * SECOND, [slowed, killed]).fingerprint)
    expect(lab.comparison.player.fingerprint().hex).toBe(wholeRun(small, 8, 2 * SECOND, [slowed]).fingerprint)
    expect(lab.canUndo).toEqual(killed.command)
  })
})
