/** What is missing, by file and field, and whether the lesson carries its load: each reason in plain words, with where to mend it. */
import { useState } from 'react'
import { plainText } from '../../../lessons/text/lessonText'
import type { Lesson } from '../../../lessons/load'
import { TEXT_FILE } from '../../../lessons/load'
import type { LessonProblem } from '../../../lessons/problem'
import type { ClaimRow } from '../../../lessons/claims'
import { words } from '../../words'
import { cancelProof, prove, useChecking } from '../checking'
import type { PartName } from '../draftStore'
import { goTo, useDraft } from '../draftStore'
import { lineOf, offsetOf, partOf, problemWords } from '../problems'

const SEEDS = ['3', '6', '12', '20'] as const

export function Check() {
  const w = words().author.check
  const { read, files } = useDraft()
  const { problems, lesson } = read
  return (
    <>
      <p className="quiet">{w.lead}</p>
      <section aria-label={w.missing}>
        <h3>{w.missing}</h3>
        {problems.length === 0 ? (
          <p>{w.nothingMissing}</p>
        ) : (
          <ul className="author-problems">
            {problems.map((problem, i) => (
              <Problem key={i} problem={problem} text={files[TEXT_FILE] ?? ''} />
            ))}
          </ul>
        )}
      </section>
      {problems.length === 0 && lesson ? <Proof lesson={lesson} /> : <p className="quiet">{w.first}</p>}
    </>
  )
}

function Problem({ problem, text }: { problem: LessonProblem; text: string }) {
  const w = words().author
  const part = partOf(problem)
  const line = lineOf(text, problem)
  return (
    <li>
      <code>{w.check.at(problem.file, problem.field)}</code>
      <span>{problemWords(problem)}</span>
      <button className="plain link" onClick={() => goTo(part, line === null ? null : offsetOf(text, line))}>
        {w.check.goTo(part)}
        {line !== null && `, ${w.words.line(line)}`}
      </button>
    </li>
  )
}

function Proof({ lesson }: { lesson: Lesson }) {
  const w = words().author.check
  const files = useDraft((draft) => draft.files)
  const checking = useChecking()
  const [seeds, setSeeds] = useState<string>('6')
  const { running, verdict, played, of } = checking
  return (
    <section aria-label={words().author.parts.check}>
      <div className="author-row">
        {running ? (
          <>
            <progress aria-label={w.progress} max={of || 1} value={played} />
            <span role="status">{w.played(played, of)}</span>
            <button onClick={cancelProof}>{w.cancel}</button>
          </>
        ) : (
          <>
            <label className="author-field">
              <span>{w.seeds}</span>
              <select value={seeds} onChange={({ target }) => setSeeds(target.value)}>
                {SEEDS.map((n) => (
                  <option key={n}>{n}</option>
                ))}
              </select>
            </label>
            <button className="primary" onClick={() => prove(files, Number(seeds))}>
              {verdict ? w.again : w.begin}
            </button>
            {checking.cancelled && <span role="status">{w.cancelled}</span>}
          </>
        )}
      </div>
      {verdict && !running && <Verdict lesson={lesson} isOld={checking.files !== files} />}
    </section>
  )
}

interface Reason {
  holds: boolean
  words: string
  part: PartName
}

function Verdict({ lesson, isOld }: { lesson: Lesson; isOld: boolean }) {
  const w = words().author.check
  const { verdict } = useChecking()
  if (!verdict) return null
  const told: Reason[] = [
    ...verdict.claims.map((row) => reasonOf(lesson, row)),
    ...verdict.unclear
      .filter((id) => id !== 'error')
      .map((id): Reason => ({ holds: false, words: w.unclear(id), part: 'guess' })),
    ...verdict.problems.map((problem): Reason => ({
      holds: false,
      words: w.error(problem.field, problemWords(problem)),
      part: partOf(problem),
    })),
  ]
  const failing = told.filter(({ holds }) => !holds)
  return (
    <div className="author-verdict" data-pass={verdict.pass}>
      <p role="status">
        <b>{verdict.pass ? w.holds : w.fails(failing.length)}</b> {isOld && <span className="quiet">{w.changed}</span>}
      </p>
      <ul className="author-problems">
        {told.map((reason, i) => (
          <li key={i} data-holds={reason.holds}>
            <span className="author-mark" aria-hidden="true">
              {reason.holds ? '✓' : '✕'}
            </span>
            <span>{reason.words}</span>
            {!reason.holds && (
              <button className="plain link" onClick={() => goTo(reason.part)}>
                {w.goTo(reason.part)}
              </button>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

function reasonOf(lesson: Lesson, { claim, holds, passed, seeds, failed, against }: ClaimRow): Reason {
  const w = words().author.check
  if (claim === 'start') {
    const said =
      passed === 0 ? w.startFails(seeds) : holds ? w.startMostly(passed, seeds) : w.startPasses(passed, seeds)
    const isSteps = lesson.spec.experiment.some(({ act }) => act === 'command')
    return {
      holds,
      words: said + (!holds && isSteps ? w.startPassesSteps : ''),
      part: !holds && isSteps ? 'start' : 'goals',
    }
  }
  if (claim === 'solution') {
    const goals = Object.entries(failed).map(([goal, times]) => w.failedGoal(goal, times))
    const none = Object.keys(lesson.spec.solution).length === 0
    const said = holds
      ? w.solutionPasses(seeds)
      : w.solutionFails(passed, seeds, goals.join(', '), against ?? 0) + (none ? w.noSolution : '')
    return { holds, words: said, part: none ? 'ways' : 'goals' }
  }
  const name = counterName(lesson, claim)
  const said = holds ? w.counterFails(name, seeds - passed, seeds) : w.counterPasses(name, passed, seeds)
  return { holds, words: said, part: 'goals' }
}
/** In the learner's words, where it is one of the ways. */
function counterName({ spec, text }: Lesson, claim: string): string {
  for (const [choice, variant] of Object.entries(spec.counters[claim]?.choices ?? {})) {
    const told = plainText(text.choices[choice]?.items[variant] ?? []).trim()
    if (told !== '') return told
  }
  return claim
}
