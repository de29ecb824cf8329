/** Runs one run under several replication modes off the main thread. Stopping is ending the worker. */
import { FaultlineError } from '../../kernel'
import { contrast } from '../../lab/contrast'
import { finish } from '../../lab/job'
import { scenarioOf } from '../../scenarios/savedRun'
import type { ContrastMessage, ContrastRequest } from './contrastMessages'

const scope = self as unknown as {
  postMessage(message: ContrastMessage): void
  onmessage: ((event: MessageEvent<ContrastRequest>) => void) | null
}

scope.onmessage = ({ data: { run, modes } }) => {
  const scenario = scenarioOf(run)
  for (const mode of modes) {
    try {
      const [row] = finish(contrast(scenario, run.seed, run.horizonUs, run.commands, [mode]))
      scope.postMessage({ say: 'row', row })
    } catch (error) {
      if (!(error instanceof FaultlineError)) throw error
      scope.postMessage({ say: 'refused', mode, code: error.code, params: error.params })
    }
  }
  scope.postMessage({ say: 'done' })
}
