/** One setting: its name, its control, and, where it was refused, why. */
import { useId } from 'react'
import { NumberInput } from '../../shell/NumberInput'
import { words } from '../../words'
import type { Field } from './fields'
import { changedField, fieldValue } from './fields'

export interface FieldProps {
  admits: boolean // of what a service turns away
  part: string
  field: Field
  value: unknown // the part
  refused: string | null // why
  onChange: (part: unknown) => void
}

const SCALES = { ms: 1_000, count: 1, number: 1, share: 0.01 } as const

export function FieldControl(props: FieldProps) {
  const { admits, part, field, refused } = props
  const w = words().policySettings.field(admits, part, field.path)
  const id = useId()
  const told = [w.hint && `${id}-hint`, refused && `${id}-refused`].filter(Boolean).join(' ') || undefined
  const described = { 'aria-describedby': told, 'aria-invalid': refused !== null }
  const below = (
    <>
      {w.hint && <small id={`${id}-hint`}>{w.hint}</small>}
      {refused && (
        <small id={`${id}-refused`} className="refused">
          {refused}
        </small>
      )}
    </>
  )
  if (field.kind === 'several')
    return (
      <fieldset className="setting several" {...described}>
        <legend>{w.label}</legend>
        <Several {...props} of={field.of} />
        {w.none && <small>{w.none}</small>}
        {below}
      </fieldset>
    )
  return (
    <div className="setting">
      <label htmlFor={id}>{w.label}</label>
      <Control {...props} id={id} described={described} />
      {below}
    </div>
  )
}

interface ControlProps extends FieldProps {
  id: string
  described: { 'aria-describedby': string | undefined; 'aria-invalid': boolean }
}
function Control({ admits, part, field, value, onChange, id, described }: ControlProps) {
  const w = words().policySettings
  const now = fieldValue(field, value)
  const change = (to: unknown): void => onChange(changedField(field, value, to))
  if (field.kind === 'several') return null
  if (field.kind === 'flag')
    return (
      <input
        {...described}
        id={id}
        type="checkbox"
        checked={now === true}
        onChange={({ target }) => change(target.checked ? true : field.optional ? undefined : false)}
      />
    )
  const { of = {}, none } = w.field(admits, part, field.path)
  if (field.kind === 'choice')
    return (
      <select
        {...described}
        id={id}
        value={typeof now === 'string' ? now : ''}
        onChange={({ target }) => change(target.value || undefined)}
      >
        {field.none && <option value="">{none}</option>}
        {field.of.map((one) => (
          <option key={one} value={one}>
            {of[one] ?? one}
          </option>
        ))}
      </select>
    )
  const scale = SCALES[field.kind]
  const usual = field.usual === undefined ? none : w.usual(String(Number((field.usual / scale).toPrecision(12))))
  return (
    <span className="number">
      <NumberInput
        {...described}
        id={id}
        value={now as number | undefined}
        scale={scale}
        whole={field.kind === 'ms'}
        placeholder={usual}
        onChange={change}
      />
      {w.unit[field.kind]}
    </span>
  )
}

function Several({ field, value, onChange, of }: FieldProps & { of: readonly string[] }) {
  const chosen = (fieldValue(field, value) ?? []) as readonly string[]
  const toggled = (name: string): string[] | undefined => {
    const next = of.filter((one) => (one === name ? !chosen.includes(one) : chosen.includes(one)))
    return next.length > 0 ? next : undefined
  }
  return (
    <span className="choices">
      {of.map((one) => (
        <label key={one}>
          <input
            type="checkbox"
            checked={chosen.includes(one)}
            onChange={() => onChange(changedField(field, value, toggled(one)))}
          />
          {words().policySettings.cause(one)}
        </label>
      ))}
    </span>
  )
}
