/** The gate for what a handler of a replica's program is to be run with. It is known to be plain data. */
import * as v from 'valibot'
import { HANDLERS } from '../../decisions/program/names'
import { LIMITS } from '../../scenarios/limits'
import type { Schema } from '../../scenarios/schema/fields'
import { choice, number, oneOf, strict, text, whole } from '../../scenarios/schema/fields'
import type { HandlerContext } from './told'

const KEY_MAX = 2 ** 31 - 1
const REPLICAS_MAX = 100
const count = whole(0, Number.MAX_SAFE_INTEGER)
const key = whole(0, KEY_MAX)
const int = whole(-(2 ** 31), KEY_MAX)
const anything = v.any() as Schema<never>
const name = text(LIMITS.codeCharacters)
const numeral = v.pipe(v.string('wrongType: 0-9'), v.regex(/^\d{1,10}$/, 'wrongType: 0-9'))

export const handlerContext: Schema<HandlerContext> = strict({
  handler: oneOf(...HANDLERS),
  me: whole(0, REPLICAS_MAX - 1),
  replicas: whole(1, REPLICAS_MAX),
  nowUs: number(-LIMITS.horizonUs, 2 * LIMITS.horizonUs),
  message: v.optional(
    choice('kind', [
      strict({ kind: v.literal('read'), request: count, key }),
      strict({ kind: v.literal('write'), request: count, operation: name, key, value: int }),
      strict({ kind: v.literal('peer'), from: whole(-1, REPLICAS_MAX - 1), body: anything }),
    ]),
  ),
  timer: v.optional(name),
  held: v.record(numeral, strict({ value: int, version: count }), 'wrongType: { key: { value, version } }'),
  kept: v.record(v.string(), anything, 'wrongType: { name: data }'),
})
