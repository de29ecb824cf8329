/** The places that are opened later: each with its words, loaded when the address names it. */
import { lazy } from 'react'
import type { Route } from './shell/routes'
import { withItsWords } from './words'

const Accuracy = lazy(() => withItsWords(import('./accuracy')).then((m) => ({ default: m.Accuracy })))
const History = lazy(() => withItsWords(import('./history'), 'history', 'models').then((m) => ({ default: m.History })))
const Course = lazy(() => withItsWords(import('./course'), 'lessons').then((m) => ({ default: m.Course })))
const Author = lazy(() =>
  withItsWords(import('./author'), 'author', 'lessons', 'studio').then((m) => ({ default: m.Author })),
)
const LessonPlace = lazy(() =>
  withItsWords(import('./lesson'), 'lessons', 'studio').then((m) => ({ default: m.LessonPlace })),
)
const Room = lazy(() => withItsWords(import('./room'), 'lessons', 'room', 'studio').then((m) => ({ default: m.Room })))
const HomeworkPlace = lazy(() =>
  withItsWords(import('./homework'), 'homework', 'lessons', 'studio').then((m) => ({ default: m.HomeworkPlace })),
)
const PastSession = lazy(() =>
  withItsWords(import('./pastSession'), 'lessons', 'pastSession', 'room', 'roomHost').then((m) => ({
    default: m.PastSession,
  })),
)

type LaterRoute = Exclude<Route, { at: 'home' | 'lab' | 'unknown' }>

export function LaterPlace({ route }: { route: LaterRoute }) {
  switch (route.at) {
    case 'course':
      return <Course />
    case 'author':
      return <Author then={route.then} />
    case 'lesson':
      return <LessonPlace route={route} />
    case 'homework':
      return <HomeworkPlace route={route} />
    case 'room':
      return <Room route={route} />
    case 'session':
      return <PastSession />
    case 'accuracy':
      return <Accuracy />
    case 'history':
      return <History />
  }
}
