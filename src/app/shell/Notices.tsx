/**
 * What just happened and how to take it back; what went wrong and what to do. Repair is a new command from now on, undo
 * means that it never happened: both are offered and named apart.
 */
import { lazy, Suspense } from 'react'
import { actions } from '../actions'
import { admits } from '../lessonMode'
import { useLab, useView } from '../store'
import { withItsWords, words } from '../words'

const ProblemText = lazy(() => withItsWords(import('./ProblemText')).then((m) => ({ default: m.ProblemText })))
const RefusedCodeText = lazy(() =>
  withItsWords(import('./ProblemText'), 'policyProblems').then((m) => ({ default: m.RefusedCodeText })),
)
const FailureNotice = lazy(() =>
  withItsWords(import('../studio/FailureNotice'), 'studio', 'policyProblems').then((m) => ({
    default: m.FailureNotice,
  })),
)

export function Notices() {
  return (
    <div className="notices">
      <ProblemNotice />
      <StorageNotice />
      <DeedNotice />
      <CodeNotice />
    </div>
  )
}

/** Watched from the first policy on. */
function CodeNotice() {
  const applied = useLab((lab) => (lab.status?.policies.length ?? 0) > 0)
  return (
    applied && (
      <Suspense>
        <FailureNotice />
      </Suspense>
    )
  )
}

function DeedNotice() {
  const notice = useLab((lab) => lab.notice)
  const w = words()
  if (!notice) return null
  const { repair } = notice
  const what = notice.command ? w.faults.did(notice.command) : ''
  return (
    <div className="notice" role="status">
      <span>{w.shell.notice(notice.code, { ...notice.params, what })}</span>
      {repair && admits(repair.kind) && (
        <button className="plain link" title={w.shell.repairHint} onClick={() => void actions().act(repair)}>
          {w.faults.repair(repair)}
        </button>
      )}
      {notice.undo && (
        <button className="plain link" title={w.shell.undoHint} onClick={() => void actions().undo()}>
          {w.shell.undo}
        </button>
      )}
      <button className="plain" aria-label={w.shell.dismiss} onClick={() => useLab.setState({ notice: null })}>
        ×
      </button>
    </div>
  )
}

function ProblemNotice() {
  const problem = useLab((lab) => lab.problem)
  const w = words().shell
  if (!problem) return null
  const Text = problem.code === 'policy.invalid' ? RefusedCodeText : ProblemText
  return (
    <div className="notice problem" role="alert">
      <Suspense fallback={null}>
        <Text problem={problem} />
      </Suspense>
      {problem.code === 'crashedAgain' && <button onClick={() => window.location.reload()}>{w.reload}</button>}
      <button className="plain" aria-label={w.dismiss} onClick={() => useLab.setState({ problem: null })}>
        ×
      </button>
    </div>
  )
}

function StorageNotice() {
  const storage = useLab((lab) => lab.storage)
  const set = useView((view) => view.set)
  const w = words().shell
  if (storage === 'kept') return null
  return (
    <div className="notice" role="status">
      <span>{w.storage[storage]}</span>
      <button className="plain link" onClick={() => set({ panel: 'share' })}>
        {w.saveFile}
      </button>
    </div>
  )
}
