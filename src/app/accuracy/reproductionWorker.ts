/** Reproductions as a worker's task: one request, rows as they come. Stopping is ending the worker. */
import { EXPERIMENTS, planCases, runCase } from '../../experiments'
import type { ReproductionMessage, ReproductionRequest } from './reproductionMessages'

const TELL_MS = 250
/** Enough for a 99.9th percentile that a hundred trials lie beyond. */
const BRIEF_TRIALS = 100_000

const scope = self as unknown as {
  postMessage(message: ReproductionMessage): void
  onmessage: ((event: MessageEvent<ReproductionRequest>) => void) | null
}

/** To be called in a worker, once. */
export function startReproductions(): void {
  scope.onmessage = ({ data: { run: id, brief } }) => {
    run(id, brief).then(
      () => scope.postMessage({ say: 'done', id }),
      (error: unknown) => {
        console.error(error)
        scope.postMessage({ say: 'failed', id })
      },
    )
  }
  scope.postMessage({ say: 'list', list: EXPERIMENTS.map(({ id, source, cases }) => ({ id, source, cases })) })
}

async function run(id: string, brief: boolean): Promise<void> {
  await EXPERIMENTS.find((e) => e.id === id)?.load?.()
  const hasTrials = EXPERIMENTS.some((e) => e.id === id && e.parameters.some(({ name }) => name === 'trials'))
  const planned = planCases([id], brief && hasTrials ? { trials: BRIEF_TRIALS } : {})
  let toldAtMs = -Infinity
  planned.forEach((one, i) => {
    const job = runCase(one)
    for (;;) {
      const step = job.next()
      if (step.done) {
        scope.postMessage({ say: 'row', id, row: step.value })
        return
      }
      const nowMs = performance.now()
      if (nowMs - toldAtMs < TELL_MS) continue
      toldAtMs = nowMs
      scope.postMessage({ say: 'progress', id, share: (i + step.value) / planned.length })
    }
  })
}
