import type { Audience } from '../../../classroom/fields'
import { words } from '../../words'
import { useRoom } from '../roomStore'
import { nameOf } from './hostStore'

/** In words: everybody, group North, Amber Falcon. */
export function audienceName(to: Audience): string {
  const w = words().roomHost.give
  if (to.to === 'all') return w.all
  if (to.to === 'learner') return nameOf(to.learner)
  return w.group(useRoom.getState().lead.group.get(to.group)?.name ?? to.group)
}
