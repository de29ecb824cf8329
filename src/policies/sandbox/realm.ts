/**
 * Where learners' programs are evaluated: a SES Compartment each, in a realm whose shared objects are frozen. It loads SES on
 * demand, or finds it where a shell has loaded it already. To be used only where nothing else lives (a worker that has
 * removed its ways out, a child process): lockdown freezes what everybody there shares.
 */
import type { LineMap } from '../compiler'
import { LearnerModule } from './learnerModule'

export interface Realm {
  /** `js` and `lines` as compilePolicy gave them. */
  evaluate(js: string, lines: LineMap): LearnerModule
}

interface Ses {
  lockdown?: (options: Record<string, string>) => void
  Compartment?: new () => { evaluate(js: string): unknown }
}

let ready: Realm | null = null

/** `scope` is the global object. */
export async function sesRealm(scope: object): Promise<Realm> {
  if (ready) return ready
  const ses = scope as Ses
  if (ses.lockdown === undefined) await import('ses')
  ready = lockedRealm(ses)
  return ready
}

/** With SES already there. */
export function lockedRealm(ses: Ses): Realm {
  // Errors are ours, so none of SES's taming of them is needed; overrides stay possible for the libraries around.
  ses.lockdown!({ reporting: 'none', consoleTaming: 'unsafe', errorTaming: 'unsafe', overrideTaming: 'moderate' })
  const Compartment = ses.Compartment!
  return { evaluate: (js, lines) => new LearnerModule(new Compartment().evaluate(js), lines) }
}
