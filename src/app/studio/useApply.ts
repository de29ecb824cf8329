/** Applying code to the open run: where, with what memory, and why it was refused. */
import { useState } from 'react'
import type { PolicyReach } from '../../cluster/command'
import type { ContractName } from '../../decisions'
import type { PolicyCode } from '../../policies'
import type { Problem } from '../../policies/compiler'
import { actions } from '../actions'

export interface Applying {
  reach: PolicyReach
  setReach: (reach: PolicyReach) => void
  state: 'keep' | 'reset'
  setState: (state: 'keep' | 'reset') => void
  /** What stood in the way of the last try with this very text; null: nothing. */
  refused: Problem | null
  busy: boolean
  apply: () => void
  takeBack: (reach: PolicyReach) => void
}

export function useApply(contract: ContractName, code: PolicyCode | null): Applying {
  const [reach, setReach] = useState<PolicyReach>({})
  const [state, setState] = useState<'keep' | 'reset'>('keep')
  const [refused, setRefused] = useState<{ files: PolicyCode['files']; problem: Problem } | null>(null)
  const [busy, setBusy] = useState(false)
  const put = async (given: PolicyCode | null, where: PolicyReach): Promise<void> => {
    setBusy(true)
    try {
      const compiled = await actions().setPolicy({ contract, code: given, reach: where, state })
      setRefused(compiled.ok || !given ? null : { files: given.files, problem: compiled.problems[0] })
    } catch {
      setRefused(null) // the visitor was told by the session
    }
    setBusy(false)
  }
  return {
    reach,
    setReach,
    state,
    setState,
    refused: refused && refused.files === code?.files ? refused.problem : null,
    busy,
    apply: () => {
      if (code && !busy) void put(code, reach)
    },
    takeBack: (where) => void put(null, where),
  }
}
