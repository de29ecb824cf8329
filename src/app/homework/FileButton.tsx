/** A button that opens files; its words are its label. */
interface FileButtonProps {
  label: string
  isPrimary?: boolean
  isMany?: boolean
  opened: (files: File[]) => void
}
export function FileButton({ label, isPrimary = false, isMany = false, opened }: FileButtonProps) {
  return (
    <label className={`button file-button${isPrimary ? ' primary' : ''}`}>
      {label}
      <input
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
