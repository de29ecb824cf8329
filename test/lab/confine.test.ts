import { describe, expect, it } from 'vitest'
import { FORBIDDEN, FORBIDDEN_OF_NAVIGATOR, confine, reachable } from '../../src/lab/confine'

/** A worker's global as browsers build it: some names its own, some inherited, some getters. */
function workerLike(): object {
  const deepest = { importScripts: () => {}, get indexedDB() { return {} } } // prettier-ignore
  const scope = Object.create(Object.create(deepest) as object) as Record<string, unknown>
  for (const name of FORBIDDEN) if (!(name in scope)) scope[name] = () => name
  Object.defineProperty(Object.getPrototypeOf(scope), 'caches', { get: () => 'caches', configurable: true })
  const navigator = Object.create({}) as Record<string, unknown>
  for (const name of FORBIDDEN_OF_NAVIGATOR)
    Object.defineProperty(Object.getPrototypeOf(navigator), name, { get: () => name, configurable: true })
  scope.navigator = navigator
  return scope
}

describe('confinement', () => {
  it('takes every way out from the global and from all that it inherits', () => {
    const scope = workerLike()
    expect(reachable(scope)).toHaveLength(FORBIDDEN.length + FORBIDDEN_OF_NAVIGATOR.length)
    confine(scope)
    expect(reachable(scope)).toEqual([])
    for (let object: object | null = scope; object; object = Object.getPrototypeOf(object) as object | null) {
      if (object === Object.prototype) break
      for (const name of FORBIDDEN) expect((object as Record<string, unknown>)[name]).toBeUndefined()
    }
  })

  it('hides what cannot be deleted, and what it hid cannot be put back', () => {
    const scope = Object.create(Object.defineProperty({}, 'fetch', { value: () => {}, configurable: false })) as {
      fetch?: unknown
    }
    confine(scope)
    expect(scope.fetch).toBeUndefined()
    expect(Reflect.set(scope, 'fetch', () => {})).toBe(false)
  })

  it('fails aloud where something stays', () => {
    const scope = Object.defineProperty({}, 'fetch', { value: () => {}, configurable: false, writable: false })
    expect(() => confine(scope)).toThrow()
  })
})
