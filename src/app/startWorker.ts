import type { WorkerTask } from './worker'

/** Starts the page's worker for one task. */
export function startWorker(task: WorkerTask): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: task })
}
