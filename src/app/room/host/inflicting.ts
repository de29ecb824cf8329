/**
 * A fault that the teacher does to the class. Where the class was given the shared cluster, it goes into that one world, stamped by the
 * room as every act there is, and so reaches everybody; into each learner's own cluster it comes by itself (learner/useLandings.ts).
 */
import { concealedBy } from '../../../classroom/concealing'
import type { InjectedFault, Lead } from '../../../classroom/documents/lead'
import type { Audience } from '../../../classroom/fields'
import { room } from '../session'
import { toldBy, write } from './hostStore'
import type { Write } from './leading'
import { audienceKey } from './leading'

/** Whether these learners were given the one cluster that all share. */
export function reachesShared({ given }: Pick<Lead, 'given'>, to: Audience): boolean {
  return (given.get(audienceKey(to)) ?? given.get('all'))?.given.kind === 'shared'
}
/** Whom a fault reaches: in one world nobody alone. */
export function reached(lead: Pick<Lead, 'given'>, to: Audience): Audience {
  return reachesShared(lead, to) ? { to: 'all' } : to
}

/** Does the fault that `writes` write down. False where the room did not take it, which is told; then nothing is written. */
export async function inflict(lead: Pick<Lead, 'given'>, writes: readonly Write[]): Promise<boolean> {
  for (const [, key, value] of writes.filter(([document, name]) => document === 'lead' && name.startsWith('fault/'))) {
    const { commands, concealed, to } = value as InjectedFault
    if (!reachesShared(lead, to)) continue
    const by = key.slice('fault/'.length)
    for (const command of commands) {
      if (!toldBy(await room().propose(concealed ? concealedBy(command, by) : command))) return false
    }
  }
  write(writes)
  return true
}
