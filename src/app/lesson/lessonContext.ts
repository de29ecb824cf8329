/** What the parts of an open lesson share. */
import type { ReactNode } from 'react'
import { createContext, useContext } from 'react'
import type { LessonProgress } from '../../lessons/progress'
import type { Lesson } from '../../lessons/load'
import type { FlowContext, FlowEvent } from './flow'

export interface OpenLesson {
  lesson: Lesson
  kept: LessonProgress
  /** Below the check: how homework is handed in. */
  handIn: ReactNode
  /** The lab stands beside it. In an author's preview none does: steps are done at once, and figures are those of the lesson's own runs. */
  beside: boolean
  flow: { context: FlowContext; checking: 'choosing' | 'checking' | 'failed' | 'passed' | null }
  send: (event: FlowEvent) => void
  change: (change: (before: LessonProgress) => Partial<LessonProgress>) => void
}
export const LessonContext = createContext<OpenLesson | null>(null)

export function useLesson(): OpenLesson {
  const open = useContext(LessonContext)
  if (!open) throw new Error('no lesson is open')
  return open
}
