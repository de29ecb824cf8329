/** The gate for figures and conditions from outside: their shape. Whether a scenario has what they name is asked in names.ts. */
import * as v from 'valibot'
import { GUARANTEES } from '../../lab/judging/verdict'
import { LIMITS } from '../../scenarios/limits'
import type { Schema } from '../../scenarios/schema/fields'
import { id, list, number, oneOf, probability, strict, text, whole } from '../../scenarios/schema/fields'
import { PARTS } from '../../telemetry'
import { LINK_TROUBLES, NODE_TROUBLES } from '../figures'
import type { Condition, Figure } from '../figures'
import type { FigureName, FigureOf } from './measure'

export { checkFigures } from './names'

type FieldsOf<N extends FigureName> = {
  [K in Exclude<keyof FigureOf<N>, 'figure'>]-?: Schema<FigureOf<N>[K] | undefined>
}

const seconds = v.optional(number(0, LIMITS.horizonUs / 1e6))
const within = { fromS: seconds, toS: seconds }
const optionalId = v.optional(id)
const operations = {
  journey: optionalId,
  step: v.optional(whole(0, LIMITS.steps - 1)),
  kind: v.optional(oneOf('read', 'write', 'submit', 'call', 'transfer')),
  shards: v.optional(list(whole(0, LIMITS.shards - 1), 1, LIMITS.shards)),
  ...within,
}
const breach = { code: v.optional(text(LIMITS.stringCharacters)), ...within }
const group = { group: optionalId, ...within }
const journey = { journey: optionalId }

const FIELDS: { [N in FigureName]: FieldsOf<N> } = {
  count: operations,
  goodput: operations,
  answered: operations,
  inTime: operations,
  failed: operations,
  unknown: operations,
  okShare: operations,
  staleShare: operations,
  degradedShare: operations,
  attempts: operations,
  latencyMs: { quantile: probability, ...operations },
  staleMaxMs: operations,
  unlabelledStale: operations,
  outageS: operations,
  broken: { guarantee: oneOf(...GUARANTEES), ...operations },
  couldReturn: { write: whole(0, Number.MAX_SAFE_INTEGER), ...operations },
  appliedUnknown: operations,
  unappliedUnknown: operations,
  writesLost: breach,
  effectsRepeated: breach,
  breaches: breach,
  utilisationMax: group,
  skew: group,
  keysMoved: group,
  messages: group,
  leadersAtOnce: within,
  keysDiverged: within,
  alerts: { severity: oneOf('page', 'ticket'), ...within },
  detectS: journey,
  mitigateS: journey,
  budgetSpent: journey,
  troubleS: { trouble: oneOf(...NODE_TROUBLES, ...LINK_TROUBLES), node: id, other: optionalId, ...within },
  timeShare: { group: id, part: oneOf(...PARTS), ...journey, ...within },
}

const NAMES = Object.keys(FIELDS) as FigureName[]
const unnamed = strict({ figure: oneOf(...NAMES) })
const byName = new Map<unknown, Schema<unknown>>(
  NAMES.map((name) => [name, windowed(strict({ figure: v.literal(name), ...FIELDS[name] }))]),
)
const nameIn = (input: unknown): unknown => (input as { figure?: unknown } | null)?.figure

/** A window ends after it begins. */
function windowed(fields: Schema<object>): Schema<unknown> {
  return v.pipe(
    fields as Schema<{ fromS?: number; toS?: number }>,
    v.forward(
      v.check(({ fromS = 0, toS = Infinity }) => toS > fromS, 'windowUpsideDown: later than fromS'),
      ['toS'],
    ),
  )
}

export const figure = v.lazy((input): Schema<unknown> => byName.get(nameIn(input)) ?? unnamed) as Schema<Figure>

const bound = number(-1e12, 1e12)
const atMost = strict({ of: figure, atMost: bound })
const atLeast = strict({ of: figure, atLeast: bound })
export const condition = v.lazy((input): Schema<unknown> =>
  typeof input === 'object' && input !== null && 'atMost' in input ? atMost : atLeast,
) as Schema<Condition>
