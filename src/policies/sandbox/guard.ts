/** What a compiled program is called with: the guard's functions by the compiler's names, then the globals. */
import { pow } from '../../kernel'
import { GUARD_NAMES } from '../compiler'
import { GLOBALS } from '../compiler/offered'
import { enter, out, resumeFinally, sites, tick } from './budget'
import { caught } from './errors'
import { globals, isA } from './globals'
import {
  apply,
  args,
  fields,
  freezeDeep,
  get,
  has,
  invoke,
  key,
  keys,
  own,
  remove,
  set,
  spread,
  writable,
} from './members'
import { methods } from './methods'
import { add, cat, numeric, primitive } from './text'

const GUARD: Readonly<Record<(typeof GUARD_NAMES)[number], unknown>> = {
  $$S: sites,
  $$in: enter,
  $$out: out,
  $$tick: tick,
  $$caught: caught,
  $$fin: resumeFinally,
  $$add: add,
  $$cat: cat,
  $$n: numeric,
  $$p: primitive,
  $$pow: pow,
  $$post: (old: unknown) => numeric(old),
  $$get: get,
  $$set: set,
  $$own: own,
  $$w: writable,
  $$has: has,
  $$remove: remove,
  $$invoke: invoke,
  $$apply: apply,
  $$key: key,
  $$keys: keys,
  $$spread: spread,
  $$fields: fields,
  $$args: args,
  $$isA: isA,
  $$freeze: freezeDeep,
  $$m: methods,
}

export const programArguments: readonly unknown[] = [
  ...GUARD_NAMES.map((name) => GUARD[name]),
  ...Object.keys(GLOBALS).map((name) => globals[name]),
]
