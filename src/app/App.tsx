/** The page: which place the address names, and what stands around every place. */
import { lazy, Suspense, useMemo } from 'react'
import { ErrorBoundary } from './shell/ErrorBoundary'
import { Home } from './shell/Home'
import { Lab } from './shell/Lab'
import { NothingHere } from './shell/NothingHere'
import type { Route } from './shell/routes'
import { parseHash, useHash } from './shell/routes'
import { UpdatePrompt } from './shell/UpdatePrompt'
import { useRoomHold } from './roomHold'
import { withItsWords, words } from './words'

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

export function App() {
  const hash = useHash()
  const route = useMemo(() => parseHash(hash), [hash])
  return (
    <ErrorBoundary>
      <Suspense>
        <Place route={route} />
      </Suspense>
      <UpdatePrompt />
      {route.at !== 'room' && <BackToRoom />}
    </ErrorBoundary>
  )
}

/** Whoever wanders off from a room is still in it. */
function BackToRoom() {
  const address = useRoomHold((hold) => hold.address)
  if (address === null) return null
  return (
    <p className="update notice">
      {words().shell.room.inIt} <a href={address}>{words().shell.room.back}</a>
    </p>
  )
}

function Place({ route }: { route: Route }) {
  switch (route.at) {
    case 'home':
      return <Home />
    case 'lab':
      return <Lab route={route} />
    case 'course':
      return <Course />
    case 'author':
      return <Author record={route.record} />
    case 'lesson':
      return <LessonPlace route={route} />
    case 'homework':
      return <HomeworkPlace route={route} />
    case 'room':
      return <Room route={route} />
    case 'accuracy':
      return <Accuracy />
    case 'history':
      return <History />
    case 'unknown':
      return <NothingHere path={route.path} />
  }
}
