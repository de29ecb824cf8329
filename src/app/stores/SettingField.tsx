/** One setting of a replication mode: its name, its control, and what it does in a sentence. */
import { useId } from 'react'
import { NumberInput } from '../shell/NumberInput'
import { words } from '../words'
import type { Setting } from './settings'

interface FieldProps {
  mode: string
  setting: Setting
  value: unknown
  onChange: (value: unknown) => void
}

export function Field(props: FieldProps) {
  const { mode, setting } = props
  const { label, hint } = words().storeSettings.of(mode, setting.name)
  const id = useId()
  if (setting.kind === 'several' || setting.kind === 'span')
    return (
      <fieldset className="setting" aria-describedby={`${id}-hint`}>
        <legend>{label}</legend>
        {setting.kind === 'span' ? <Span {...props} /> : <Several {...props} of={setting.of} />}
        <small id={`${id}-hint`}>{hint}</small>
      </fieldset>
    )
  return (
    <div className={`setting ${setting.kind}`}>
      <label htmlFor={id}>{label}</label>
      <Control {...props} id={id} />
      <small id={`${id}-hint`}>{hint}</small>
    </div>
  )
}

function Control({ mode, setting, value, onChange, id }: FieldProps & { id: string }) {
  const w = words().storeSettings
  const described = { id, 'aria-describedby': `${id}-hint` }
  if (setting.kind === 'flag')
    return (
      <input
        {...described}
        type="checkbox"
        checked={(value ?? setting.unset) === true}
        onChange={({ target }) => onChange(target.checked)}
      />
    )
  if (setting.kind === 'choice')
    return (
      <select
        {...described}
        value={typeof value === 'string' ? value : setting.of[0]}
        onChange={({ target }) => onChange(target.value)}
      >
        {setting.of.map((one) => (
          <option key={one} value={one}>
            {w.of(mode, setting.name).of?.[one] ?? one}
          </option>
        ))}
      </select>
    )
  const scale = setting.kind === 'ms' ? 1_000 : 1
  return (
    <span className="number">
      <NumberInput {...described} value={value as number | undefined} scale={scale} whole onChange={onChange} />
      {setting.kind === 'ms' && ` ${w.unit}`}
    </span>
  )
}

function Span({ value, onChange }: FieldProps) {
  const w = words().storeSettings
  const span = value as [number, number]
  return (
    <span className="number">
      {([w.least, w.greatest] as const).map((label, i) => (
        <NumberInput
          key={label}
          label={label}
          value={span[i]}
          scale={1_000}
          whole
          onChange={(us) => onChange(span.map((was, j) => (i === j ? (us ?? 0) : was)))}
        />
      ))}
      {w.unit}
    </span>
  )
}

function Several({ mode, setting, value, onChange, of }: FieldProps & { of: readonly string[] }) {
  const chosen = (value ?? []) as readonly string[]
  const names = words().storeSettings.of(mode, setting.name).of
  const toggled = (name: string): string[] | undefined => {
    const next = of.filter((one) => (one === name ? !chosen.includes(one) : chosen.includes(one)))
    return next.length > 0 ? next : undefined
  }
  return of.map((one) => (
    <label key={one} className="one">
      <input type="checkbox" checked={chosen.includes(one)} onChange={() => onChange(toggled(one))} />
      {names?.[one] ?? one}
    </label>
  ))
}
