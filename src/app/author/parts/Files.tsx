/** The files themselves, for all that no form says: read as one types. */
import { useState } from 'react'
import { SCENARIO_FILE, SPEC_FILE, TEXT_FILE } from '../../../lessons/load'
import { isFileName } from '../../../lessons/parcel'
import { withSpec } from '../../../lessons/author/spec'
import { presetOf } from '../../../scenarios/presets'
import { words } from '../../words'
import { edit, replaceFiles, type, useDraft } from '../draftStore'
import { Choose, Text } from '../Fields'
import { problemWords } from '../problems'

const NEEDED = [SPEC_FILE, TEXT_FILE]

export function Files() {
  const w = words().author.files
  const { files, read } = useDraft()
  const names = Object.keys(files).sort()
  const [chosen, setChosen] = useState(SPEC_FILE)
  const file = Object.hasOwn(files, chosen) ? chosen : (names[0] ?? SPEC_FILE)
  const problems = read.problems.filter((problem) => problem.file === file || problem.file === '')
  return (
    <>
      <p className="quiet">{w.lead}</p>
      <div className="author-row">
        <Choose label={w.file} value={file} options={names.map((name) => [name, name] as const)} set={setChosen} />
        {!NEEDED.includes(file) && (
          <button
            className="plain"
            onClick={() => {
              replaceFiles(Object.fromEntries(Object.entries(files).filter(([name]) => name !== file)))
            }}
          >
            {w.remove(file)}
          </button>
        )}
      </div>
      <textarea
        className="author-source"
        aria-label={file}
        spellCheck={file.endsWith('.md')}
        value={files[file] ?? ''}
        onChange={({ target }) => type(file, target.value)}
      />
      {problems.length === 0 ? (
        <p className="quiet">{w.fine}</p>
      ) : (
        <ul className="author-plain author-wrong">
          {problems.map((problem, i) => (
            <li key={i}>
              {problem.field !== '' && <code>{problem.field}</code>} {problemWords(problem)}
            </li>
          ))}
        </ul>
      )}
      <AddFile names={names} show={setChosen} />
      <WholeScenario show={setChosen} />
    </>
  )
}

function AddFile({ names, show }: { names: string[]; show: (name: string) => void }) {
  const w = words().author.files
  const [name, setName] = useState('')
  const [refused, setRefused] = useState(false)
  const add = (): void => {
    const fits = isFileName(name) && !names.includes(name)
    setRefused(!fits)
    if (!fits) return
    replaceFiles({ ...useDraft.getState().files, [name]: '' })
    show(name)
    setName('')
  }
  return (
    <form
      className="author-add"
      aria-label={w.add}
      onSubmit={(event) => {
        event.preventDefault()
        add()
      }}
    >
      <Text label={w.addName} hint={w.addNameHint} value={name} set={setName} />
      <button>{w.adding}</button>
      {refused && <p role="alert">{w.badName}</p>}
    </form>
  )
}

/** A preset's scenario, as a file of the lesson's own. */
function WholeScenario({ show }: { show: (name: string) => void }) {
  const w = words().author.files
  const lesson = useDraft((draft) => draft.read.lesson)
  const named = lesson?.spec.start.scenario
  if (typeof named !== 'string' || named === SCENARIO_FILE) return null
  const write = (): void => {
    const preset = presetOf(named)
    if (!preset) return
    edit(({ files, spec }) =>
      withSpec({ ...files, [SCENARIO_FILE]: `${JSON.stringify(preset, null, 2)}\n` }, spec, (changed) => {
        changed.start.scenario = SCENARIO_FILE
      }),
    )
    show(SCENARIO_FILE)
  }
  return (
    <p className="author-begin">
      <button onClick={write}>{w.whole}</button>
      <span className="quiet">{w.wholeHint}</span>
    </p>
  )
}
