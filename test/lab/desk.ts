/** A lab's service as its page asks it, in tests: learners' code runs there without SES. */
import type { Frame, LabAnswer, LabPush, LabRequest, LabStatus, RunValue } from '../../src/lab/protocol'
import { LabService } from '../../src/lab/service'
import { ENGINE_VERSION } from '../../src/scenarios/world'
import { openRealm } from '../policies/applied'
import { small } from './runs'

export const SECOND = 1_000_000
export const run = (horizonUs: number, more: Partial<RunValue> = {}): RunValue => ({
  engine: ENGINE_VERSION,
  scenario: small,
  seed: 7,
  policies: {},
  commands: [],
  horizonUs,
  ...more,
})

/** A service with a clock that moves by ten milliseconds whenever it is read. */
export class Desk {
  readonly pushes: LabPush[] = []
  private readonly answers = new Map<number, (answer: LabAnswer) => void>()
  private nextId = 1
  private ms = 0
  breaths = 0
  readonly service = new LabService({
    post: (message) => {
      if ('push' in message) this.pushes.push(message)
      else this.answers.get(message.id)?.(message)
    },
    nowMs: () => (this.ms += 10),
    breathe: () => {
      this.breaths++
      return new Promise((resolve) => setImmediate(resolve))
    },
    realm: () => Promise.resolve(openRealm),
  })

  ask(request: unknown): Promise<LabAnswer> {
    const id = this.nextId++
    const answer = new Promise<LabAnswer>((resolve) => this.answers.set(id, resolve))
    this.service.receive({ id, request })
    return answer
  }
  async value<T>(request: LabRequest): Promise<T> {
    const answer = await this.ask(request)
    if (!answer.ok) throw new Error(answer.code)
    return answer.value as T
  }
  tick(virtualUs: number, chart: (LabRequest & { do: 'tick' })['chart'] = null): Promise<LabAnswer> {
    return this.ask({ do: 'tick', virtualUs, budgetMs: 1000, chart, recycle: [] })
  }
  get frame(): Frame {
    return [...this.pushes].reverse().find((p) => p.push === 'frame')!.frame
  }
  get status(): LabStatus {
    return [...this.pushes].reverse().find((p) => p.push === 'status')!.status
  }
}
export async function opened(horizonUs = SECOND): Promise<Desk> {
  const desk = new Desk()
  await desk.value({ do: 'open', run: run(horizonUs) })
  return desk
}
