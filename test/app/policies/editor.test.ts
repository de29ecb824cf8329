/** The form of what calls go by: everything that the schema knows can be set, and a refusal stands at its field. */
import { describe, expect, it } from 'vitest'
import { ADMISSION_PARTS } from '../../../src/app/policies/editor/admissionParts'
import type { Drafts } from '../../../src/app/policies/editor/drafts'
import {
  NO_DRAFTS,
  admissionAt,
  canShed,
  drafted,
  entriesAt,
  placeOf,
  sameData,
} from '../../../src/app/policies/editor/drafts'
import { callsOf } from '../../../src/app/policies/editor/editing'
import type { Field } from '../../../src/app/policies/editor/fields'
import { changedField, fieldValue } from '../../../src/app/policies/editor/fields'
import type { Part } from '../../../src/app/policies/editor/parts'
import { CALL_PARTS } from '../../../src/app/policies/editor/parts'
import { refusedAt, refusedText } from '../../../src/app/policies/editor/refused'
import { withItsWords, words } from '../../../src/app/words'
import { topologyOf } from '../../../src/lab/topology'
import { BREAKER_PRESETS } from '../../../src/resilience/breaker'
import type { CallPolicySpec } from '../../../src/scenarios/policies'
import { PRESETS } from '../../../src/scenarios/presets/all'
import type { Scenario } from '../../../src/scenarios/scenario'
import { validateScenario } from '../../../src/scenarios/schema'
import { admission } from '../../../src/scenarios/schema/admission'
import { policy } from '../../../src/scenarios/schema/policies'
import { World } from '../../../src/scenarios/world'

await withItsWords(Promise.resolve(), 'policySettings')

const any = () => true
/** The names that a schema of an object knows, through optional ones and their checks. */
interface Known {
  entries?: Record<string, Known>
  wrapped?: Known
  pipe?: Known[]
  options?: Known[]
}
function known(schema: unknown): Record<string, Known> {
  const { entries, wrapped, pipe, options } = schema as Known
  if (entries) return entries
  if (wrapped) return known(wrapped)
  if (pipe) return known(pipe[0])
  return Object.assign({}, ...(options ?? []).map(known)) as Record<string, Known>
}
/** Every field that a part's form can come to show, however its choices are made. */
function everyField(part: Part): Map<string, Field> {
  const found = new Map<string, Field>()
  const seen = new Set<string>()
  const look = (value: unknown): void => {
    const text = JSON.stringify(value)
    if (seen.has(text)) return
    seen.add(text)
    for (const field of part.fields(value, any)) {
      found.set(field.path, field)
      if (field.kind !== 'choice' || seen.size > 200) continue
      for (const one of [...field.of, ...(field.none ? [undefined] : [])]) look(changedField(field, value, one))
    }
  }
  look(part.fresh)
  return found
}
const pathsOf = (part: Part): string[] => [...everyField(part).keys()].filter((path) => path !== '')

const ENTRY = ['from', 'to', 'operations', 'journeys']
describe.each([
  ['calls', CALL_PARTS as readonly Part[], known(policy), false],
  ['what a service turns away', ADMISSION_PARTS as readonly Part[], known(admission), true],
] as const)('the form of %s', (_, parts, schema, admits) => {
  it('has a part for everything that the schema knows', () => {
    const names = Object.keys(schema).filter((name) => !ENTRY.includes(name))
    expect(parts.map(({ name }) => name).sort()).toEqual(names.sort())
  })
  it.each(parts.map((part) => [part.name, part] as const))('%s has a field for everything in it', (name, part) => {
    const inside = Object.keys(known(schema[name]))
    if (name === 'breaker') return
    if (name === 'fallback') expect(pathsOf(part)).toEqual(['0.kind', '0.causes'])
    else if (name === 'priority') expect(pathsOf(part)).toEqual(['0', '1', '2', '3'])
    else expect(pathsOf(part).sort()).toEqual(inside.sort())
  })
  it('says each part, field and choice in words', () => {
    const w = words().policySettings
    for (const part of parts) {
      expect(w.part(admits, part.name).name.length).toBeGreaterThan(2)
      expect(w.part(admits, part.name).hint.length).toBeGreaterThan(10)
      for (const field of everyField(part).values()) {
        const { label, of } = w.field(admits, part.name, field.path)
        expect(label.length, `${part.name} ${field.path}`).toBeGreaterThan(2)
        if (field.kind === 'choice') expect(Object.keys(of ?? {}), part.name).toEqual([...field.of])
      }
    }
  })
})

describe('a breaker', () => {
  const part = CALL_PARTS.find(({ name }) => name === 'breaker')!
  const [library] = part.fields('polly', any)
  it('is offered with the defaults of each library, and in every detail of its configuration', () => {
    expect(library).toMatchObject({ of: [...Object.keys(BREAKER_PRESETS), 'plain', 'detailed'] })
    const details = new Set(pathsOf(part).map((path) => path.split('.')[0]))
    expect([...details].sort()).toEqual(Object.keys(BREAKER_PRESETS.polly).sort())
  })
  it('begins in detail as the library had it', () => {
    const detailed = changedField(library, 'hystrix', 'detailed')
    expect(detailed).toEqual(BREAKER_PRESETS.hystrix)
    expect(fieldValue(library, detailed)).toBe('detailed')
  })
})

it('a named strategy of waits leaves out what it says itself', () => {
  const retry = CALL_PARTS.find(({ name }) => name === 'retry')!
  const own = { attempts: 3, backoffUs: 1_000, multiplier: 3, jitter: 0 }
  const strategy = retry.fields(own, any).find(({ path }) => path === 'strategy')!
  const named = changedField(strategy, own, 'exponential')
  expect(named).toEqual({ attempts: 3, backoffUs: 1_000, strategy: 'exponential' })
  expect(retry.fields(named, any).map(({ path }) => path)).toEqual(['attempts', 'strategy', 'backoffUs', 'maxUs'])
})

const { 'retry-budget': budgeted, 'overload-shed': overload, storefront } = PRESETS
const toBalancer = { from: 'customers', to: 'balancer' }
const drawn = (entries: readonly CallPolicySpec[]): Drafts => ({
  ...NO_DRAFTS,
  edges: new Map([['customers balancer', entries]]),
})

describe('what is drawn up', () => {
  it('begins with what holds, and without what something else of the edge says over', () => {
    expect(entriesAt(budgeted, NO_DRAFTS, toBalancer)).toEqual(budgeted.policies)
    expect(entriesAt(storefront, NO_DRAFTS, { from: 'api', to: 'recommendations' })).toHaveLength(1)
  })
  it('is the scenario again, where nothing was changed or all was changed back', () => {
    expect(sameData(drafted(budgeted, NO_DRAFTS), budgeted)).toBe(true)
    const [entry] = budgeted.policies!
    expect(sameData(drafted(budgeted, drawn([{ ...entry, timeoutUs: 1 }])), budgeted)).toBe(false)
    expect(sameData(drafted(overload, drawn([toBalancer])), overload)).toBe(true)
  })
  it('of what a service turns away is its own, and comes only to who can turn anything away', () => {
    expect(admissionAt(overload, NO_DRAFTS, 'web')).toHaveProperty('order')
    const open: Drafts = { ...NO_DRAFTS, admissions: new Map([['web', {}]]) }
    const web = drafted(overload, open).groups.find(({ id }) => id === 'web')
    expect(web?.capacity).not.toHaveProperty('admission')
    expect(canShed(overload, 'web')).toBe(true)
    expect(canShed(overload, 'balancer')).toBe(false)
  })
})

/** The refusal of a draft, as the form tells it. */
function refusal(scenario: Scenario, drafts: Drafts) {
  try {
    validateScenario(drafted(scenario, drafts))
  } catch (error) {
    const { params } = error as { params: Record<string, string | number> }
    return { params, place: placeOf(scenario, drafts, String(params.field)) }
  }
  throw new Error('it was not refused')
}
describe('a refusal', () => {
  const entry: CallPolicySpec = { ...toBalancer, retry: { attempts: 3, strategy: 'fixed', backoffUs: 100_000 } }
  const told = (changed: CallPolicySpec): { part: string; field: string | null; text: string } => {
    const { params, place } = refusal(budgeted, drawn([changed]))
    expect(place).toMatchObject({ edge: toBalancer, entry: 0 })
    const { part, field } = refusedAt(place!.path, params, CALL_PARTS, { ...changed }, any)
    const shown = CALL_PARTS.find(({ name }) => name === part)?.fields(changed[part as 'retry'], any)
    const text = refusedText({ part, field, params }, 'This', shown?.find(({ path }) => path === field) ?? null)
    return { part, field, text }
  }
  it('stands at its field, in the field’s unit', () => {
    expect(told({ ...entry, retry: { ...entry.retry!, maxUs: 50_000 } })).toEqual({
      part: 'retry',
      field: 'maxUs',
      text: '“This” is shorter than the first wait: 50 ms (allowed: 100 ms).',
    })
    const ratio = { ratio: 3, minRetriesPerSecond: 1, ttlUs: 10_000_000 }
    expect(told({ ...entry, budget: ratio })).toMatchObject({
      field: 'ratio',
      text: '“This” is out of range: 300 % (allowed: 0 % to 100 %).',
    })
  })
  it('of an empty field says what may be there', () => {
    const retry = { strategy: 'fixed', backoffUs: 100_000 } as NonNullable<typeof entry.retry>
    expect(told({ ...entry, retry })).toMatchObject({
      part: 'retry',
      field: 'attempts',
      text: expect.stringContaining('is missing') as string,
    })
  })
  it('of what contradicts itself stands at its part, with the reason', () => {
    const budget = { ratio: 0.1, minRetriesPerSecond: 1, ttlUs: 10_000_000 }
    const text = '“This” limits retries, and there are none to limit.'
    expect(told({ ...toBalancer, budget })).toEqual({ part: 'budget', field: null, text })
    expect(told({ ...entry, bulkhead: { maxConcurrent: 1 }, limit: { kind: 'fixed', limit: 3 } })).toMatchObject({
      part: 'limit',
    })
  })
  it('of a later entry is found past one that says nothing', () => {
    const bad: CallPolicySpec = { ...toBalancer, journeys: ['browse'], timeoutUs: 0 }
    const { place } = refusal(budgeted, drawn([toBalancer, bad]))
    expect(place).toEqual({ edge: expect.objectContaining(toBalancer) as object, entry: 1, path: 'timeoutUs' })
  })
  it('of what a service turns away stands there', () => {
    const drafts: Drafts = { ...NO_DRAFTS, admissions: new Map([['web', { rate: { perSecond: 0, burst: 1 } }]]) }
    expect(refusal(overload, drafts).place).toEqual({ admits: 'web', path: 'rate.perSecond' })
  })
})

it('the calls that a selection is about: along a line, of who calls, else to who is called', () => {
  const t = topologyOf(storefront, World.build(storefront, 1))
  const node = (id: string): number => t.nodes.findIndex((n) => n.id === id)
  const link = t.links.find((l) => l.from === node('recommendations') && l.to === node('api-2'))!.index
  expect(callsOf({ kind: 'link', link }, t, storefront)).toMatchObject({ from: 'api', to: 'recommendations' })
  expect(callsOf({ kind: 'node', node: node('api-1') }, t, storefront)).toMatchObject({ from: 'api' })
  expect(callsOf({ kind: 'group', group: 'recommendations' }, t, storefront)).toMatchObject({ to: 'recommendations' })
  expect(callsOf({ kind: 'zone', zone: 'a' }, t, storefront)).toBeNull()
})
