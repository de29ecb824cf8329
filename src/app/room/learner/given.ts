/** Opens what was given, once: the learner's run of it comes back as it was left, here or on another device. */
import type { Given } from '../../../classroom/documents/lead'
import { FIRST_PRESET } from '../../shell/presetIds'
import { useLab } from '../../store'
import { openKept } from '../ownRun'
import { room } from '../session'
import { roomNowMs, useRoom } from '../roomStore'
import { runsOwner, shelf } from './shelf'

/** `given` null: nothing yet, and so the lab with its first story. */
export async function openGiven(n: number, given: Given | null): Promise<void> {
  if (!(await openKept(runsOwner(), `given-${n}`, given, shelf))) {
    useLab.setState({ problem: { code: 'room.broken', params: {} } })
    return
  }
  const title = titleOf(given)
  const { mine } = useRoom.getState()
  if (mine.run?.n !== n)
    room().write('mine', 'run', { n, title, link: null, atMs: Math.max(0, Math.round(roomNowMs())) })
}

function titleOf(given: Given | null): string {
  if (given?.kind === 'scenario' || given?.kind === 'run') return given.title
  return given?.kind === 'preset' ? given.preset : FIRST_PRESET
}
