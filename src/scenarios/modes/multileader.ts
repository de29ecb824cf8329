/** Every replica is a leader: it takes writes by itself and tells the others; conflicts are resolved as the policy says. */
import * as v from 'valibot'
import { oneOf, strict, whole } from '../schema/fields'
import type { StoreMode } from './mode'

export interface MultileaderSpec {
  mode: 'multileader'
  resolution: 'lastWriterWins' | 'keepSiblings' | 'merge'
  merge?: 'max' | 'union' // of `merge`: the greatest value is kept (default), or all values
  retryUs: number // what a peer has not acknowledged is told again
}

export const multileaderMode: StoreMode<MultileaderSpec> = {
  name: 'multileader',
  schema: strict({
    mode: v.literal('multileader'),
    resolution: oneOf('lastWriterWins', 'keepSiblings', 'merge'),
    merge: v.optional(oneOf('max', 'union')),
    retryUs: whole(10_000, 60_000_000),
  }),
  defaults: () => ({ mode: 'multileader', resolution: 'lastWriterWins', retryUs: 500_000 }),
}
