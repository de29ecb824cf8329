/** The lab's own worker, as the connection that the session expects. */
import { LabClient } from '../../lab/client'
import type { LabConnection } from './labConnection'

let waiting: Worker | null = null

/** Starts the worker before anything is rendered: it is read and compiled while the page is. */
export function startWorkerEarly(): void {
  waiting ??= startWorker()
}

export function connectWorker(): LabConnection {
  const worker = waiting ?? startWorker()
  waiting = null
  return new LabClient(worker)
}

function startWorker(): Worker {
  return new Worker(new URL('../../lab/worker.ts', import.meta.url), { type: 'module', name: 'lab' })
}
