/** One worker of a crew, from the page's side: one task, one answer. */
import type { Hand } from '../lab/crew'

export interface AskedWorker<Task, Answer> {
  postMessage(task: Task): void
  terminate(): void
  onmessage: ((event: MessageEvent<Answer>) => void) | null
  onerror: ((event: ErrorEvent) => void) | null
}

export function workerHand<Task, Answer>(worker: AskedWorker<Task, Answer>): Hand<Task, Answer> {
  return {
    ask: (task) =>
      new Promise((resolve, reject) => {
        worker.onmessage = ({ data }) => resolve(data)
        worker.onerror = ({ message }) => reject(new Error(message))
        worker.postMessage(task)
      }),
    dismiss: () => worker.terminate(),
  }
}
