/** What is so now, in one line: what is given, the vote, the fault, raised hands; each leads to its part. */
import type { ReactNode } from 'react'
import type { Section } from '../../../lessons/progress'
import { incidentOf } from '../../../classroom/incidents'
import { words } from '../../words'
import { givenTitle } from '../givenTitle'
import { useRoom } from '../roomStore'
import { useCalm } from '../calm'
import type { Tab } from './hostStore'
import { useHostView } from './hostStore'
import { seats } from './tiles/order'
import { votersOf } from './voters'

export function Now() {
  const w = words()
  const n = w.roomHost.now
  const lead = useRoom((state) => state.lead)
  const causes = useRoom(({ host }) => host.answer)
  const { roster, answers, digests } = useCalm()
  const everybody = lead.given.get('all')
  const hands = seats(roster, answers, digests, { sort: 'hand', filter: 'hand', group: null, find: '' }).length
  const here = [...roster.learner.values()].filter(({ present }) => present).length
  const vote = lead.asked === null ? undefined : lead.vote.get(lead.asked)
  const fault = [...lead.fault]
    .filter(([, one]) => one.concealed && !one.revealed)
    .sort(([, a], [, b]) => b.n - a.n)
    .at(0)
  const incident = fault && incidentOf(fault[0], causes.get(fault[0])?.causes ?? [], answers)
  const section = lead.pace?.section as Section | undefined
  return (
    <section className="host-now" aria-label={n.label}>
      {lead.frozen && <strong className="frozen">{n.frozen}</strong>}
      <To tab="give">
        {everybody ? givenTitle(everybody.given) : n.nothing}
        {section && w.lessons.sections[section] && ` ${n.paced(w.lessons.sections[section], lead.pace?.step ?? null)}`}
      </To>
      {vote && lead.asked !== null && vote.phase === 'open' && (
        <To tab="votes">{n.vote(votersOf(lead.asked, vote.round, answers), here)}</To>
      )}
      {incident && <To tab="faults">{n.fault(incident.detected, incident.learners.length)}</To>}
      {hands > 0 && <To tab="learners">{n.hands(hands)}</To>}
    </section>
  )
}
function To({ tab, children }: { tab: Tab; children: ReactNode }) {
  return (
    <button className="plain" onClick={() => useHostView.setState({ tab })}>
      {children}
    </button>
  )
}
