/** Replicas that run a program which a learner may write: the built-in one is a primary with backups. */
import * as v from 'valibot'
import { strict } from '../schema/fields'
import type { StoreMode } from './mode'

export interface ProgramSpec {
  mode: 'program'
}

export const programMode: StoreMode<ProgramSpec> = {
  name: 'program',
  schema: strict({ mode: v.literal('program') }),
  defaults: () => ({ mode: 'program' }),
}
