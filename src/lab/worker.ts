/** The lab as a worker's task: a LabService on the worker's message port. */
import type { LabAnswer, LabPush } from './protocol'
import { LabService } from './service'

/** What of a dedicated worker's global is used; the project's types are the page's. */
interface WorkerScope {
  postMessage(message: LabAnswer | LabPush, transfer: ArrayBuffer[]): void
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void
}

/** To be called in a worker, once. */
export function startLab(): void {
  const scope = globalThis as unknown as WorkerScope
  const { port1, port2 } = new MessageChannel()
  const service = new LabService({
    post: (message, transfer = []) => scope.postMessage(message, transfer),
    nowMs: () => performance.now(),
    realm: async () => (await import('./policyWorkshop')).sesRealm(globalThis),
    // A message to oneself comes back after those that are already waiting; a timer would be clamped to 4 ms.
    breathe: () =>
      new Promise((resolve) => {
        port1.onmessage = () => resolve()
        port2.postMessage(null)
      }),
  })
  scope.addEventListener('message', ({ data }) => service.receive(data))
}
