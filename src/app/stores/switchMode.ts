/** The open run under another replication mode, or with other settings; the run that was open is set aside, to go back to. */
import type { ModeName, ReplicationSpec } from '../../scenarios/modes'
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

/** Rejects with a `Problem` where the settings are impossible; the run is untouched then. */
export async function replicate(replication: ReplicationSpec): Promise<void> {
  const before = await actions().session()
  try {
    await actions().replicate(replication)
  } catch (error) {
    useLab.setState({ problem: null }) // told by whoever asked
    throw error
  }
  const { mode } = replication
  useLab.setState({ previous: before, notice: { code: 'resettled', params: { mode }, undo: false } })
}
