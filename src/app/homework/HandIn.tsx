/** Below the check: an id to type, and the file that is handed in. It says what goes into it. */
import { useState } from 'react'
import { ID_CHARACTERS, isLearnerId, trimmedId } from '../../classroom/homework/learnerId'
import type { OpenAssignment } from '../../classroom/homework/open'
import { submissionText } from '../../classroom/homework/submission'
import { submittedRun } from '../../classroom/homework/submitted'
import { useLesson } from '../lesson/lessonContext'
import type { Problem } from '../shell/labConnection'
import { problemOf } from '../shell/labConnection'
import { saveFile } from '../shell/share/handOver'
import { words } from '../words'
import { begunOf, keepBegun } from './begun'
import { fileNameFor, submissionOf } from './handedIn'

type Told = { is: 'saved'; file: string } | { is: 'problem'; problem: Problem }

export function HandIn({ open }: { open: OpenAssignment }) {
  const w = words().homework.handIn
  const { kept } = useLesson()
  const [typed, setTyped] = useState(() => begunOf(open.digest)?.id ?? '')
  const [told, setTold] = useState<Told | null>(null)
  const id = trimmedId(typed)
  const save = async (): Promise<void> => {
    try {
      const begun = begunOf(open.digest)
      keepBegun(open.digest, { startedMs: begun?.startedMs ?? Date.now(), id })
      const submission = await submissionOf(open, kept, id, begun?.startedMs ?? null)
      submittedRun(open, submission) // what would be refused is said now
      const file = fileNameFor(id)
      saveFile(new Blob([submissionText(submission)], { type: 'application/json' }), file)
      setTold({ is: 'saved', file })
    } catch (error) {
      setTold({ is: 'problem', problem: problemOf(error) })
    }
  }
  return (
    <section className="hand-in" aria-label={w.title}>
      <h3>{w.title}</h3>
      {open.assignment.note !== '' && <p className="homework-said">{open.assignment.note}</p>}
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (isLearnerId(id)) void save()
          else setTold({ is: 'problem', problem: { code: 'submission.id', params: {} } })
        }}
      >
        <label>
          {w.id}
          <input
            value={typed}
            maxLength={ID_CHARACTERS}
            autoComplete="off"
            aria-describedby="hand-in-hint"
            onChange={({ target }) => {
              setTyped(target.value)
              setTold(null)
            }}
          />
        </label>
        <button type="submit">{w.save}</button>
      </form>
      <p id="hand-in-hint" className="quiet">
        {w.hint}
      </p>
      {told?.is === 'saved' && <p role="status">{w.saved(told.file)}</p>}
      {told?.is === 'problem' && (
        <p role="alert" className="homework-problem">
          {words().homework.problem(told.problem.code, told.problem.params)}
        </p>
      )}
    </section>
  )
}
