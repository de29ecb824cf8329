/** The lab's own worker, as the connection that the session expects. */
import { LabClient } from '../../lab/client'
import { startWorker } from '../startWorker'
import type { LabConnection } from './labConnection'

let waiting: Worker | null = null

/** Starts the worker before anything is rendered: it is read and compiled while the page is. */
export function startWorkerEarly(): void {
  waiting ??= startWorker('lab')
}

export function connectWorker(): LabConnection {
  const worker = waiting ?? startWorker('lab')
  waiting = null
  return new LabClient(worker)
}
