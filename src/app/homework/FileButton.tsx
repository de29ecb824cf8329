/** A button that opens files; its words are its label. */
import type { RefObject } from 'react'

interface FileButtonProps {
  label: string
  isPrimary?: boolean
  isMany?: boolean
  opened: (files: File[]) => void
  field?: RefObject<HTMLInputElement | null>
}
export function FileButton({ label, isPrimary = false, isMany = false, opened, field }: FileButtonProps) {
  return (
    <label className={`button file-button${isPrimary ? ' primary' : ''}`}>
      {label}
      <input
        ref={field}
        type="file"
        className="hidden-visually"
        multiple={isMany}
        onChange={({ target }) => {
          opened([...(target.files ?? [])])
          target.value = ''
        }}
      />
    </label>
  )
}
