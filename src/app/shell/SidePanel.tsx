/** Beside the graph on the right: one room at a time, each loaded when it is first asked for. */
import { lazy, Suspense } from 'react'
import { usePictures } from '../pictures'
import { useScreen } from '../screen/screenStore'
import { useLab, useView } from '../store'
import { withItsWords, words } from '../words'
import { Splitter } from './Splitter'
import { useFocusReturned } from './useFocusReturned'

const Pictures = lazy(() => withItsWords(import('../pictures/Pictures')).then((m) => ({ default: m.Pictures })))
const Screen = lazy(() => withItsWords(import('../screen/Screen')).then((m) => ({ default: m.Screen })))
const Signals = lazy(() => withItsWords(import('../signals/Signals')).then((m) => ({ default: m.Signals })))
const Traces = lazy(() => withItsWords(import('../traces/Traces')).then((m) => ({ default: m.Traces })))
const Verdicts = lazy(() =>
  withItsWords(import('../verdicts/Verdicts'), 'models').then((m) => ({ default: m.Verdicts })),
)

const ROOMS = {
  verdicts: { Room: Verdicts, label: () => words().judging.title },
  traces: { Room: Traces, label: () => words().shell.traces },
  signals: { Room: Signals, label: () => words().shell.signals },
  screen: { Room: Screen, label: () => words().shell.userScreen },
  pictures: { Room: Pictures, label: () => words().stores.inside },
}
export type Side = keyof typeof ROOMS

/** What was asked for by name comes before what stays open. */
export function useSide(): Side | null {
  const panel = useView((view) => view.panel)
  const hasStore = useLab((lab) => (lab.opened?.topology.mode ?? null) !== null)
  const screen = useScreen((screen) => screen.open)
  const inside = usePictures((pictures) => pictures.open)
  if (panel === 'verdicts' || panel === 'traces') return panel
  if (panel === 'objectives' || panel === 'signals') return 'signals'
  return screen ? 'screen' : inside && hasStore ? 'pictures' : null
}

export function SidePanel({ side }: { side: Side }) {
  const { Room, label } = ROOMS[side]
  useFocusReturned()
  return (
    <>
      <Splitter panel="pictures" side="end" min={300} max={760} />
      <aside className="pictures-panel" aria-label={label()}>
        <Suspense>
          <Room />
        </Suspense>
      </aside>
    </>
  )
}
