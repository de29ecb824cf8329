/** The files of a policy: the one that decides, and those that it imports. */
import { useState } from 'react'
import { words } from '../words'
import type { Code } from './useRunning'

interface FileTabsProps {
  code: Code
  file: string
  choose: (file: string) => void
  write: (code: Code) => void
}
const NAME = /^[a-zA-Z][a-zA-Z0-9-]{0,40}\.ts$/

export function FileTabs({ code, file, choose, write }: FileTabsProps) {
  const w = words().studio
  const [asking, setAsking] = useState<'add' | 'rename' | null>(null)
  const names = Object.keys(code.files)
  const named = (name: string): void => {
    const files = Object.fromEntries(
      asking === 'add'
        ? [...Object.entries(code.files), [name, '']]
        : Object.entries(code.files).map(([old, text]) => [old === file ? name : old, text]),
    ) as Record<string, string>
    write({ entry: asking === 'rename' && file === code.entry ? name : code.entry, files })
    choose(name)
    setAsking(null)
  }
  const remove = (): void => {
    const kept = Object.entries(code.files).filter(([name]) => name !== file)
    write({ ...code, files: Object.fromEntries(kept) })
    choose(code.entry)
  }
  return (
    <div className="file-tabs">
      <div role="group" aria-label={w.files}>
        {names.map((name) => (
          <button key={name} className="plain" aria-pressed={name === file} onClick={() => choose(name)}>
            {name}
          </button>
        ))}
      </div>
      {asking === null ? (
        <span className="file-verbs">
          <button className="plain" onClick={() => setAsking('add')}>
            {w.addFile}
          </button>
          <button className="plain" onClick={() => setAsking('rename')}>
            {w.rename}
          </button>
          {file !== code.entry && (
            <button className="plain" onClick={remove}>
              {w.remove}
            </button>
          )}
        </span>
      ) : (
        <NameForm asking={asking} taken={names} done={named} cancel={() => setAsking(null)} />
      )}
    </div>
  )
}

interface NameFormProps {
  asking: 'add' | 'rename'
  taken: string[]
  done: (name: string) => void
  cancel: () => void
}
function NameForm({ asking, taken, done, cancel }: NameFormProps) {
  const w = words().studio
  const [text, setText] = useState('')
  const name = text.trim().endsWith('.ts') ? text.trim() : `${text.trim()}.ts`
  const problem = text === '' ? null : !NAME.test(name) ? w.badName : taken.includes(name) ? w.nameTaken : null
  return (
    <form
      className="name-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (text !== '' && problem === null) done(name)
      }}
    >
      <input
        autoFocus
        value={text}
        aria-label={asking === 'add' ? w.newFile : w.renameFile}
        aria-invalid={problem !== null}
        onChange={({ target }) => setText(target.value)}
      />
      <button disabled={text === '' || problem !== null}>{asking === 'add' ? w.create : w.rename}</button>
      <button type="button" className="plain" onClick={cancel}>
        {w.cancel}
      </button>
      <p role="status">{problem}</p>
    </form>
  )
}
