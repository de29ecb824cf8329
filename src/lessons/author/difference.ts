/** From two scenarios to the settings that make the one of the other: what an author changed in the lab, as a lesson says it. */
import { LIMITS } from '../../scenarios/limits'
import type { Scenario } from '../../scenarios/scenario'
import { canonical } from '../canonical'
import type { Setting } from '../lesson'
import { LESSON_LIMITS } from '../schema'
import { withSettings } from '../settings'

type Holder = Record<string, unknown>

/** As few places as tell it. Whatever they are, `withSettings(from, …)` is `to`. */
export function settingsBetween(from: Scenario, to: Scenario): Setting[] {
  const [before, after] = [withPolicies(from), withPolicies(to)]
  const places = between(before, after, '')
  if (places && places.length <= LESSON_LIMITS.settings && makes(from, places, to)) return places
  return keysOf(before, after).flatMap((key) => change(before[key], after[key], key))
}
const withPolicies = (scenario: Scenario): Holder => ({ policies: [], ...scenario })

function makes(from: Scenario, settings: Setting[], to: Scenario): boolean {
  try {
    return canonical(withPolicies(withSettings(from, settings))) === canonical(withPolicies(to))
  } catch {
    return false
  }
}

/** null: some place within cannot be named. */
function between(from: Holder, to: Holder, path: string): Setting[] | null {
  const found: Setting[] = []
  for (const key of keysOf(from, to)) {
    const at = path === '' ? key : `${path}.${key}`
    if (at.length > LIMITS.stringCharacters || key.includes('.')) return null
    found.push(...(within(from[key], to[key], at) ?? change(from[key], to[key], at)))
  }
  return found
}
function within(from: unknown, to: unknown, path: string): Setting[] | null {
  if (same(from, to)) return []
  if (isHolder(from) && isHolder(to)) return isOfAKind(from, to) ? between(from, to, path) : null
  if (!Array.isArray(from) || !Array.isArray(to)) return null
  const [before, after] = [named(from), named(to)]
  if (!before || !after) return null
  const names = Object.keys(after)
  const kept = Object.keys(before).filter((name) => name in after)
  // A link or policy may go, or come behind the others; else it must be the same ones in the same order.
  const changed = [...names.slice(kept.length), ...Object.keys(before).filter((name) => !(name in after))]
  if (!kept.every((name, i) => names[i] === name) || !changed.every((name) => name.includes('>'))) return null
  return between(before, after, path)
}
/** Another mode or kind is another thing altogether, and is told as one. */
function isOfAKind(from: Holder, to: Holder): boolean {
  return ['mode', 'kind'].every((key) => from[key] === to[key])
}
/** Members by what settings call them. */
function named(list: unknown[]): Holder | null {
  const names = list.map((member) => {
    if (!isHolder(member)) return null
    if (typeof member.id === 'string') return member.id
    return typeof member.from === 'string' && typeof member.to === 'string' ? `${member.from}>${member.to}` : null
  })
  if (names.includes(null) || new Set(names).size < names.length) return null
  return Object.fromEntries(list.map((member, i) => [names[i] as string, member]))
}

function change(from: unknown, to: unknown, path: string): Setting[] {
  return same(from, to) ? [] : [{ path, value: to === undefined ? null : to }]
}
function keysOf(from: Holder, to: Holder): string[] {
  return [...new Set([...Object.keys(from), ...Object.keys(to)])]
}
function isHolder(value: unknown): value is Holder {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
function same(from: unknown, to: unknown): boolean {
  return canonical(from) === canonical(to)
}
