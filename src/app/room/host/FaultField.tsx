/** What goes wrong, in one or more parts that happen together: which fault, where, how much of it; and what counts as the right diagnosis. */
import { useEffect, useState } from 'react'
import type { Command } from '../../../cluster/command'
import type { Cause } from '../../../classroom/causes'
import { ROOM_LIMITS } from '../../../classroom/limits'
import type { Topology } from '../../../lab/protocol'
import { words } from '../../words'
import type { CauseKind } from '../../../classroom/suspects'
import { CauseFields } from '../CauseFields'
import type { FaultPart } from './faultCommand'
import { causesOfPart, commandOfPart, NEW_PART } from './faultCommand'
import { FaultPartFields } from './FaultPartFields'

export interface FaultAsked {
  commands: Command[]
  causes: Cause[]
}
/** `topology` null: not known yet. `onChange` null: a part of it can be nowhere. */
export function FaultField({
  topology,
  onChange,
}: {
  topology: Topology | null
  onChange: (fault: FaultAsked | null) => void
}) {
  const f = words().roomHost.faults
  const [parts, setParts] = useState<(FaultPart & { id: number })[]>([{ ...NEW_PART, id: 0 }])
  const [also, setAlso] = useState<Cause[]>([])
  const commands = parts.map((part) => topology && commandOfPart(part, topology))
  const known = commands.every((command) => command !== null)
  const causes = parts.flatMap((part, i) => (commands[i] ? causesOfPart(part, commands[i]) : []))
  const made = JSON.stringify(known ? { commands, causes: [...causes, ...also] } : null)
  useEffect(() => {
    onChange(JSON.parse(made) as FaultAsked | null)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- told when what was chosen is another
  }, [made])
  const change = (next: typeof parts): void => {
    setParts(next)
    setAlso([])
  }
  return (
    <div className="host-fault-field">
      {parts.map((part, i) => (
        <FaultPartFields
          key={part.id}
          nth={i + 1}
          part={part}
          topology={topology}
          change={(to) => change(parts.map((one) => (one === part ? { ...part, ...to } : one)))}
          drop={parts.length === 1 ? null : () => change(parts.filter((one) => one !== part))}
        />
      ))}
      {!topology && <p className="quiet">{f.loading}</p>}
      {topology && (
        <p>
          <button
            type="button"
            disabled={parts.length >= ROOM_LIMITS.commandsOfFault}
            onClick={() => change([...parts, { ...NEW_PART, id: Math.max(...parts.map(({ id }) => id)) + 1 }])}
          >
            {f.together}
          </button>
        </p>
      )}
      {known && topology && <Accepted done={causes} also={also} topology={topology} setAlso={setAlso} />}
    </div>
  )
}

interface AcceptedProps {
  done: Cause[] // names what was done
  also: Cause[]
  topology: Topology
  setAlso: (also: Cause[]) => void
}
function Accepted({ done, also, topology, setAlso }: AcceptedProps) {
  const w = words()
  const f = w.roomHost.faults
  const causes = [...done, ...also]
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
