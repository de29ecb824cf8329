/**
 * The linearizable register (Attiya, Bar-Noy, Dolev, JACM 1995; several writers): with all its parts every history is
 * linearizable, whatever crashes, cuts, held messages, stalled disks and wrong clocks come; without any one part some seed
 * shows a history that is not.
 */
import { describe, expect, it } from 'vitest'
import type { DynamoOptions } from '../../../src/protocols/dynamo/config'
import { REGISTER, Register } from './register'

const SEEDS = Array.from({ length: 400 }, (_, i) => i + 1)

/** Without which part, and a seed that shows it. Found by search; a change of the order of events needs new ones. */
const WITHOUT: [part: string, change: Partial<DynamoOptions>, seed: number][] = [
  ['majorities: R + W > N, 2W > N', { majorities: false }, 1],
  ['fixed homes: a sloppy quorum need not meet the one before', { sloppyQuorum: true, hintedHandoff: true }, 1],
  ['reading the newest version before a write: clocks disagree', { readBeforeWrite: false }, 16],
  ['writing back before a read replies: new, then old', { readRepair: 'background' }, 66],
  ['durable before reply: a crash takes back what was told', { ack: 'memory' }, 280],
]

/** Whoever gets no answer asks again, anybody, and messages come twice or never. */
const ATTEMPTS = 4
const ONCE: DynamoOptions = { ...REGISTER, idempotency: true }
const WITHOUT_RETRYING: [part: string, change: Partial<DynamoOptions>][] = [
  ['one version an operation: an old value comes back', { idempotency: false }],
  ['majorities', { majorities: false }],
  ['fixed homes', { sloppyQuorum: true, hintedHandoff: true }],
  ['reading the newest version before a write', { readBeforeWrite: false }],
  ['writing back before a read replies', { readRepair: 'background' }],
  ['durable before reply', { ack: 'memory' }],
]
const MANY_SEEDS = Array.from({ length: 2_000 }, (_, i) => i + 1)

describe('the register setting', () => {
  it(`is linearizable under faults: ${SEEDS.length} seeds`, () => {
    expect(SEEDS.filter((seed) => new Register(seed, REGISTER).verdict() !== true)).toEqual([])
  })
  it.each(WITHOUT)('needs %s', (_part, change, seed) => {
    expect(new Register(seed, REGISTER).verdict()).toBe(true)
    expect(new Register(seed, { ...REGISTER, ...change }).verdict()).toBe(false)
  })
})

describe('the register setting, where operations are tried again by others', () => {
  it(`is linearizable under faults, loss and duplication: ${SEEDS.length} seeds`, () => {
    expect(SEEDS.filter((seed) => new Register(seed, ONCE, ATTEMPTS).verdict() !== true)).toEqual([])
  })
  it.each(WITHOUT_RETRYING)('needs %s', (_part, change) => {
    const fallen = MANY_SEEDS.find((seed) => new Register(seed, { ...ONCE, ...change }, ATTEMPTS).verdict() === false)
    expect(fallen).toBeDefined()
    expect(new Register(fallen!, ONCE, ATTEMPTS).verdict()).toBe(true)
  })
})
