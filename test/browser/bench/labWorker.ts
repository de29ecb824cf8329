/** A lab's worker beside the page's own, asked directly: what the lab takes without what the page adds. */
import type { Page } from '@playwright/test'
import type { LabAnswer, LabPush, LabRequest, LabStatus } from '../../../src/lab/protocol'

export interface Timed {
  ms: number
  status: LabStatus | null // as things stand after it; null for a tick
  inFlight: number | null // messages under way, for a tick
}

/** Sends each request once the one before is answered. The page must be at the lab, so that the worker's file is known. */
export async function ask(page: Page, requests: LabRequest[]): Promise<Timed[]> {
  const file = page
    .workers()
    .find((worker) => worker.url().includes('worker'))!
    .url()
  return page.evaluate(
    async ([address, asked]) => {
      const scope = window as unknown as { benched?: Worker }
      const worker = (scope.benched ??= new Worker(address, { type: 'module' }))
      const answers: Timed[] = []
      for (const [at, request] of asked.entries()) {
        const fromMs = performance.now()
        const answer: Timed = { ms: 0, status: null, inFlight: null }
        await new Promise<void>((resolve, reject) => {
          worker.onmessage = ({ data }: MessageEvent<LabAnswer | LabPush>) => {
            if ('push' in data) {
              if (data.push === 'frame') answer.inFlight = data.frame.inFlight
              // The status that tells of a change is sent right after its answer.
              if (data.push === 'status' && answer.ms > 0) answer.status = data.status
            } else if (data.ok) answer.ms = performance.now() - fromMs
            else reject(new Error(`${request.do}: ${data.code} ${JSON.stringify(data.params)}`))
            if (answer.status || (answer.ms > 0 && request.do === 'tick')) resolve()
          }
          worker.postMessage({ id: at + 1, request })
        })
        answers.push(answer)
      }
      return answers
    },
    [file, requests] as [string, LabRequest[]],
  )
}
