/** The run without the learner's code: beside the one that is shown, or over many seeds. */
import type { BranchInfo, LabStatus } from '../../lab/protocol'
import { actions } from '../actions'
import { useLab, useView } from '../store'
import { openTrial } from '../trial'
import { SHEET } from './sheet'
import { closeStudio } from './studioStore'

type Acts = BranchInfo['commands']

/**
 * Lays the same run without the newest code beside the one that is shown, dashed. The lab does so by itself after an act; once others
 * have followed, a branch is made that has those but not the code, once.
 */
export async function compareWithout(): Promise<void> {
  const { status } = useLab.getState()
  if (!status) return
  const view = useView.getState()
  if (matchMedia(SHEET).matches) closeStudio() // it would cover the charts
  view.set({ expandedChart: view.expandedChart ?? 'latency' })
  if (status.compareIsShadow && status.effect?.command.kind === 'setPolicy') return
  const passed = passedOf(status)
  const at = passed.map(isLearners).lastIndexOf(true)
  if (at < 0) return
  const made = branchWithout(status.branches, passed, at)
  if (made) {
    await actions().compare(made.id)
    useLab.setState({ notice: { code: 'withoutCode', params: {}, undo: false } })
    return
  }
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

/** The branch that has these acts but the one at a place, and no others; undefined: none was made yet. */
export function branchWithout(branches: readonly BranchInfo[], passed: Acts, at: number): BranchInfo | undefined {
  const wanted = told(passed.toSpliced(at, 1))
  return branches.find(({ commands }) => told(commands) === wanted)
}
function told(acts: Acts): string {
  return JSON.stringify(acts.map(({ atUs, command }) => [atUs, command]))
}

/** Without the newest act where that applied the code, else without all code. */
export function compareOverSeeds(): void {
  const newest = passedOf(useLab.getState().status).at(-1)
  if (newest) openTrial(isLearners(newest) ? 'newest' : 'policies')
}

function passedOf(status: LabStatus | null): Acts {
  const commands = status?.branches.find(({ id }) => id === status.active)?.commands ?? []
  return commands.filter(({ atUs }) => atUs <= (status?.timeUs ?? 0))
}
function isLearners({ command }: Acts[number]): boolean {
  return command.kind === 'setPolicy' && command.code !== null
}
