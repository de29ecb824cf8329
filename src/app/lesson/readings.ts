/** The workers that read runs for a lesson, from the page's side. */
import type { Hand } from '../../lab/crew'
import { Crew } from '../../lab/crew'
import type { Reading } from '../../lessons/judge'
import type { ReadingAnswer, ReadingRequest } from '../../lessons/serve'
import type { TracedAnswer, TracedOperation, TracedRequest } from '../../lessons/traced'
import type { Problem } from '../shell/labConnection'
import { startWorker } from '../startWorker'
import { workerHand } from '../workerHand'

const WORKERS_MAX = 8

type Reader = Hand<ReadingRequest, ReadingAnswer>
type Hire = () => Reader

const hireReader: Hire = () => workerHand<ReadingRequest, ReadingAnswer>(startWorker('readings'))

export type Told = { readings: Reading[] } | { problem: Problem }
const LOST: Told = { problem: { code: 'trial.crashed', params: {} } }
const told = (answer: ReadingAnswer): Told =>
  'readings' in answer ? answer : { problem: { code: answer.code, params: { ...answer.params } } }

/** Many runs over all cores. `found` hears each by its place. */
export function readAll(
  requests: readonly ReadingRequest[],
  found: (at: number, told: Told) => void,
  hire: Hire = hireReader,
): { done: Promise<void>; cancel: () => void } {
  const size = Math.min(navigator.hardwareConcurrency || 1, WORKERS_MAX)
  const crew = new Crew<ReadingRequest, ReadingAnswer>(requests, size, {
    hire,
    answered: (request, answer) => found(requests.indexOf(request), told(answer)),
    lost: (request) => found(requests.indexOf(request), LOST),
  })
  return { done: crew.done, cancel: () => crew.cancel() }
}

type Asked = ReadingRequest | TracedRequest
type Answered<Request extends Asked> = Request extends TracedRequest ? TracedAnswer : ReadingAnswer

/** One worker that stays, for one run after the other. */
class OneReader {
  private reader: Hand<Asked, unknown> | null = null
  private last: Promise<unknown> = Promise.resolve()

  constructor(private readonly hire: () => Hand<Asked, unknown>) {}

  async read(request: ReadingRequest): Promise<Told> {
    const answer = await this.inTurn(request)
    return answer ? told(answer) : LOST
  }
  /** null: it could not be had. */
  async trace(request: TracedRequest): Promise<TracedOperation | null> {
    return (await this.inTurn(request))?.traced ?? null
  }

  /** null: the worker broke on it. */
  private inTurn<Request extends Asked>(request: Request): Promise<Answered<Request> | null> {
    const mine = this.last.then(() => this.ask(request))
    this.last = mine
    return mine
  }
  private async ask<Request extends Asked>(request: Request): Promise<Answered<Request> | null> {
    this.reader ??= this.hire()
    const mine = this.reader
    try {
      return (await mine.ask(request)) as Answered<Request>
    } catch {
      mine.dismiss()
      if (this.reader === mine) this.reader = null
      return null
    }
  }
  dismiss(): void {
    this.reader?.dismiss()
    this.reader = null
  }
}

/** The open lesson's. */
export const lessonReader = new OneReader(() => workerHand<Asked, unknown>(startWorker('readings')))
