/** The models by name. */
import type { Model } from '../model'
import { bank } from './bank'
import { counter } from './counter'
import { kv } from './kv'
import { multiRegister } from './multiRegister'
import { mutex } from './mutex'
import { queue } from './queue'
import { casRegister, register } from './register'
import { set } from './set'

export const LINEARIZABLE_MODELS: ReadonlyMap<string, Model> = new Map(
  [register, casRegister, kv, multiRegister, mutex, queue, counter, set, bank].map((model) => [model.name, model]),
)
