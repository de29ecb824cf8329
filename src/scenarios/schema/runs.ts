/** Schemas of saved runs, their views and sessions. What commands name is asked apart, in targets.ts. */
import * as v from 'valibot'
import type { StampedCommand } from '../../cluster/command'
import { LIMITS } from '../limits'
import type { Fingerprint, RunValue, SavedBranch, SavedView, Session } from '../run'
import { codeId, command, message } from './faults'
import { CONTRACT_NAMES } from '../../decisions'
import type { PolicyCode, PolicyCodes } from '../../policies'
import type { Schema } from './fields'
import { choice, flag, id, list, momentUs, number, oneOf, positiveUs, strict, text, whole } from './fields'

/** A run or session whose scenario, if it came whole, has yet to pass the scenario's own gate. */
export type Unresolved<T> = Omit<T, 'scenario'> & { scenario: unknown }

export const count = whole(0, Number.MAX_SAFE_INTEGER)
export const engine = v.pipe(v.string('wrongType: 0.1.0'), v.regex(/^[0-9A-Za-z.+-]{1,40}$/, 'notName: a-z 0-9 . + -'))
const scenario: Schema<unknown> = v.lazy((input): Schema<unknown> => (typeof input === 'string' ? id : wholeScenario))
const wholeScenario = v.custom<object>((input) => typeof input === 'object' && input !== null, 'wrongType: id, { … }')

const stamped: Schema<StampedCommand> = strict({ atUs: momentUs, afterEvents: count, command })
export const commands: Schema<StampedCommand[]> = list(stamped, 0, LIMITS.commands)

const fileName = v.pipe(
  v.string('wrongType: a-z 0-9 - . ts'),
  v.regex(/^[a-zA-Z][a-zA-Z0-9-]{0,40}\.ts$/, 'notName: name.ts'),
  v.check((name) => !(name in Object.prototype), 'reservedName: name.ts'),
)
export const code: Schema<PolicyCode> = v.pipe(
  strict({
    contract: oneOf(...CONTRACT_NAMES),
    entry: fileName,
    files: v.record(fileName, text(LIMITS.codeCharacters), 'wrongType: { file: text }'),
  }),
  v.check(({ files }) => Object.keys(files).length <= LIMITS.codeFiles, `tooMany: 1 to ${LIMITS.codeFiles}`),
  v.check(({ entry, files }) => Object.hasOwn(files, entry), 'missing: files[entry]'),
)
/** Absent in runs saved before there was policy code. */
export const policies: Schema<PolicyCodes> = v.pipe(
  v.record(codeId, code, 'wrongType: { id: code }'),
  v.check((codes) => Object.keys(codes).length <= LIMITS.codes, `tooMany: 0 to ${LIMITS.codes}`),
)

export const run: Schema<Unresolved<RunValue>> = strict({
  engine,
  scenario,
  seed: count,
  policies,
  commands,
  horizonUs: momentUs,
})

export const fingerprint: Schema<Fingerprint> = strict({
  hex: v.pipe(v.string('wrongType: 0-9 a-f'), v.regex(/^[0-9a-f]{16,64}$/, 'notHex: 0-9 a-f')),
  atUs: momentUs,
  events: count,
})

const offset = number(-10_000, 10_000)
const moved: Schema<NonNullable<SavedView['moved']>> = v.pipe(
  v.record(id, strict({ dx: offset, dy: offset }), 'wrongType: { group: { dx, dy } }'),
  v.check((groups) => Object.keys(groups).length <= LIMITS.groups, `tooLong: ${LIMITS.groups}`),
)

const index = whole(0, LIMITS.links)
const selection: Schema<NonNullable<SavedView['selection']>> = choice('kind', [
  strict({ kind: v.literal('node'), node: index }),
  strict({ kind: v.literal('link'), link: index }),
  strict({ kind: v.literal('shard'), shard: index }),
  strict({ kind: v.literal('zone'), zone: id }),
  strict({ kind: v.literal('group'), group: id }),
  strict({ kind: v.literal('message'), message, link: index }),
  strict({ kind: v.literal('operation'), client: index, count }),
])

export const view: Schema<SavedView> = strict({
  map: v.optional(oneOf('service', 'network', 'spaceTime', 'table')),
  playheadUs: v.optional(momentUs),
  selection: v.optional(selection),
  openGroups: v.optional(list(id, 0, LIMITS.groups)),
  moved: v.optional(moved),
  speed: v.optional(number(0.0001, 10_000)),
  playing: v.optional(flag),
  chartWindowUs: v.optional(positiveUs),
  expandedChart: v.optional(oneOf('consistency', 'availability', 'latency')),
  embedded: v.optional(flag),
  caption: v.optional(text(LIMITS.captionCharacters)),
})

const branch: Schema<SavedBranch> = strict({
  id: count,
  parent: v.nullable(count),
  forkAtUs: momentUs,
  name: v.nullable(text(LIMITS.stringCharacters)),
  commands,
  endUs: momentUs,
})
export const session: Schema<Unresolved<Session>> = strict({
  engine,
  scenario,
  seed: count,
  policies: v.optional(policies, {}),
  branches: list(branch, 1, LIMITS.branches),
  active: count,
  compare: v.nullable(count),
  playheadUs: momentUs,
})
