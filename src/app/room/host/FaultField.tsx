/** Which fault, where, how much of it, and what counts as the right diagnosis. */
import { useEffect, useState } from 'react'
import type { Command } from '../../../cluster/command'
import type { Cause } from '../../../classroom/causes'
import { causeOf } from '../../../classroom/causes'
import { ROOM_LIMITS } from '../../../classroom/limits'
import type { Topology } from '../../../lab/protocol'
import { words } from '../../words'
import type { CauseKind } from '../../../classroom/suspects'
import { CauseFields } from '../CauseFields'
import { HAND_FAULTS, handCommand, placesFor, strengthOf } from './faultCommand'
import type { HandFault } from './faultCommand'

export interface FaultAsked {
  commands: Command[]
  causes: Cause[]
}
/** `topology` null: not known yet. `onChange` null: no such place. */
export function FaultField({
  topology,
  onChange,
}: {
  topology: Topology | null
  onChange: (fault: FaultAsked | null) => void
}) {
  const w = words()
  const f = w.roomHost.faults
  const [kind, setKind] = useState<HandFault>('kill')
  const [place, setPlace] = useState('')
  const [strength, setStrength] = useState('')
  const [also, setAlso] = useState<Cause[]>([])
  const places = topology ? placesFor(kind, topology) : []
  const at = places.includes(place) ? place : (likely(places, topology) ?? null)
  const much = strengthOf(kind)
  const command = at === null ? null : handCommand(kind, at, strength === '' ? NaN : Number(strength))
  const made = JSON.stringify(command && { commands: [command], causes: [causeOf(command), ...also] })
  useEffect(() => {
    onChange(JSON.parse(made) as FaultAsked | null)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- told when what was chosen is another
  }, [made])
  return (
    <div className="host-fault-field">
      <div className="fields">
        <label>
          <span>{f.kind}</span>
          <select
            value={kind}
            onChange={({ target }) => {
              setKind(target.value as HandFault)
              setStrength('')
              setAlso([])
            }}
          >
            {HAND_FAULTS.map((one) => (
              <option key={one} value={one}>
                {w.room.fault.kinds[one]}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{f.where}</span>
          <select value={at ?? ''} disabled={places.length === 0} onChange={({ target }) => setPlace(target.value)}>
            {places.map((one) => (
              <option key={one} value={one}>
                {w.room.fault.place(one)}
              </option>
            ))}
          </select>
        </label>
        {much && (
          <label>
            <span>{f.how}</span>
            <span className="row">
              <input
                className="short"
                inputMode="decimal"
                value={strength}
                placeholder={String(much.usual)}
                onChange={({ target }) => setStrength(target.value.replace(/[^\d.-]/g, '').slice(0, 12))}
              />{' '}
              {f.units[kind]}
            </span>
          </label>
        )}
      </div>
      {!topology && <p className="quiet">{f.loading}</p>}
      {topology && places.length === 0 && <p className="quiet">{f.nowhere}</p>}
      {command && topology && <Accepted causes={[causeOf(command), ...also]} topology={topology} setAlso={setAlso} />}
    </div>
  )
}

/** To begin with: a replica, where there is one. */
function likely(places: readonly string[], topology: Topology | null): string | undefined {
  const replica = topology?.nodes.find(({ shard, id }) => shard >= 0 && places.includes(`node ${id}`))
  return replica ? `node ${replica.id}` : places.at(0)
}

interface AcceptedProps {
  causes: Cause[] // the first is what was done
  topology: Topology
  setAlso: (also: Cause[]) => void
}
function Accepted({ causes, topology, setAlso }: AcceptedProps) {
  const w = words()
  const f = w.roomHost.faults
  const [, ...also] = causes
  const [kind, setKind] = useState<CauseKind>('kill')
  const [where, setWhere] = useState('')
  const name = (one: Cause): string => w.room.fault.cause(one)
  const isNew = !causes.some((one) => one.kind === kind && one.where === where)
  return (
    <details className="accepted">
      <summary>
        {f.accepted}: {causes.map(name).join('; ')}
      </summary>
      <ul className="plain-list">
        {also.map((one) => (
          <li key={name(one)}>
            {name(one)}{' '}
            <button
              type="button"
              className="plain"
              aria-label={f.drop(name(one))}
              onClick={() => setAlso(also.filter((other) => other !== one))}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
      <div className="fields">
        <CauseFields
          labels={{ kind: f.also, where: f.where }}
          kind={kind}
          where={where}
          topology={topology}
          chooseKind={(one) => setKind(one as CauseKind)}
          chooseWhere={setWhere}
        />
        <button
          type="button"
          disabled={!isNew || causes.length >= ROOM_LIMITS.commandsOfFault}
          onClick={() => setAlso([...also, { kind, where }])}
        >
          {f.accept}
        </button>
      </div>
    </details>
  )
}
