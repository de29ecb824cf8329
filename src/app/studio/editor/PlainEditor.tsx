/**
 * A file in a plain field with line numbers, where Monaco cannot run or is not wanted: a phone, a screen reader. Tab moves on, as
 * in any field; Ctrl or Cmd with Enter applies.
 */
import type { KeyboardEvent } from 'react'
import { useEffect, useRef } from 'react'
import { words } from '../../words'
import type { EditorProps } from './editorProps'

export function PlainEditor({ file, files, problems, shown, change, apply }: EditorProps) {
  const field = useRef<HTMLTextAreaElement>(null)
  const text = files[file] ?? ''
  const lines = text.split('\n')
  const bad = new Set(problems.filter((problem) => problem.file === file).map(({ line }) => line))
  const shownLine = shown?.file === file ? shown.line : null
  useEffect(() => {
    if (shownLine !== null)
      field.current?.parentElement?.querySelector('[data-shown]')?.scrollIntoView({ block: 'nearest' })
  }, [shownLine])
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    apply()
  }
  return (
    <div className="plain-editor">
      <ol aria-hidden="true">
        {lines.map((_, i) => (
          <li key={i} data-bad={bad.has(i + 1) || undefined} data-shown={shownLine === i + 1 || undefined}>
            {i + 1}
          </li>
        ))}
      </ol>
      <textarea
        ref={field}
        aria-label={words().studio.editorLabel(file)}
        value={text}
        rows={lines.length + 1}
        wrap="off"
        spellCheck={false}
        autoCapitalize="off"
        autoCorrect="off"
        onChange={({ target }) => change(target.value)}
        onKeyDown={onKeyDown}
      />
    </div>
  )
}
