/** Breaks the learners' clusters, openly or concealed, and follows who finds out what it was. */
import { useState } from 'react'
import { concealedUntil, untilUsOf } from '../../../classroom/concealing'
import type { Audience } from '../../../classroom/fields'
import type { InjectedFault } from '../../../classroom/documents/lead'
import type { ClassIncident } from '../../../classroom/incidents'
import { incidentOf } from '../../../classroom/incidents'
import { words } from '../../words'
import { roomNowMs, useRoom } from '../roomStore'
import { room } from '../session'
import { AudienceField } from './AudienceField'
import { audienceName } from './audienceName'
import { useCalm } from '../calm'
import type { FaultAsked } from './FaultField'
import { FaultField } from './FaultField'
import { useGivenTopology } from './givenTopology'
import { nameOf, write } from './hostStore'
import { inflict, reached, reachesShared } from './inflicting'
import { audienceKey, injecting, revealingFault } from './leading'
import { UntilField } from './UntilField'

export function Faults() {
  const w = words().roomHost.faults
  const faults = useRoom(({ lead }) => lead.fault)
  const all = [...faults].sort(([, a], [, b]) => b.n - a.n)
  return (
    <div className="host-columns">
      <section aria-label={w.inject}>
        <h2>{w.inject}</h2>
        <InjectForm />
      </section>
      <section aria-label={w.now}>
        <h2>{w.now}</h2>
        {all.length === 0 && <p className="quiet">{w.none}</p>}
        {all.map(([id, fault], i) => (
          <FaultSoFar key={id} id={id} fault={fault} open={i === 0} />
        ))}
      </section>
    </div>
  )
}

function InjectForm() {
  const w = words().roomHost.faults
  const [to, setTo] = useState<Audience>({ to: 'all' })
  const [fault, setFault] = useState<FaultAsked | null>(null)
  const [concealed, setConcealed] = useState(true)
  const [untilUs, setUntilUs] = useState<number | null>(null)
  const given = useRoom(({ lead }) => lead.given.get(audienceKey(to)) ?? lead.given.get('all') ?? null)
  const link = useRoom(({ sequence }) => sequence.base?.link ?? null)
  const topology = useGivenTopology(given?.given ?? null, link)
  const shared = useRoom(({ lead }) => reachesShared(lead, to))
  const inject = (): void => {
    if (!fault) return
    const { lead } = useRoom.getState()
    const commands = concealedUntil(fault.commands, concealed ? untilUs : null)
    const asked = { ...fault, commands, concealed, to: reached(lead, to) }
    void inflict(lead, injecting(lead, asked, Math.round(roomNowMs())))
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        inject()
      }}
    >
      <div className="fields">
        <AudienceField to={to} onChange={setTo} />
      </div>
      <FaultField topology={topology} onChange={setFault} />
      <fieldset className="row">
        <legend className="hidden-visually">{w.concealed}</legend>
        {[true, false].map((one) => (
          <label key={String(one)} className="check">
            <input type="radio" name="concealed" checked={concealed === one} onChange={() => setConcealed(one)} />{' '}
            {one ? w.concealed : w.openly}
          </label>
        ))}
      </fieldset>
      {concealed && <UntilField untilUs={untilUs} onChange={setUntilUs} />}
      {concealed && <p className="quiet">{w.concealedHint}</p>}
      {shared && <p className="quiet">{w.sharedHint}</p>}
      <button type="submit" className="primary" disabled={!fault}>
        {w.go(audienceName(shared ? { to: 'all' } : to))}
      </button>
    </form>
  )
}

function FaultSoFar({ id, fault, open }: { id: string; fault: InjectedFault; open: boolean }) {
  const w = words()
  const f = w.roomHost.faults
  const answer = useRoom(({ host }) => host.answer.get(id))
  const answers = useCalm(({ answers }) => answers)
  const incident = incidentOf(id, answer?.causes ?? [], answers)
  const state = !fault.concealed ? f.open : fault.revealed ? f.revealed : f.hidden(untilUsOf(fault.commands))
  return (
    <details className="host-fault" open={open}>
      <summary>
        <strong>{fault.commands.map((command) => w.faults.did({ ...command, concealed: false })).join('; ')}</strong>{' '}
        <span className="quiet">
          {audienceName(fault.to)} · {state} · {f.reached(incident.learners.length)}
        </span>
      </summary>
      {fault.concealed && <Incident incident={incident} />}
      {fault.concealed && (
        <p className="row">
          {!fault.revealed && <button onClick={() => write(revealingFault(id, fault))}>{f.reveal}</button>}
          <button onClick={() => room().write('screen', 'shown', { show: 'diagnosis', fault: id })}>
            {w.roomHost.votes.show}
          </button>
        </p>
      )}
    </details>
  )
}

function Incident({ incident }: { incident: ClassIncident }) {
  const w = words().roomHost.faults
  const { learners, first, detected, mttdMs, medianMs, mttrMs } = incident
  const quickest = learners.find(({ learner }) => learner === first)
  return (
    <>
      <p className="host-figure">{w.named(detected, learners.length)}</p>
      <p>{first !== null && quickest ? w.first(nameOf(first), quickest.detectedMs ?? 0) : w.nobody}</p>
      <p className="quiet">
        {[
          mttdMs === null ? '' : w.mttd(mttdMs),
          medianMs === null ? '' : w.median(medianMs),
          mttrMs === null ? '' : w.mttr(mttrMs),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {learners.length > 0 && (
        <div className="host-scroll" tabIndex={0} role="region" aria-label={w.table.caption}>
          <table className="host-table">
            <caption className="hidden-visually">{w.table.caption}</caption>
            <thead>
              <tr>
                <th scope="col">{w.table.learner}</th>
                <th scope="col">{w.table.tries}</th>
                <th scope="col">{w.table.detected}</th>
                <th scope="col" title={w.table.repairedHint}>
                  {w.table.repaired}
                </th>
                <th scope="col">{w.table.said}</th>
              </tr>
            </thead>
            <tbody>
              {learners.map(({ learner, tries, detectedMs, repairedMs, repairedUs, saidMs }) => (
                <tr key={learner}>
                  <th scope="row">{nameOf(learner)}</th>
                  <td>{tries}</td>
                  <td>{detectedMs === null ? '–' : w.span(detectedMs)}</td>
                  <td>
                    {repairedMs === null ? '–' : w.span(repairedMs)}{' '}
                    {repairedUs !== null && <span className="quiet">{w.table.inRun(repairedUs)}</span>}
                  </td>
                  <td>{saidMs === null ? '–' : w.span(saidMs)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}
