/**
 * The gate for requests (ticks have their own: atOnce.ts): from unknown data to a typed request, or a FaultlineError. Runs, sessions and commands pass the
 * scenarios' own gates; whatever they name is looked for in the scenario that is open.
 */
import * as v from 'valibot'
import { CONTRACT_NAMES } from '../decisions'
import { plainCopy } from '../policies/sandbox/plainCopy'
import { MODE_NAMES, replication } from '../scenarios/modes'
import { LIMITS } from '../scenarios/limits'
import { validateCommands, validateSavedRun, validateSession } from '../scenarios/savedRun'
import { validateScenario } from '../scenarios/schema'
import { choice, id, list, number, oneOf, read, strict, text, whole } from '../scenarios/schema/fields'
import { code } from '../scenarios/schema/runs'
import { policyId } from '../policies'
import { refusal } from '../scenarios/refusal'
import { INSTRUMENT_FORMATS } from './instrumentFormats'
import { handlerContext } from './decisions/handlerContext'
import type { LabRequest } from './protocol'

const OPERATIONS_MAX = 5_000
const DRAWS_MAX = 1_000

const at = whole(0, LIMITS.horizonUs)
const count = whole(0, Number.MAX_SAFE_INTEGER)
const index = whole(0, LIMITS.links)
const branch = whole(0, Number.MAX_SAFE_INTEGER)
const only = oneOf('failed', 'stale', 'slow')
const limit = whole(1, OPERATIONS_MAX)
const query = choice('about', [
  strict({ about: v.literal('node'), node: index }),
  strict({ about: v.literal('stream'), node: index }),
  strict({ about: v.literal('link'), link: index }),
  strict({
    about: v.literal('operations'),
    fromUs: at,
    toUs: at,
    journey: v.optional(index),
    only: v.optional(only),
    limit,
  }),
  strict({ about: v.literal('trace'), client: index, count }),
  strict({
    about: v.literal('traces'),
    fromUs: at,
    toUs: at,
    journey: v.optional(index),
    kept: v.optional(oneOf('failed', 'slow', 'ordinary')),
    latencyUsMin: v.optional(at),
    latencyUsMax: v.optional(at),
    node: v.optional(index),
    story: v.optional(text(LIMITS.stringCharacters)),
  }),
  strict({ about: v.literal('underWay'), client: index, count }),
  strict({ about: v.literal('spaceTime'), fromUs: at, toUs: at }),
  strict({
    about: v.literal('signals'),
    fromUs: at,
    toUs: at,
    stepUs: whole(100_000, LIMITS.horizonUs),
    tenant: v.optional(index),
    open: v.optional(v.pipe(v.string(), v.maxLength(200))),
  }),
  strict({ about: v.literal('history'), history: whole(-1, Number.MAX_SAFE_INTEGER), rows: count }),
  strict({ about: v.literal('screen') }),
  strict({ about: v.literal('breaker'), link: index }),
  strict({ about: v.literal('policies'), node: index }),
  strict({
    about: v.literal('decisions'),
    fromUs: at,
    toUs: at,
    contract: v.optional(oneOf(...CONTRACT_NAMES)),
    operation: v.optional(strict({ client: index, count })),
    node: v.optional(index),
    limit,
    keep: v.optional(v.literal('last', 'notOneOf: last')),
  }),
  strict({ about: v.literal('decision'), atUs: at, events: count, nth: count }),
  strict({ about: v.literal('store'), shard: whole(0, LIMITS.shards - 1), logTo: v.nullable(count) }),
])
const mode = v.picklist(MODE_NAMES, `notOneOf: ${MODE_NAMES.join(', ')}`)
const format = oneOf(...INSTRUMENT_FORMATS)
const plain = choice('do', [
  strict({ do: v.literal('switchMode'), mode }),
  strict({ do: v.literal('replicate'), replication }),
  strict({ do: v.literal('seek'), atUs: at }),
  strict({ do: v.literal('step'), to: oneOf('event', 'message', 'change') }),
  ...(['fork', 'undo', 'redo', 'run', 'session', 'carry'] as const).map((what) => strict({ do: v.literal(what) })),
  strict({ do: v.literal('reveal'), by: id }),
  strict({ do: v.literal('selectBranch'), branch }),
  strict({ do: v.literal('nameBranch'), branch, name: text(LIMITS.stringCharacters) }),
  strict({ do: v.literal('removeBranch'), branch }),
  strict({ do: v.literal('compare'), branch: v.nullable(branch) }),
  strict({ do: v.literal('query'), query }),
])
const policyAsked = strict({ do: v.literal('compilePolicy'), code })
const asked = strict({ do: v.literal('decode'), from: oneOf('link', 'file'), text: v.string('wrongType: text') })

/** The request that a message carries; ids are the sender's business. */
export function checkRequest(value: unknown): LabRequest {
  if (typeof value !== 'object' || value === null) return read(plain, value, 'request.invalid')
  const request = value as LabRequest
  switch (request.do) {
    case 'open': {
      const { run, fingerprint } = validateSavedRun({ run: request.run, fingerprint: request.expect })
      return { do: 'open', run, expect: fingerprint }
    }
    case 'contrast': {
      const { run } = validateSavedRun({ run: request.run })
      return { do: 'contrast', run, mode: read(mode, request.mode, 'request.invalid') }
    }
    case 'recorded': {
      const { run } = validateSavedRun({ run: request.run })
      const journey = read(text(LIMITS.stringCharacters), request.journey, 'request.invalid')
      return { do: 'recorded', run, mode: read(mode, request.mode, 'request.invalid'), journey }
    }
    case 'instruments': {
      const { run } = validateSavedRun({ run: request.run })
      return { do: 'instruments', run, format: read(format, request.format, 'request.invalid') }
    }
    case 'restore':
      return { do: 'restore', session: validateSession(request.session) }
    case 'reconfigure':
      return { do: 'reconfigure', scenario: validateScenario(request.scenario) }
    case 'probe': {
      const { fromUs, untilUs } = request
      const session = validateSession(request.session)
      return {
        do: 'probe',
        session,
        fromUs: read(at, fromUs, 'request.invalid'),
        untilUs: read(at, untilUs, 'request.invalid'),
      }
    }
    case 'command': {
      const [{ command }] = validateCommands([{ atUs: 0, afterEvents: 0, command: request.command }])
      return { do: 'command', command }
    }
    case 'receive':
      return { do: 'receive', commands: validateCommands(request.commands) }
    case 'stand':
      return checkStand(request)
    case 'compilePolicy':
      return read(policyAsked, value, 'request.invalid', LIMITS.codeCharacters)
    case 'setPolicy':
      return checkPolicy(request)
    case 'decideAgain':
      return checkAgain(request)
    case 'decode':
      return read(asked, value, 'request.invalid', LIMITS.textCharacters)
    case 'encode':
      return { do: 'encode', to: request.to === 'link' ? 'link' : 'file', saved: validateSavedRun(request.saved) }
    default:
      return read(plain, value, 'request.invalid')
  }
}

/** What the bytes say has a gate of its own (carried.ts). */
function checkStand({ bytes, untilUs }: LabRequest & { do: 'stand' }): LabRequest {
  if (!(bytes instanceof Uint8Array))
    throw refusal('request.invalid', { field: 'bytes', problem: 'wrongType', allowed: 'bytes', got: bytes })
  return { do: 'stand', bytes, untilUs: read(at, untilUs, 'request.invalid') }
}

/** Context and state go to learner's code, which may be given plain data only. */
function checkAgain({ code: given, context, state, draws }: LabRequest & { do: 'decideAgain' }): LabRequest {
  const written = read(code, given, 'request.invalid', LIMITS.codeCharacters)
  const luck = read(list(number(0, 1), 0, DRAWS_MAX), draws, 'request.invalid')
  const copies = {
    context: plainCopy(context, 'context'),
    state: plainCopy(state ?? null, 'state'),
  }
  for (const copied of Object.values(copies))
    if (!copied.ok) {
      const { path, code: problem } = copied.refusal
      throw refusal('request.invalid', { field: path, problem, allowed: '', got: '' })
    }
  const [plain, kept] = Object.values(copies).map((copied) => (copied.ok ? copied.value : null))
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain))
    throw refusal('request.invalid', { field: 'context', problem: 'wrongType', allowed: '{ … }', got: context })
  const looked = plain as Record<string, unknown>
  const asked = written.contract === 'program' ? { ...read(handlerContext, looked, 'request.invalid') } : looked
  return { do: 'decideAgain', code: written, context: asked, state: kept, draws: luck }
}

/** What it says besides the code is what its command will say. */
function checkPolicy({ contract, code: given, reach, state }: LabRequest & { do: 'setPolicy' }): LabRequest {
  const written = read(v.nullable(code), given, 'request.invalid', LIMITS.codeCharacters)
  const named = { kind: 'setPolicy', contract, code: written && policyId(written), reach, state }
  const [{ command }] = validateCommands([{ atUs: 0, afterEvents: 0, command: named }])
  if (command.kind !== 'setPolicy') throw new Error('a command changed its kind at the gate')
  if (written && written.contract !== command.contract)
    throw refusal('request.invalid', {
      field: 'contract',
      problem: 'otherContract',
      allowed: written.contract,
      got: contract,
    })
  return { do: 'setPolicy', contract: command.contract, code: written, reach: command.reach, state: command.state }
}
