/** The open run under another replication mode; the run that was open is set aside, to go back to. */
import type { ModeName } from '../../scenarios/modes'
import { actions } from '../actions'
import { useLab } from '../store'

export async function switchMode(mode: ModeName): Promise<void> {
  const before = await actions().session()
  try {
    await actions().switchMode(mode)
  } catch {
    return // told where problems are told
  }
  useLab.setState({ previous: before, notice: { code: 'switched', params: { mode }, undo: false } })
}
