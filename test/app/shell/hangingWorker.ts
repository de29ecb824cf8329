/** A lab's worker in a thread of Node whose realm is broken on purpose: code that exports `hangsAfterUs` hangs from that time on. */
import { parentPort } from 'node:worker_threads'
import { LabService } from '../../../src/lab/service'
import type { Realm } from '../../../src/policies/sandbox'
import { openRealm } from '../../policies/applied'

const realm: Realm = {
  evaluate(js, lines) {
    const module = openRealm.evaluate(js, lines)
    const hangsAfterUs = module.constant('hangsAfterUs') as number | undefined
    const call = module.call.bind(module)
    module.call = (name, args, budget) => {
      const { nowUs } = (args?.[0] ?? {}) as { nowUs?: number }
      while (hangsAfterUs !== undefined && nowUs !== undefined && nowUs > hangsAfterUs);
      return call(name, args, budget)
    }
    return module
  },
}

const port = parentPort!
const service = new LabService({
  post: (message, transfer = []) => port.postMessage(message, transfer),
  nowMs: () => performance.now(),
  breathe: () => new Promise((resolve) => setImmediate(resolve)),
  realm: () => Promise.resolve(realm),
})
port.on('message', (data: unknown) => service.receive(data))
