/** What the teacher has before them: which part is open, whose tile, whose runs are put side by side, and what the room refused last. */
import { create } from 'zustand'
import type { ShownRun } from '../../../classroom/documents/screen'
import type { HostAct } from '../../../classroom/messages'
import { words } from '../../words'
import { useRoom } from '../roomStore'
import type { Done } from '../roomLine'
import { room } from '../session'
import type { Write } from './leading'

export const TABS = ['learners', 'give', 'votes', 'faults', 'shared', 'screen', 'lab'] as const
export type Tab = (typeof TABS)[number]

interface HostView {
  tab: Tab
  /** Whose tile is open. */
  person: string | null
  /** Runs to be put side by side. */
  beside: (ShownRun & { learner: string | null })[]
  trouble: string | null
  /** Whether the projector says who was first. */
  firstNamed: boolean
}
export const useHostView = create<HostView>()(() => ({
  tab: 'learners',
  person: null,
  beside: [],
  trouble: null,
  firstNamed: false,
}))

export function write(writes: readonly Write[]): void {
  for (const [document, key, value] of writes) room().write(document, key, value)
}
/** Asks the server; null, and told, where it refused. Else what it told, which may be nothing. */
export async function act(asked: HostAct): Promise<{ told: string | null } | null> {
  return toldBy(await room().act(asked))
}
/** What the server answered; null, and told, where it refused. */
export function toldBy(answer: Done): { told: string | null } | null {
  if (answer.done) {
    useHostView.setState({ trouble: null })
    return { told: answer.told }
  }
  const w = words()
  const trouble = answer.code === 'room.away' ? w.roomHost.refused.away : w.room.refused(answer.code)
  useHostView.setState({ trouble })
  return null
}
export function nameOf(learner: string): string {
  return useRoom.getState().roster.learner.get(learner)?.name ?? learner
}
