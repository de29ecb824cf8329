/**
 * Changes of a scenario by place. A path's names are parted by dots; in a list a name finds the member of that id, `a>b` the link or
 * policy from a to b, and a number the member of that place; `+` behind a list adds one.
 */
import { FaultlineError } from '../kernel'
import type { Scenario } from '../scenarios/scenario'
import { validateScenario } from '../scenarios/schema'
import type { Setting } from './lesson'

type Holder = Record<string, unknown> | unknown[]

/** A scenario with these changes. Throws lesson.setting { path, at } where there is no such place, scenario.invalid where it does not stand. */
export function withSettings(scenario: Scenario, settings: readonly Setting[]): Scenario {
  if (settings.length === 0) return scenario
  const changed = structuredClone(scenario)
  changed.policies ??= []
  for (const { path, value } of settings) set(changed as unknown as Holder, path, value)
  return validateScenario(changed)
}

/** The scenario without what stands at these places, to be compared. */
export function withoutPlaces(scenario: Scenario, paths: readonly string[]): Scenario {
  const rest = structuredClone(scenario)
  for (const path of paths) {
    const found = holderOf(rest as unknown as Holder, path)
    if (found) take(found.holder, found.last)
  }
  return rest
}

function set(root: Holder, path: string, value: unknown): void {
  const found = holderOf(root, path)
  if (!found) throw new FaultlineError('lesson.setting', { path })
  const { holder, last } = found
  if (value === null) {
    take(holder, last)
    return
  }
  const copy: unknown = structuredClone(value)
  if (!Array.isArray(holder)) holder[last] = copy
  else {
    const place = placeIn(holder, last)
    if (place >= 0) holder[place] = copy
    else if (last === '+' || last.includes('>')) holder.push(copy)
    else throw new FaultlineError('lesson.setting', { path })
  }
}

/** What holds the path's last name; null: there is no such place. Inherited names find nothing. */
function holderOf(root: Holder, path: string): { holder: Holder; last: string } | null {
  const names = path.split('.')
  const last = names.pop() ?? ''
  let holder = root
  for (const name of names) {
    const inner = Array.isArray(holder)
      ? holder[placeIn(holder, name)]
      : Object.hasOwn(holder, name)
        ? holder[name]
        : undefined
    if (typeof inner !== 'object' || inner === null) return null
    holder = inner as Holder
  }
  return last === '' || last in Object.prototype ? null : { holder, last }
}

function take(holder: Holder, last: string): void {
  if (!Array.isArray(holder)) {
    Reflect.deleteProperty(holder, last)
    return
  }
  const place = placeIn(holder, last)
  if (place >= 0) holder.splice(place, 1)
}

function placeIn(list: readonly unknown[], name: string): number {
  if (/^\d+$/.test(name)) return Number(name) < list.length ? Number(name) : -1
  const [from, to] = name.split('>')
  return list.findIndex((member) => {
    const { id, ...ends } = member as { id?: unknown; from?: unknown; to?: unknown }
    return to === undefined ? id === name : ends.from === from && ends.to === to
  })
}
