/** The parts of a policy, or of what a service turns away: each with its fields, and those that can be added. */
import { useRef } from 'react'
import { words } from '../../words'
import { breakerConfig } from './breakerFields'
import { FieldControl } from './FieldControl'
import type { Field } from './fields'
import { isComplete } from './fields'
import type { Part } from './parts'
import type { RefusedHere } from './refused'
import { refusedText } from './refused'

type Values = Record<string, unknown>
interface PartsProps {
  admits: boolean
  parts: readonly Part[] // those that are possible here
  values: Values
  can: Parameters<Part['fields']>[1]
  refused: RefusedHere | null
  onChange: (values: Values) => void
}

export function PartsForm({ admits, parts, values, can, refused, onChange }: PartsProps) {
  const w = words().policySettings
  const box = useRef<HTMLDivElement>(null)
  /** What is pressed goes: the focus moves on to what has come in its place. */
  const change = (next: Values, ...focus: string[]): void => {
    onChange(next)
    const find = (one: string): HTMLElement[] => [...(box.current?.querySelectorAll<HTMLElement>(one) ?? [])]
    requestAnimationFrame(() => focus.flatMap(find).at(0)?.focus())
  }
  const missing = parts.filter(({ name }) => values[name] === undefined)
  return (
    <div ref={box} className="parts">
      {parts
        .filter(({ name }) => values[name] !== undefined)
        .map((part) => (
          <PartForm
            key={part.name}
            admits={admits}
            part={part}
            value={values[part.name]}
            fields={part.fields(values[part.name], can)}
            refused={refused}
            onChange={(value) => onChange({ ...values, [part.name]: value })}
            onRemove={() => change(without(values, part.name), `[data-add="${part.name}"]`)}
          />
        ))}
      {missing.length > 0 && (
        <p className="to-add">
          <span className="quiet">{w.add}</span>
          {missing.map(({ name, fresh }) => (
            <button
              key={name}
              type="button"
              data-add={name}
              aria-label={w.addPart(w.part(admits, name).name)}
              title={w.part(admits, name).hint}
              onClick={() =>
                change(
                  { ...values, [name]: fresh },
                  `[data-part="${name}"] :is(input, select)`,
                  `[data-part="${name}"] button`,
                )
              }
            >
              {w.part(admits, name).name}
            </button>
          ))}
        </p>
      )}
    </div>
  )
}
function without(values: Values, name: string): Values {
  return Object.fromEntries(Object.entries(values).filter(([one]) => one !== name))
}

interface PartProps extends Pick<PartsProps, 'admits' | 'refused'> {
  part: Part
  value: unknown
  fields: readonly Field[]
  onChange: (value: unknown) => void
  onRemove: () => void
}

function PartForm({ admits, part, value, fields, refused, onChange, onRemove }: PartProps) {
  const w = words().policySettings
  const { name, hint } = w.part(admits, part.name)
  const shown = (field: Field): string | null =>
    refused && refused.part === part.name && refused.field === field.path
      ? refusedText(refused, w.field(admits, part.name, field.path).label, field)
      : null
  const whole = refused?.part === part.name && refused.field === null ? refusedText(refused, name, null) : null
  return (
    <fieldset className="part" data-part={part.name} data-refused={whole !== null || undefined}>
      <legend>{name}</legend>
      <button type="button" className="plain" aria-label={w.removePart(name)} onClick={onRemove}>
        {w.remove}
      </button>
      <small>{hint}</small>
      {fields.map((field) => (
        <FieldControl
          key={field.path}
          admits={admits}
          part={part.name}
          field={field}
          value={value}
          refused={shown(field)}
          onChange={onChange}
        />
      ))}
      {part.name === 'fallback' && <StandIns value={value as Values[]} onChange={onChange} />}
      {!admits && (fields.length > 1 || part.name === 'breaker') && isComplete(value, fields) && (
        <p className="told">{told(part.name, value)}</p>
      )}
      {whole && (
        <small className="refused" tabIndex={-1}>
          {whole}
        </small>
      )}
    </fieldset>
  )
}
/** What it comes to, in a sentence. */
function told(name: string, value: unknown): string {
  const w = words().policySettings
  return name === 'breaker'
    ? w.breakerSentence(breakerConfig(value as Parameters<typeof breakerConfig>[0]))
    : w.sentence({ from: '', to: '', [name]: value }).join(' ')
}

function StandIns({ value, onChange }: { value: Values[]; onChange: (value: unknown) => void }) {
  const w = words().policySettings
  return (
    <p className="to-add">
      <button type="button" onClick={() => onChange([{ kind: 'default', causes: ['timeout'] }, ...value])}>
        {w.addStandIn}
      </button>
      {value.length > 1 && (
        <button type="button" onClick={() => onChange(value.slice(1))}>
          {w.removeStandIn}
        </button>
      )}
    </p>
  )
}
