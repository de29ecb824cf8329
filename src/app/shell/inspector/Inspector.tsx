/** What is selected, looked into: its verbs, its facts, and the way to what happened there. */
import { lazy, Suspense } from 'react'
import { breakerLinks } from '../../breaker/links'
import { VerbList } from '../../graph'
import { latest, useStateVersion } from '../../graph/paint/latest'
import { selectionName } from '../../graph/verbs'
import { useLessonMode, usePanelShown } from '../../lessonMode'
import { InsideButton } from '../../pictures'
import { policyCallers } from '../../policies/callers'
import { callsOf, changeCalls } from '../../policies/editor/editing'
import type { Topology } from '../../../lab/protocol'
import type { Selection } from '../../store'
import { useLab, useView } from '../../store'
import { withItsWords, words } from '../../words'
import { GroupFacts } from './GroupFacts'
import { LinkFacts } from './LinkFacts'
import { NodeFacts } from './NodeFacts'
import { Trace } from './Trace'
import './inspector.css'

const BreakerPanel = lazy(() =>
  withItsWords(import('../../breaker/BreakerPanel')).then((m) => ({ default: m.BreakerPanel })),
)
const DecisionsHere = lazy(() =>
  withItsWords(import('../../studio/DecisionsHere'), 'studio', 'gallery').then((m) => ({ default: m.DecisionsHere })),
)
const PolicyPanel = lazy(() =>
  withItsWords(import('../../policies/PolicyPanel')).then((m) => ({ default: m.PolicyPanel })),
)

export function Inspector() {
  const w = words().shell
  const selection = useView((view) => view.selection)
  const set = useView((view) => view.set)
  const topology = useLab((lab) => lab.opened?.topology)
  const hasInside = usePanelShown('inside')
  if (!selection || !topology) return <p className="quiet">{words().inspector.empty}</p>
  return (
    <div className="inspector">
      <header>
        <h2>{selection.kind === 'operation' ? words().inspector.trace : selectionName(topology, selection)}</h2>
        <button className="plain" aria-label={w.close} onClick={() => set({ selection: null })}>
          ×
        </button>
      </header>
      {selection.kind !== 'operation' && (
        <VerbList selection={selection} topology={topology} key={JSON.stringify(selection)} />
      )}
      {hasInside && <InsideButton selection={selection} topology={topology} />}
      <Breakers selection={selection} topology={topology} key={`breakers ${JSON.stringify(selection)}`} />
      <Policies selection={selection} topology={topology} key={`policies ${JSON.stringify(selection)}`} />
      {selection.kind === 'node' && (
        <Suspense>
          <DecisionsHere group={topology.nodes[selection.node].group} node={selection.node} />
        </Suspense>
      )}
      <Facts selection={selection} />
    </div>
  )
}

function Breakers({ selection, topology }: { selection: Selection; topology: Topology }) {
  useStateVersion()
  const links = breakerLinks(selection, topology, latest.links)
  return (
    links.length > 0 && (
      <Suspense>
        <BreakerPanel links={links} topology={topology} />
      </Suspense>
    )
  )
}

function Policies({ selection, topology }: { selection: Selection; topology: Topology }) {
  const scenario = useLab((lab) => lab.opened?.scenario)
  const inLesson = useLessonMode(({ mode }) => mode !== null)
  if (!scenario) return null
  const callers = policyCallers(selection, topology, scenario)
  const calls = inLesson ? null : callsOf(selection, topology, scenario)
  return (
    <>
      {callers.length > 0 && (
        <Suspense>
          <PolicyPanel callers={callers} topology={topology} />
        </Suspense>
      )}
      {calls && (
        <p>
          <button type="button" onClick={() => changeCalls(calls)}>
            {words().policies.change}
          </button>
        </p>
      )}
    </>
  )
}

function Facts({ selection }: { selection: Selection }) {
  switch (selection.kind) {
    case 'node':
      return <NodeFacts node={selection.node} />
    case 'link':
      return <LinkFacts link={selection.link} message={null} />
    case 'message':
      return <LinkFacts link={selection.link} message={selection.message} />
    case 'operation':
      return <Trace client={selection.client} count={selection.count} />
    default:
      return <GroupFacts selection={selection} />
  }
}
