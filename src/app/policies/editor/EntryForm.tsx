/** One entry of an edge's policies: which calls it is for, and what it sets. */
import type { CallEdge, CallPolicySpec } from '../../../scenarios/policies'
import { words } from '../../words'
import { CALL_PARTS } from './parts'
import { PartsForm } from './PartsForm'
import type { RefusedHere } from './refused'
import { refusedText } from './refused'

interface EntryProps {
  edge: CallEdge
  journeys: readonly string[] // that there are on this edge; empty: they are not told apart
  entry: CallPolicySpec
  alone: boolean // no other entry speaks of the edge
  refused: RefusedHere | null
  onChange: (entry: CallPolicySpec) => void
  onRemove: (() => void) | null // null: there is nothing to remove
}

export function EntryForm({ edge, journeys, entry, alone, refused, onChange, onRemove }: EntryProps) {
  const w = words().policySettings
  const can = (ability: CallEdge['abilities'][number]): boolean => edge.abilities.includes(ability)
  const parts = CALL_PARTS.filter(({ needs, name }) => !needs || can(needs) || entry[name] !== undefined)
  const name = w.entry(entry.operations ?? [], entry.journeys ?? [])
  return (
    <section className="entry" aria-label={name}>
      <header>
        <h3>{name}</h3>
        {onRemove && (
          <button type="button" className="plain" aria-label={w.removeEntry(name)} onClick={onRemove}>
            {w.remove}
          </button>
        )}
      </header>
      {(!alone || entry.operations || entry.journeys) && (
        <div className="covers">
          {(edge.operations.length > 1 || entry.operations) && (
            <Covers
              {...w.operations}
              of={edge.operations}
              names={w.operations.of}
              chosen={entry.operations}
              refused={refused?.part === 'operations' ? refusedText(refused, w.operations.label, null) : null}
              onChange={(operations) => onChange(cleaned({ ...entry, operations }))}
            />
          )}
          {(journeys.length > 1 || entry.journeys) && (
            <Covers
              {...w.journeys}
              of={journeys}
              names={{}}
              chosen={entry.journeys}
              refused={refused?.part === 'journeys' ? refusedText(refused, w.journeys.label, null) : null}
              onChange={(of) => onChange(cleaned({ ...entry, journeys: of }))}
            />
          )}
        </div>
      )}
      <PartsForm
        admits={false}
        parts={parts}
        values={entry as unknown as Record<string, unknown>}
        can={can}
        refused={refused}
        onChange={(values) => onChange(values as unknown as CallPolicySpec)}
      />
    </section>
  )
}
function cleaned(entry: CallPolicySpec): CallPolicySpec {
  return Object.fromEntries(
    Object.entries(entry).filter(([, value]) => value !== undefined),
  ) as unknown as CallPolicySpec
}

interface CoversProps<T extends string> {
  label: string
  none: string
  of: readonly T[]
  names: Partial<Record<T, string>>
  chosen: T[] | undefined
  refused: string | null
  onChange: (chosen: T[] | undefined) => void
}
/** Whichever are chosen; none: all. */
function Covers<T extends string>({ label, none, of, names, chosen = [], refused, onChange }: CoversProps<T>) {
  const toggled = (one: T): T[] | undefined => {
    const next = of.filter((other) => (other === one ? !chosen.includes(one) : chosen.includes(other)))
    return next.length > 0 ? next : undefined
  }
  return (
    <fieldset className="setting several" data-refused={refused !== null || undefined}>
      <legend>{label}</legend>
      <span className="choices">
        {of.map((one) => (
          <label key={one}>
            <input type="checkbox" checked={chosen.includes(one)} onChange={() => onChange(toggled(one))} />
            {names[one] ?? one}
          </label>
        ))}
      </span>
      <small>{none}</small>
      {refused && (
        <small className="refused" tabIndex={-1}>
          {refused}
        </small>
      )}
    </fieldset>
  )
}
