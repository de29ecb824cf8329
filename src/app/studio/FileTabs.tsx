/** The files of a policy: the one that decides, and those that it imports. */
import { useRef, useState } from 'react'
import { words } from '../words'
import type { Code } from './useRunning'

interface FileTabsProps {
  code: Code
  file: string
  choose: (file: string) => void
  write: (code: Code) => void
  /** As `write`, of what can be brought back as a whole. */
  writeOver: (code: Code) => void
}
const NAME = /^[a-zA-Z][a-zA-Z0-9-]{0,40}\.ts$/

export function FileTabs({ code, file, choose, write, writeOver }: FileTabsProps) {
  const w = words().studio
  const [asking, setAsking] = useState<'add' | 'rename' | null>(null)
  const [tabs, asker] = [useRef<HTMLDivElement>(null), useRef<HTMLButtonElement>(null)]
  const names = Object.keys(code.files)
  const asked = (): void => {
    setAsking(null)
    asker.current?.focus()
  }
  const named = (name: string): void => {
    const files = Object.fromEntries(
      asking === 'add'
        ? [...Object.entries(code.files), [name, '']]
        : Object.entries(code.files).map(([old, text]) => [old === file ? name : old, text]),
    ) as Record<string, string>
    write({ entry: asking === 'rename' && file === code.entry ? name : code.entry, files })
    choose(name)
    asked()
  }
  const ask = (what: 'add' | 'rename', button: HTMLButtonElement): void => {
    asker.current = button
    setAsking(asking === what ? null : what)
  }
  const remove = (): void => {
    const kept = Object.entries(code.files).filter(([name]) => name !== file)
    writeOver({ ...code, files: Object.fromEntries(kept) })
    choose(code.entry)
    tabs.current?.querySelector('button')?.focus()
  }
  return (
    <div className="file-tabs">
      <div role="group" aria-label={w.files} ref={tabs}>
        {names.map((name) => (
          <button key={name} className="plain" aria-pressed={name === file} onClick={() => choose(name)}>
            {name}
          </button>
        ))}
      </div>
      <span className="file-verbs">
        {(['add', 'rename'] as const).map((what) => (
          <button
            key={what}
            className="plain"
            aria-expanded={asking === what}
            onClick={({ currentTarget }) => ask(what, currentTarget)}
          >
            {what === 'add' ? w.addFile : w.rename}
          </button>
        ))}
        {file !== code.entry && (
          <button className="plain" onClick={remove}>
            {w.remove}
          </button>
        )}
      </span>
      {asking !== null && (
        <NameForm
          key={asking}
          renamed={asking === 'rename' ? file : null}
          taken={names.filter((name) => asking === 'add' || name !== file)}
          done={named}
          cancel={asked}
        />
      )}
    </div>
  )
}

interface NameFormProps {
  renamed: string | null // null: a new file is named
  taken: string[]
  done: (name: string) => void
  cancel: () => void
}
function NameForm({ renamed, taken, done, cancel }: NameFormProps) {
  const w = words().studio
  const [text, setText] = useState(renamed ?? '')
  const name = text.trim().endsWith('.ts') ? text.trim() : `${text.trim()}.ts`
  const problem = text === '' ? null : !NAME.test(name) ? w.badName : taken.includes(name) ? w.nameTaken : null
  return (
    <form
      className="name-form"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        cancel()
      }}
      onSubmit={(event) => {
        event.preventDefault()
        if (text !== '' && problem === null) done(name)
      }}
    >
      <input
        autoFocus
        value={text}
        aria-label={renamed === null ? w.newFile : w.renameFile}
        aria-invalid={problem !== null}
        onChange={({ target }) => setText(target.value)}
      />
      <button disabled={text === '' || problem !== null}>{renamed === null ? w.create : w.setName}</button>
      <button type="button" className="plain" onClick={cancel}>
        {w.cancel}
      </button>
      <p role="status">{problem}</p>
    </form>
  )
}
