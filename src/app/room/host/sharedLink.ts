/** What a shared cluster begins with, as link text: a cluster that comes with Faultline from its very beginning, or the run in the lab. */
import { ENGINE_VERSION } from '../../../scenarios/engineVersion'
import type { RunValue, SavedRun } from '../../../scenarios/run'
import { connectWorker } from '../../shell/workerConnection'
import { labLink } from './givens'
import type { GivenAsked } from './givens'

/** null: there is none, or it is too long. */
export async function sharedLink({ kind, preset, seed }: GivenAsked): Promise<string | null> {
  if (kind === 'run') return labLink()
  const run: RunValue = { engine: ENGINE_VERSION, scenario: preset, seed, policies: {}, commands: [], horizonUs: 0 }
  const lab = connectWorker()
  try {
    await lab.request({ do: 'open', run })
    const now = (await lab.request({ do: 'run' })) as Pick<SavedRun, 'run' | 'fingerprint'>
    return (await lab.request({ do: 'encode', to: 'link', saved: now })) as string
  } catch {
    return null
  } finally {
    lab.terminate()
  }
}
