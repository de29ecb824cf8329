/** What the tests of the gates share: the refusal that a reader gives, and copies of a scenario with one field changed. */
import { FaultlineError } from '../../src/kernel/assert'
import { PRESETS } from '../../src/scenarios/presets/all'

/** The refusal's code and parameters; fails if there is none, or if it is another kind of error. */
export function refusalOf(read: () => unknown): { code: string } & Record<string, string | number> {
  try {
    read()
  } catch (error) {
    if (error instanceof FaultlineError) return { code: error.code, ...error.params }
    throw error
  }
  throw new Error('nothing was refused')
}

/** A copy of storefront with the value at `path` ("groups.2.count") replaced, or removed if undefined. */
export function changed(path: string, value: unknown, of: unknown = PRESETS.storefront): unknown {
  const copy: unknown = structuredClone(of)
  const keys = path.split('.')
  let at = copy as Record<string, unknown>
  for (const key of keys.slice(0, -1)) at = at[key] as Record<string, unknown>
  const last = keys[keys.length - 1]
  if (value === undefined) Reflect.deleteProperty(at, last)
  else at[last] = value
  return copy
}
