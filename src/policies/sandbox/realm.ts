/**
 * Where learners' programs are evaluated: a SES Compartment each, in a realm whose shared objects are frozen. It loads SES on
 * demand, or finds it where a shell has loaded it already. To be used only where nothing else lives (a worker that has
 * removed its ways out, a child process): what everybody there shares is frozen for good.
 */
import type { LineMap } from '../compiler'
import { LearnerModule } from './learnerModule'

export interface Realm {
  /** `js` and `lines` as compilePolicy gave them. */
  evaluate(js: string, lines: LineMap): LearnerModule
}

interface Ses {
  repairIntrinsics?: (options: Record<string, string>) => void
  hardenIntrinsics?: () => void
  Compartment?: new () => { evaluate(js: string): unknown }
}

let ready: Realm | null = null

/** `scope` is the global object. */
export async function sesRealm(scope: object): Promise<Realm> {
  if (ready) return ready
  const ses = scope as Ses
  if (ses.Compartment === undefined) await import('ses')
  ready ??= lockedRealm(ses)
  return ready
}

/** With SES already there. */
export function lockedRealm(ses: Ses): Realm {
  // Errors are ours, so none of SES's taming of them is needed.
  ses.repairIntrinsics!({ reporting: 'none', consoleTaming: 'unsafe', errorTaming: 'unsafe' })
  ELEMENT_PROTOTYPES.forEach(freezeFieldByField)
  ses.hardenIntrinsics!()
  return realmWith(ses.Compartment!)
}

/** Where somebody has loaded SES and locked it down; null elsewhere. Freezes nothing. */
export function realmLockedBefore({ Compartment }: Ses): Realm | null {
  return Compartment !== undefined && Object.isFrozen(Object.prototype) ? realmWith(Compartment) : null
}

function realmWith(Compartment: NonNullable<Ses['Compartment']>): Realm {
  return { evaluate: (js, lines) => new LearnerModule(new Compartment().evaluate(js), lines) }
}

const TYPED_ARRAYS = [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
]

/** What a typed array looks through when an element is written. (Arrays' own would lose their quick for…of and map by this.) */
const ELEMENT_PROTOTYPES: readonly object[] = [
  Object.prototype,
  Object.getPrototypeOf(Int32Array.prototype) as object,
  ...TYPED_ARRAYS.map(({ prototype }) => prototype),
]

/**
 * Frozen as by Object.freeze, which then finds nothing left to do. V8 gives what Object.freeze has frozen elements of another kind, and
 * where a prototype has such, every write to a typed array takes a hundred times as long (Node 20): the engine is made of such writes.
 */
function freezeFieldByField(object: object): void {
  Object.preventExtensions(object)
  for (const name of Reflect.ownKeys(object)) {
    const descriptor = Object.getOwnPropertyDescriptor(object, name)!
    const fixed = 'value' in descriptor ? { configurable: false, writable: false } : { configurable: false }
    Object.defineProperty(object, name, fixed)
  }
}
