/** Fields of the forms: what is typed is taken at once where it can be, and stays as typed until one leaves. */
import type { ReactNode } from 'react'
import { useId, useState } from 'react'

interface FieldProps<T> {
  label: string
  hint?: string
  value: T
  set: (value: T) => void
}

export function Text({ label, hint, value, set, wide = true }: FieldProps<string> & { wide?: boolean }) {
  const [typed, setTyped] = useState<string | null>(null)
  const id = useId()
  return (
    <div className="author-field" data-wide={wide}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        type="text"
        value={typed ?? value}
        onChange={({ target }) => {
          setTyped(target.value)
          set(target.value)
        }}
        onBlur={() => setTyped(null)}
      />
      <Hint id={id} hint={hint} />
    </div>
  )
}
function Hint({ id, hint }: { id: string; hint: string | undefined }) {
  if (hint === undefined) return null
  return (
    <small id={`${id}-hint`} className="quiet">
      {hint}
    </small>
  )
}

type NumberProps = FieldProps<number> & { min: number; max: number; step?: number | 'any' }
export function Amount({ label, hint, value, set, min, max, step = 'any' }: NumberProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const take = (text: string): void => {
    setTyped(text)
    const number = Number(text)
    if (text.trim() !== '' && Number.isFinite(number) && number >= min && number <= max) set(number)
  }
  const id = useId()
  return (
    <div className="author-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        type="number"
        min={min}
        max={max}
        step={step}
        value={typed ?? value}
        onChange={({ target }) => take(target.value)}
        onBlur={() => setTyped(null)}
      />
      <Hint id={id} hint={hint} />
    </div>
  )
}

export function Choose<T extends string>({
  label,
  value,
  options,
  set,
  bare = false,
}: FieldProps<T> & { options: readonly (readonly [T, string])[]; bare?: boolean }) {
  return (
    <label className="author-field">
      <span className={bare ? 'hidden-visually' : undefined}>{label}</span>
      <select value={value} onChange={({ target }) => set(target.value as T)}>
        {options.map(([option, words]) => (
          <option key={option} value={option}>
            {words}
          </option>
        ))}
      </select>
    </label>
  )
}

/** Several of several, in their own order. */
export function Several<T extends string>({
  label,
  options,
  value,
  set,
}: FieldProps<readonly T[]> & { options: readonly (readonly [T, string])[] }) {
  const tick = (one: T, on: boolean): void =>
    set(options.map(([option]) => option).filter((option) => (option === one ? on : value.includes(option))))
  return (
    <fieldset className="author-several">
      <legend>{label}</legend>
      {options.map(([option, words]) => (
        <Tick key={option} on={value.includes(option)} set={(on) => tick(option, on)}>
          {words}
        </Tick>
      ))}
    </fieldset>
  )
}

export function Tick({ on, set, children }: { on: boolean; set: (on: boolean) => void; children: ReactNode }) {
  return (
    <label className="author-tick">
      <input type="checkbox" checked={on} onChange={({ target }) => set(target.checked)} />
      <span>{children}</span>
    </label>
  )
}
