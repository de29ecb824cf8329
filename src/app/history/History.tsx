/** The page that judges a history: one of the samples, or a file that is dropped or chosen and stays on this computer. */
import { useState, type DragEvent } from 'react'
import { FORMATS, HISTORY_LIMITS, MODELS } from './offered'
import { words } from '../words'
import { cancel, judgeAgain, openFile, openSample, useHistory } from './opened'
import { Report } from './Report'
import { SAMPLES } from './samples'
import './history.css'

export function History() {
  const w = words().history
  const [over, setOver] = useState(false)
  const { name, stage, events, report, problem } = useHistory()
  const onDrop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    const [file] = event.dataTransfer.files
    if (file) void openFile(file)
  }
  return (
    <main
      className="history"
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <nav aria-label={w.nav}>
        <a href="#/">{w.home}</a>
        <a href="#/lab">{w.lab}</a>
      </nav>
      <h1>{w.title}</h1>
      <p>{w.lead}</p>
      <Choosing />
      {name !== null && (
        <section className="history-opened" aria-label={w.opened}>
          <h2>{name}</h2>
          <Settings />
          {stage && (
            <p className="history-stage" role="status">
              <progress aria-label={w.stage(stage, events)} /> {w.stage(stage, events)}{' '}
              <button type="button" onClick={cancel}>
                {w.cancel}
              </button>
            </p>
          )}
          {problem && (
            <p className="history-problem" role="alert">
              {w.problem(problem.code, problem.params)} {w.problemHint}
            </p>
          )}
          {report && <Report report={report} />}
        </section>
      )}
    </main>
  )
}

function Choosing() {
  const w = words().history
  return (
    <>
      <p className="history-choose">
        <label className="button primary">
          {w.choose}
          <input
            type="file"
            className="hidden-visually"
            onChange={({ target }) => {
              const file = target.files?.[0]
              if (file) void openFile(file)
              target.value = ''
            }}
          />
        </label>{' '}
        {w.drop} <strong>{w.stays}</strong>
      </p>
      <p className="quiet">{w.limits(HISTORY_LIMITS.textCharacters, HISTORY_LIMITS.events)}</p>
      <h2>{w.samples}</h2>
      <ul className="stories">
        {SAMPLES.map((sample) => (
          <li key={sample.id}>
            <button type="button" onClick={() => void openSample(sample, w.sample[sample.id].name)}>
              {w.sample[sample.id].name}
            </button>
            <span>{w.sample[sample.id].about}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

function Settings() {
  const w = words().history
  const { format, model, stage } = useHistory()
  const choice = (value: string): string | null => (value === '' ? null : value)
  return (
    <div className="history-settings">
      <label>
        {w.format}{' '}
        <select
          value={format ?? ''}
          disabled={stage === 'making'}
          onChange={({ target }) => judgeAgain({ format: choice(target.value) })}
        >
          <option value="">{w.guessed}</option>
          {FORMATS.map((each) => (
            <option key={each} value={each}>
              {w.formats[each] ?? each}
            </option>
          ))}
        </select>
      </label>
      <label>
        {w.model}{' '}
        <select
          value={model ?? ''}
          disabled={stage === 'making'}
          onChange={({ target }) => judgeAgain({ model: choice(target.value) })}
        >
          <option value="">{w.guessed}</option>
          {MODELS.map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}
