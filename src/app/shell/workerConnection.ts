/** The lab's own worker, as the connection that the session expects. */
import { LabClient } from '../../lab/client'
import type { LabConnection } from './labConnection'

export function connectWorker(): LabConnection {
  return new LabClient(new Worker(new URL('../../lab/worker.ts', import.meta.url), { type: 'module', name: 'lab' }))
}
