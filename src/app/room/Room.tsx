/** A room: the door, and behind it the screen of whoever one is. */
import { lazy, Suspense, useEffect } from 'react'
import { doorOf } from '../../classroom/links'
import type { Route } from '../shell/routes'
import { withItsWords, words } from '../words'
import { Alone, Out } from './Away'
import { Door } from './Door'
import type { Key } from './keyring'
import { useRoom } from './roomStore'
import { come } from './session'
import '../shell/home.css'
import './room.css'

const LearnerRoom = lazy(() => withItsWords(import('./learner')).then((m) => ({ default: m.LearnerRoom })))
const HostRoom = lazy(() => withItsWords(import('./host'), 'roomHost').then((m) => ({ default: m.HostRoom })))
const ProjectorRoom = lazy(() =>
  withItsWords(import('./projector'), 'roomHost').then((m) => ({ default: m.ProjectorRoom })),
)

export function Room({ route }: { route: Route & { at: 'room' } }) {
  const stage = useRoom((room) => room.stage)
  const role = useRoom((room) => room.me?.role)
  const { query } = route
  useEffect(() => {
    void come(doorOf(query), roleAsked(query))
  }, [query])
  if (stage === 'alone') return <Alone />
  if (stage === 'door') return <Door door={doorOf(query)} />
  if (stage === 'out') return <Out />
  if (stage !== 'in') return <Waiting />
  return (
    <Suspense fallback={<Waiting />}>
      {role === 'learner' && <LearnerRoom />}
      {role === 'host' && <HostRoom />}
      {role === 'projector' && <ProjectorRoom />}
    </Suspense>
  )
}

function Waiting() {
  return (
    <main className="home">
      <h1>{words().room.wait}</h1>
    </main>
  )
}
function roleAsked(query: string): Key['role'] | undefined {
  const asked = new URLSearchParams(query).get('as')
  return (['learner', 'host', 'projector'] as const).find((role) => role === asked)
}
