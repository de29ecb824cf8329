/** A concealed fault of the teacher's: what it is has to be found out and said, as often as needed; then what it was. */
import { useState } from 'react'
import type { Command } from '../../../cluster/command'
import { untilUsOf } from '../../../classroom/concealing'
import type { InjectedFault } from '../../../classroom/documents/lead'
import { faultsFor } from '../../../classroom/documents/lead'
import type { Sure } from '../../../classroom/fields'
import { SURE } from '../../../classroom/fields'
import { ROOM_LIMITS } from '../../../classroom/limits'
import { actions } from '../../actions'
import { useLab } from '../../store'
import { words } from '../../words'
import { CauseFields } from '../CauseFields'
import { roomNowMs, useRoom } from '../roomStore'
import { room } from '../session'
import { mendOf } from './mendOf'

export function FaultCard() {
  const lead = useRoom((state) => state.lead)
  const me = useRoom((state) => state.me?.id ?? '')
  const landed = useRoom(({ mine }) => mine.landed)
  const concealed = faultsFor(lead, me).filter(([id, fault]) => fault.concealed && landed.has(id))
  const newest = concealed.at(-1)
  if (!newest) return null
  return <Card id={newest[0]} fault={newest[1]} />
}

function Card({ id, fault }: { id: string; fault: InjectedFault }) {
  const w = words().room.fault
  const [open, setOpen] = useState(true)
  const untilUs = untilUsOf(fault.commands)
  // Once the run has told it itself, it stays told.
  const told = useLab(({ status }) => untilUs !== null && (status?.endUs ?? 0) >= untilUs)
  return (
    <section className="room-card" aria-label={w.title}>
      <details open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>{w.title}</summary>
        {fault.revealed || told ? <Revealed fault={fault} /> : <Diagnose key={id} id={id} />}
        <Mend id={id} />
        <Mended id={id} />
      </details>
    </section>
  )
}

function Revealed({ fault }: { fault: InjectedFault }) {
  const w = words()
  return (
    <p role="status">
      {w.room.fault.revealed}{' '}
      {fault.commands.map((command: Command) => w.faults.did({ ...command, concealed: false })).join('; ')}
    </p>
  )
}

function Diagnose({ id }: { id: string }) {
  const w = words()
  const topology = useLab((lab) => lab.opened?.topology ?? null)
  const said = useRoom(({ mine }) => [...mine.diagnosis.keys()].filter((key) => key.startsWith(`${id}/`)).length)
  const [kind, setKind] = useState('')
  const [where, setWhere] = useState('')
  const [sure, setSure] = useState<Sure>('guess')
  const full = said >= ROOM_LIMITS.diagnosesEach
  return (
    <form
      className="row"
      onSubmit={(event) => {
        event.preventDefault()
        if (kind === '' || full) return
        const atUs = useLab.getState().status?.timeUs ?? 0
        const diagnosis = { cause: { kind, where }, sure, atUs, atMs: Math.round(roomNowMs()) }
        room().write('mine', `diagnosis/${id}/${said + 1}`, diagnosis)
      }}
    >
      <p>{w.room.fault.text}</p>
      <CauseFields
        labels={{ kind: w.room.fault.kind, where: w.room.fault.where }}
        kind={kind}
        where={where}
        unchosen={w.room.fault.choose}
        topology={topology}
        chooseKind={setKind}
        chooseWhere={setWhere}
      />
      <label>
        {w.room.vote.howSure}{' '}
        <select value={sure} onChange={({ target }) => setSure(target.value as Sure)}>
          {SURE.map((one) => (
            <option key={one} value={one}>
              {w.room.sure[one]}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" className="primary" disabled={kind === '' || full}>
        {w.room.fault.say}
      </button>
      {said > 0 && <p role="status">{w.room.fault.said(said)}</p>}
    </form>
  )
}

/** What would mend the thing that was named last: done by this button, for a concealed fault shows no repair on the map. */
function Mend({ id }: { id: string }) {
  const w = words()
  const named = useRoom(({ mine }) => {
    const said = [...mine.diagnosis.keys()].filter((key) => key.startsWith(`${id}/`)).length
    return mine.diagnosis.get(`${id}/${said}`)?.cause ?? null
  })
  const held = useRoom(({ lead }) => lead.frozen === true || lead.locks?.faults === true)
  const mend = named && mendOf(named)
  if (!mend) return null
  return (
    <p className="row">
      {w.room.fault.mendIt}{' '}
      <button disabled={held} onClick={() => void actions().act(mend)}>
        {w.faults.act(mend)}
      </button>
    </p>
  )
}

function Mended({ id }: { id: string }) {
  const w = words().room.fault
  const repaired = useRoom(({ mine }) => mine.repaired.get(id))
  const said = useRoom(({ mine }) => mine.mended.has(id))
  if (repaired) return <p role="status">{w.repaired(repaired.afterUs)}</p>
  if (said) return <p role="status">{w.mendedSaid}</p>
  const say = (): void =>
    room().write('mine', `mended/${id}`, {
      atUs: useLab.getState().status?.timeUs ?? 0,
      atMs: Math.round(roomNowMs()),
    })
  return <button onClick={say}>{w.mended}</button>
}
