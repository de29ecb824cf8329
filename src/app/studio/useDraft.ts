/** The draft of a decision in the open run: what was written, or, while nothing was, the code that runs. */
import type { ContractName } from '../../decisions'
import { useLab } from '../store'
import { draftKey, forgetDraft, keepDraft, useDrafts } from './drafts'
import type { Code } from './useRunning'
import { isSame, useRunning } from './useRunning'

export function useDraft(contract: ContractName) {
  const scenario = useLab((lab) => lab.opened?.topology.scenarioId ?? '')
  const seed = useLab((lab) => lab.seed)
  const key = draftKey(scenario, seed, contract)
  const draft = useDrafts((drafts) => drafts.byKey[key])
  const storage = useDrafts((drafts) => drafts.storage)
  const running = useRunning(contract)
  const { entry, files } = draft ?? running?.code ?? {}
  const code: Code | null = entry !== undefined && files ? { entry, files } : null
  return {
    code,
    running,
    isEdited: code !== null && running !== null && !isSame(code, running.code),
    write: (changed: Code) => keepDraft(key, changed),
    reset: () => forgetDraft(key),
    storage,
  }
}
