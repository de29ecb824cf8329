import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FaultlineError } from '../../src/kernel/assert'
import { decodeFile, encodeFile } from '../../src/scenarios/codec'
import { parseJson } from '../../src/scenarios/jsonText'
import { decodeLink, encodeLink } from '../../src/scenarios/link'
import { presetIds } from '../../src/scenarios/presets'
import { PRESETS } from '../../src/scenarios/presets/all'
import type { SavedRun } from '../../src/scenarios/run'
import { parseScenario, validateScenario } from '../../src/scenarios/schema'
import { storefrontFaults } from './everyFault'
import { changed } from './gate'

/** What `read` gives, or null if it refused in the one allowed way: a short FaultlineError with a code. */
function accepted<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof FaultlineError)) throw error
    expect(error.code).toMatch(/^[a-z]+\.[a-zA-Z]+$/)
    expect(JSON.stringify(error.params).length).toBeLessThan(900)
    return null
  }
}

/** Every path into a value, "groups.2.count"; not through keys that have a dot themselves. */
function pathsOf(value: unknown, before = ''): string[] {
  if (typeof value !== 'object' || value === null) return []
  const inside = Object.entries(value).filter(([key]) => !key.includes('.'))
  return inside.flatMap(([key, inner]) => [before + key, ...pathsOf(inner, `${before}${key}.`)])
}

const nasty = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, '', 0, -0, -1, 1, 2 ** 53, 1e300, NaN, Infinity, [], {}, '__proto__', true),
  fc.constantFrom<unknown>([[]], { id: 'x' }, { kind: 'constant' }, 'store', 'api', 'a', 'clients', 'quorum'),
  fc.double(),
  fc.integer(),
  fc.string(),
  fc.jsonValue(),
)

describe('whatever comes from outside is validated or refused, never a crash', () => {
  it('random text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(accepted(() => parseScenario(text))).toBeNull()
        expect(accepted(() => decodeFile(text))).toBeNull()
        expect(accepted(() => decodeLink(text))).toBeNull()
        expect(accepted(() => decodeLink(`1.${text}`))).toBeNull()
      }),
      { numRuns: 500 },
    )
  })

  it('random data', () => {
    fc.assert(
      fc.property(fc.anything({ withMap: true, withBigInt: true, withDate: true, withTypedArray: true }), (value) => {
        expect(accepted(() => validateScenario(value))).toBeNull()
      }),
      { numRuns: 500 },
    )
  })

  it('presets with one to three fields changed; what passes is plain, fresh and passes again', () => {
    const mutation = fc.record({
      id: fc.constantFrom(...presetIds),
      at: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
      value: nasty,
    })
    fc.assert(
      fc.property(mutation, ({ id, at, value }) => {
        let scenario: unknown = PRESETS[id]
        for (const n of at) {
          const paths = pathsOf(scenario)
          scenario = changed(paths[n % paths.length], value, scenario)
        }
        const valid = accepted(() => validateScenario(scenario))
        if (!valid) return
        expect(valid).not.toBe(scenario)
        expect(validateScenario(JSON.parse(JSON.stringify(valid)))).toEqual(JSON.parse(JSON.stringify(valid)))
      }),
      { numRuns: 1_500 },
    )
  })

  it('the scan of JSON text agrees with the engine about what is JSON', () => {
    const broken = fc.tuple(
      fc.json({ maxDepth: 5 }),
      fc.nat(),
      fc.constantFrom('', ',', '"', '}', ']', ':', '0', '\\', 'e', '\n'),
    )
    fc.assert(
      fc.property(broken, ([json, n, piece]) => {
        const at = n % (json.length + 1)
        const text = json.slice(0, at) + piece + json.slice(at + (piece === '' ? 1 : 0))
        let engine: unknown
        try {
          engine = JSON.parse(text)
        } catch {
          expect(accepted(() => [parseJson(text, 'test.text')])).toBeNull()
          return
        }
        expect(parseJson(text, 'test.text')).toEqual(engine)
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('any run that can be saved comes back equal', () => {
  const stamps = fc.array(
    fc.record({ after: fc.nat(1_000_000), fault: fc.constantFrom(...storefrontFaults), concealed: fc.boolean() }),
  )
  const runs: fc.Arbitrary<SavedRun> = fc
    .record({
      seed: fc.maxSafeNat(),
      stamps,
      whole: fc.boolean(),
      caption: fc.string({ maxLength: 100, unit: 'grapheme' }).filter((text) => text.length <= 280),
      playheadUs: fc.nat(),
    })
    .map(({ seed, stamps, whole, caption, playheadUs }) => {
      let at = 0
      const commands = stamps.map(({ after, fault, concealed }) => {
        at += after
        return { atUs: at, afterEvents: at * 3, command: { ...fault, concealed } }
      })
      const scenario = whole ? PRESETS.storefront : 'storefront'
      const run = { engine: '0.1.0', scenario, seed, policies: {}, commands, horizonUs: at }
      return { run, view: { caption, playheadUs } }
    })

  it('through link and file', () => {
    fc.assert(
      fc.property(runs, (saved) => {
        expect(decodeLink(encodeLink(saved))).toEqual(saved)
        expect(decodeFile(encodeFile(saved))).toEqual(saved)
      }),
      { numRuns: 150 },
    )
  })
})
