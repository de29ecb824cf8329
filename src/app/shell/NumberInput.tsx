/** A number in the unit in which people read it; empty: not set. */

interface NumberInputProps {
  id?: string
  label?: string // where no label element names it
  value: number | undefined
  scale: number // so many of what is stored make one of what is shown
  whole?: boolean // stored whole
  placeholder?: string
  onChange: (value: number | undefined) => void
  'aria-describedby'?: string
  'aria-invalid'?: boolean
}

export function NumberInput({ label, value, scale, whole = false, onChange, ...rest }: NumberInputProps) {
  const stored = (text: string): number => (whole ? Math.round(Number(text) * scale) : Number(text) * scale)
  return (
    <input
      {...rest}
      aria-label={label}
      type="number"
      step="any"
      min={0}
      value={value === undefined ? '' : Number((value / scale).toPrecision(12))}
      onChange={({ target }) => onChange(target.value === '' ? undefined : stored(target.value))}
    />
  )
}
