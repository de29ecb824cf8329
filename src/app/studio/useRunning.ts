/** The code that decides now, of what is widest: the learner's in force, else what is built in there. */
import { useEffect, useState } from 'react'
import type { ContractName } from '../../decisions'
import type { PolicyCode } from '../../policies'
import { actions } from '../actions'
import { useLab } from '../store'
import { galleryOf } from './gallery'
import { inForce } from './inForce'
import { placesOf } from './running'

export type Code = Pick<PolicyCode, 'entry' | 'files'>
export const ENTRY = 'policy.ts'

export function oneFile(text: string): Code {
  return { entry: ENTRY, files: { [ENTRY]: text } }
}

/** Gallery entry of what is built in at the first place that makes this decision; null: it is told by none. */
export function useBuiltIn(contract: ContractName): string | null {
  const scenario = useLab((lab) => lab.opened?.scenario)
  const gallery = galleryOf(contract)
  const named = scenario && placesOf(scenario, contract)[0]?.builtIn
  const entry = gallery.find(({ id }) => id === named) ?? gallery.find(({ builtIn }) => builtIn)
  return entry?.id ?? null
}
/** Text of a gallery entry, once it is there. */
export function useText(contract: ContractName, id: string | null): string | null {
  const [text, setText] = useState<{ id: string; text: string } | null>(null)
  useEffect(() => {
    let current = true
    void galleryOf(contract)
      .find((entry) => entry.id === id)
      ?.text()
      .then((found) => current && setText({ id: `${contract} ${id}`, text: found }))
    return () => {
      current = false
    }
  }, [contract, id])
  return text?.id === `${contract} ${id}` ? text.text : null
}

/** Null while it is on its way. `id` null: what is built in. */
export function useRunning(contract: ContractName): { id: string | null; code: Code } | null {
  const builtIn = useText(contract, useBuiltIn(contract))
  const id = useLab((lab) => inForce(lab.status, contract).find(({ off }) => !off)?.code ?? null)
  const learners = useCode(id)
  if (id !== null) return learners && { id, code: learners }
  return builtIn === null ? null : { id: null, code: oneFile(builtIn) }
}

/** Code that the open run carries, by its id. */
function useCode(id: string | null): Code | null {
  const [found, setFound] = useState<{ id: string; code: Code } | null>(null)
  useEffect(() => {
    if (id === null) return
    let current = true
    void actions()
      .session()
      .then(({ policies }) => current && id in policies && setFound({ id, code: policies[id] }))
    return () => {
      current = false
    }
  }, [id])
  return found?.id === id ? found.code : null
}

export function isSame(a: Code, b: Code): boolean {
  const names = Object.keys(a.files)
  if (a.entry !== b.entry || names.length !== Object.keys(b.files).length) return false
  return names.every((name) => a.files[name] === b.files[name])
}
