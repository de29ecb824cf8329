/** A name that a host types, in a form of its own: what it is for stands in the field. */
import { ROOM_LIMITS } from '../../../classroom/limits'

export function NameField({
  label,
  name,
  onChange,
}: {
  label: string
  name: string
  onChange: (name: string) => void
}) {
  return (
    <label>
      <span className="hidden-visually">{label}</span>
      <input
        value={name}
        placeholder={label}
        maxLength={ROOM_LIMITS.nameCharacters}
        onChange={({ target }) => onChange(target.value)}
      />
    </label>
  )
}
