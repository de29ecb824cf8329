/** The screen of the hall: what the teacher chose, large, and how to join in a corner. Nothing private ever comes here. */
import { shownCode } from '../../../classroom/codes'
import type { Shown } from '../../../classroom/documents/screen'
import { words } from '../../words'
import { typedAddress } from '../addresses'
import { useRoom } from '../roomStore'
import { DiagnosisShown } from './DiagnosisShown'
import { GivenShown } from './GivenShown'
import { JoinShown } from './JoinShown'
import { RunsShown } from './RunsShown'
import { SharedShown } from './SharedShown'
import { VoteShown } from './VoteShown'
import { Wall } from './Wall'
import './projector.css'

export function ProjectorRoom() {
  const w = words().roomHost.projector
  const shown = useRoom(({ screen }) => screen.shown) ?? { show: 'join' }
  const title = useRoom(({ lead }) => lead.title)
  const frozen = useRoom(({ lead }) => lead.frozen)
  if (shown.show === 'blank') return <main className="projector blank" aria-label={words().room.title} />
  return (
    <div className="projector" data-show={shown.show}>
      <header>
        <h1>{title || words().room.title}</h1>
        {frozen && <p className="frozen">{w.frozen}</p>}
      </header>
      <main>{what(shown)}</main>
      <Foot join={shown.show !== 'join'} />
    </div>
  )
}

function what(shown: Shown) {
  switch (shown.show) {
    case 'join':
      return <JoinShown />
    case 'tiles':
      return <Wall names={shown.names} />
    case 'vote':
      return <VoteShown id={shown.vote} />
    case 'diagnosis':
      return <DiagnosisShown id={shown.fault} />
    case 'runs':
      return <RunsShown runs={shown.runs} />
    case 'given':
      return <GivenShown />
    case 'shared':
      return <SharedShown />
    case 'blank':
      return null
  }
}

function Foot({ join }: { join: boolean }) {
  const w = words().roomHost.projector
  const code = useRoom(({ me, roster }) => roster.code ?? me?.code ?? '')
  const here = useRoom(({ roster }) => [...roster.learner.values()].filter(({ present }) => present).length)
  const away = useRoom((state) => !state.here)
  return (
    <footer>
      {join && (
        <p>
          {w.join}: <span className="mono">{typedAddress()}</span> <strong className="mono">{shownCode(code)}</strong>
        </p>
      )}
      <p role="status">{away ? w.away : w.here(here)}</p>
    </footer>
  )
}
