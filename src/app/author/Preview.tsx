/** The lesson's own pages over the draft, live: what a learner sees, without the lab and without a trace in anybody's progress. */
import { useMachine } from '@xstate/react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { withBlanks } from '../../lessons/author/blanks'
import type { Lesson } from '../../lessons/load'
import { readLesson } from '../../lessons/load'
import type { LessonProgress, Section } from '../../lessons/progress'
import { freshLesson } from '../../lessons/progress'
import { flowInput, lessonFlow } from '../lesson/flow'
import { valuesOf } from '../lesson/happened'
import { LessonContext } from '../lesson/lessonContext'
import { LessonPanel } from '../lesson/LessonPanel'
import { showAsLearner } from '../lesson/outside'
import { ProseContext } from '../lesson/Prose'
import { lessonReader } from '../lesson/readings'
import { activeLanguage, words } from '../words'
import { useDraft } from './draftStore'
import { useOutcomes } from './outcomes'

export function Preview({ lesson }: { lesson: Lesson }) {
  const w = words().author
  const { read, files } = useDraft()
  const whole = useMemo(() => withBlanks(lesson), [lesson])
  const [at, setAt] = useState<Section>(() => useDraft.getState().section ?? 'question')
  const [kept, setKept] = useState<LessonProgress>(freshLesson)
  // Other predictions or steps make another way through the lesson.
  const way = JSON.stringify([whole.spec.predictions, whole.spec.experiment].map((list) => list.map(({ id }) => id)))
  useEffect(() => () => lessonReader.dismiss(), [])
  const canOpen = readLesson(files, activeLanguage()).lesson !== null
  return (
    <>
      <div className="author-preview-head">
        <b>{w.asLearner}</b>
        <span className="spring" />
        <button disabled={!canOpen} title={w.tryItHint} onClick={() => showAsLearner(files)}>
          {w.tryIt}
        </button>
      </div>
      {!read.lesson && (
        <p className="author-notice" role="status">
          {w.lastShown}
        </p>
      )}
      <Flowing key={way} lesson={whole} kept={kept} setKept={setKept} at={at} setAt={setAt} />
    </>
  )
}

interface FlowingProps {
  lesson: Lesson
  kept: LessonProgress
  setKept: (change: (before: LessonProgress) => LessonProgress) => void
  at: Section
  setAt: (section: Section) => void
}
function Flowing({ lesson, kept, setKept, at, setAt }: FlowingProps) {
  const [input] = useState(() => flowInput(lesson.spec, { ...kept, at }))
  const [state, send] = useMachine(lessonFlow, { input })
  const { context } = state
  const wanted = useDraft((draft) => draft.section)
  const came = useRef(wanted)
  useEffect(() => {
    if (wanted !== null && came.current !== wanted) send({ type: 'JUMP', to: wanted })
    came.current = wanted
  }, [wanted, send])
  useEffect(() => setAt(context.at), [context.at, setAt])
  const change = useCallback(
    (how: (before: LessonProgress) => Partial<LessonProgress>) => setKept((before) => ({ ...before, ...how(before) })),
    [setKept],
  )
  useOutcomes(lesson, kept, change)
  const checking = typeof state.value === 'object' ? state.value.change : null
  const open = useMemo(
    () => ({ lesson, kept, beside: false, handIn: null, flow: { context, checking }, send, change }),
    [lesson, kept, context, checking, send, change],
  )
  const known = useMemo(() => ({ terms: lesson.text.terms, values: valuesOf(lesson, kept) }), [lesson, kept])
  return (
    <LessonContext value={open}>
      <ProseContext value={known}>
        <LessonPanel />
      </ProseContext>
    </LessonContext>
  )
}
