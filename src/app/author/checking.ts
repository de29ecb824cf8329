/** The proof of the draft over a few seeds, as `lessons verify` makes it: in workers, with progress, and it can be ended at any time. */
import { create } from 'zustand'
import { Crew } from '../../lab/crew'
import type { LessonFiles } from '../../lessons/load'
import { readLesson } from '../../lessons/load'
import type { Answer, LessonVerdict, Question } from '../../lessons/verifying'
import { LOST, questionsOf, verdictOf } from '../../lessons/verifying'
import { startWorker } from '../startWorker'
import { workerHand } from '../workerHand'

const WORKERS_MAX = 8

interface Checking {
  running: boolean
  played: number
  of: number
  verdict: LessonVerdict | null
  /** Of which files it is the verdict. */
  files: LessonFiles | null
  cancelled: boolean
}
const NOTHING: Checking = { running: false, played: 0, of: 0, verdict: null, files: null, cancelled: false }
export const useChecking = create<Checking>()(() => NOTHING)

let crew: Crew<Question, Answer> | null = null

export function prove(files: LessonFiles, seeds: number): void {
  const { lesson } = readLesson(files)
  crew?.cancel()
  if (!lesson) return
  const questions = questionsOf(lesson, seeds)
  const answers: Answer[] = []
  useChecking.setState({ ...NOTHING, running: true, of: questions.length })
  const size = Math.min(navigator.hardwareConcurrency || 1, WORKERS_MAX)
  const take = (question: Question, answer: Answer): void => {
    answers[questions.indexOf(question)] = answer
    useChecking.setState(({ played }) => ({ played: played + 1 }))
  }
  const mine = new Crew<Question, Answer>(questions, size, {
    hire: () => workerHand(startWorker('proofs')),
    answered: take,
    lost: (question) => take(question, LOST),
  })
  crew = mine
  void mine.done.then(() => {
    if (crew === mine) useChecking.setState({ running: false, verdict: verdictOf(lesson, questions, answers), files })
  })
}

export function cancelProof(): void {
  forgetProof()
  useChecking.setState({ cancelled: true })
}
/** Of the draft that is left. */
export function forgetProof(): void {
  crew?.cancel()
  crew = null
  useChecking.setState(NOTHING)
}
