/** A lab's worker beside the page's own, in the same file, asked directly: what the lab takes and says without what the page adds. */
import type { Page } from '@playwright/test'
import type { LabAnswer, LabPush, LabRequest, LabStatus } from '../../../src/lab/protocol'

export interface Asked {
  ms: number
  answer: LabAnswer
  status: LabStatus | null // as things stand after it; null where it changes nothing, and for a tick
  inFlight: number | null // messages under way, for a tick
}
/** After these no status is sent. */
const UNTOLD: LabRequest['do'][] = ['tick', 'query', 'compilePolicy', 'decideAgain', 'run']

/** Sends each request once the one before is answered. The page must be at the lab, so that the worker's file is known. */
export async function ask(page: Page, requests: LabRequest[]): Promise<Asked[]> {
  const file = page
    .workers()
    .find((worker) => worker.url().includes('worker'))!
    .url()
  return page.evaluate(
    async ([address, asked, untold]) => {
      const scope = window as unknown as { beside?: Worker }
      const worker = (scope.beside ??= new Worker(address, { type: 'module', name: 'lab' }))
      const all: Asked[] = []
      for (const [id, request] of asked.entries()) {
        const fromMs = performance.now()
        const one = {
          ms: 0,
          answer: null as LabAnswer | null,
          status: null as LabStatus | null,
          inFlight: null as number | null,
        }
        await new Promise<void>((resolve) => {
          worker.onmessage = ({ data }: MessageEvent<LabAnswer | LabPush>) => {
            if ('push' in data) {
              if (data.push === 'frame') one.inFlight = data.frame.inFlight
              // The status that tells of a change is sent right after its answer.
              if (data.push === 'status' && one.answer) one.status = data.status
            } else if (data.id === id) {
              one.ms = performance.now() - fromMs
              one.answer = data
            }
            if (one.answer && (one.status || untold.includes(request.do))) resolve()
          }
          worker.postMessage({ id, request })
        })
        all.push(one as Asked)
      }
      return all
    },
    [file, requests, UNTOLD] as const,
  )
}
/** What each was answered. Throws where one was refused. */
export async function values(page: Page, requests: LabRequest[]): Promise<unknown[]> {
  return (await ask(page, requests)).map(({ answer }, i) => {
    if (!answer.ok) throw new Error(`${requests[i].do}: ${answer.code} ${JSON.stringify(answer.params)}`)
    return answer.value
  })
}
