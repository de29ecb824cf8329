/**
 * Lays the same run without the newest code beside the one that is shown, dashed. The lab does so by itself after an act; once others
 * have followed, a branch is made that has those but not the code.
 */
import type { Command } from '../../cluster/command'
import { actions } from '../actions'
import { useLab, useView } from '../store'

export async function compareWithout(): Promise<void> {
  const { status } = useLab.getState()
  if (!status) return
  const view = useView.getState()
  view.set({ expandedChart: view.expandedChart ?? 'latency' })
  if (status.compareIsShadow && status.effect?.command.kind === 'setPolicy') return
  const commands = status.branches.find(({ id }) => id === status.active)?.commands ?? []
  const passed = commands.filter(({ atUs }) => atUs <= status.timeUs)
  const at = passed.map(({ command }) => isLearners(command)).lastIndexOf(true)
  if (at < 0) return
  const wasPlaying = view.playing
  view.set({ playing: false })
  await actions().seek(passed[at].atUs - 1)
  await actions().fork()
  view.set({ playing: false })
  for (const { atUs, command } of passed.slice(at + 1)) {
    await actions().seek(atUs)
    await actions().act(command)
  }
  await actions().seek(status.timeUs)
  await actions().selectBranch(status.active)
  useLab.setState({ notice: { code: 'withoutCode', params: {}, undo: false } })
  view.set({ playing: wasPlaying })
}

function isLearners(command: Command): boolean {
  return command.kind === 'setPolicy' && command.code !== null
}
