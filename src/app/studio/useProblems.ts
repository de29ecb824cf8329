/** What the compiler says of the code as it is written, a moment after the last stroke; null while nobody has said. */
import { useEffect, useState } from 'react'
import type { PolicyCode } from '../../policies'
import type { Problem } from '../../policies/compiler'
import { actions } from '../actions'

const AFTER_MS = 250

export function useProblems(code: PolicyCode | null): Problem[] | null {
  const text = code && JSON.stringify(code)
  const [found, setFound] = useState<{ text: string; problems: Problem[] } | null>(null)
  useEffect(() => {
    if (text === null) return
    let current = true
    const timer = window.setTimeout(() => {
      actions()
        .compilePolicy(JSON.parse(text) as PolicyCode)
        .then(
          (compiled) => current && setFound({ text, problems: compiled.ok ? [] : compiled.problems }),
          () => undefined, // the worker gave way: the next stroke, or applying, asks again
        )
    }, AFTER_MS)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [text])
  return found && found.text === text ? found.problems : null
}
