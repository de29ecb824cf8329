/** A lesson beside the lab: its flow, kept at every step, and the run that belongs to where one stands. */
import { useMachine } from '@xstate/react'
import type { ReactNode } from 'react'
import { useCallback, useEffect, useMemo } from 'react'
import type { LessonProgress, Section } from '../../lessons/progress'
import type { Lesson } from '../../lessons/load'
import { useLessonMode } from '../lessonMode'
import { Lab } from '../shell/Lab'
import { flowInput, isHeld, lessonFlow } from './flow'
import { LessonBar } from './LessonBar'
import { LessonContext } from './lessonContext'
import { LessonPanel } from './LessonPanel'
import { ProseContext, textOf } from './Prose'
import { changeProgress, lessonProgress, useProgress } from './progressStore'
import { enterLesson, leaveLesson, stand, useStage } from './stage'
import { valuesOf } from './happened'
import './lesson.css'

/** Sections in which the experiment's run stands in the lab; from there on it is the learner's own. */
const BEFORE_CHANGE: Section[] = ['question', 'prediction', 'experiment', 'seen', 'explanation']

/** Sections about which a lesson has nothing to say: homework may be a scenario with goals alone. */
function unsaid({ text }: Lesson): Section[] {
  return (['explanation', 'field', 'ask', 'again'] as const).filter((section) => {
    const said = { explanation: text.explain, field: text.field, ask: text.ask.blocks, again: text.again }
    return said[section].length === 0
  })
}

interface LessonRoomProps {
  lesson: Lesson
  asked: Section | null
  isHouse: boolean
  handIn?: ReactNode
}
export function LessonRoom({ lesson, asked, isHouse, handIn = null }: LessonRoomProps) {
  const { slug } = lesson.spec
  const kept = useProgress(({ progress }) => progress.lessons[slug]) ?? lessonProgress(slug)
  const input = useMemo(
    () => flowInput(lesson.spec, lessonProgress(slug), asked, unsaid(lesson)),
    [lesson, slug, asked],
  )
  const [state, send] = useMachine(lessonFlow, { input })
  const { context } = state
  const title = isHouse ? textOf(lesson.text.title) : null
  const { at, visited } = context
  const held = isHeld(context)

  useEffect(() => {
    changeProgress(slug, title, () => ({ at, visited }))
  }, [slug, title, at, visited])
  useEffect(() => {
    void enterLesson(lesson)
    return leaveLesson
  }, [lesson])
  const before = BEFORE_CHANGE.includes(at)
  useEffect(() => {
    const { stage } = useStage.getState()
    const { choices } = lessonProgress(slug)
    if (before && stage?.kind !== 'experiment') void stand({ kind: 'experiment' }, choices)
    if (!before && (stage === null || stage.kind === 'experiment')) void stand({ kind: 'own' }, choices)
  }, [lesson, slug, before])
  useEffect(() => {
    useLessonMode.setState(({ mode }) => ({ mode: mode && { ...mode, held } }))
  }, [held])

  const checking = typeof state.value === 'object' ? state.value.change : null
  const change = useCallback(
    (how: (before: LessonProgress) => Partial<LessonProgress>) => changeProgress(slug, title, how),
    [slug, title],
  )
  const open = useMemo(
    () => ({
      lesson,
      kept,
      handIn,
      beside: true,
      flow: { context, checking },
      send,
      change,
    }),
    [lesson, kept, handIn, context, checking, send, change],
  )
  const known = useMemo(
    () => ({ terms: lesson.text.terms, values: valuesOf(lesson, kept), language: lesson.language ?? 'en' }),
    [lesson, kept],
  )
  return (
    <LessonContext value={open}>
      <ProseContext value={known}>
        <Lab route={null} lesson={{ bar: <LessonBar />, panel: <LessonPanel /> }} />
      </ProseContext>
    </LessonContext>
  )
}
