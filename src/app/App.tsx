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
import { words } from './words'

/** Every place but the start page and the lab: what loads them loads when one of them is asked for. */
const LaterPlace = lazy(() => import('./LaterPlace').then((m) => ({ default: m.LaterPlace })))

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
    case 'unknown':
      return <NothingHere path={route.path} />
    default:
      return <LaterPlace route={route} />
  }
}
