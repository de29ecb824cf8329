/** Name, scenario, the run's details as one quiet chip (once asked for), undo and redo with their words, find, share, more. */
import { PRESET_TOPICS } from '../../scenarios/presets/topics'
import type { PresetTopic } from '../../scenarios/presets/topics'
import { actions } from '../actions'
import { useLab, useView } from '../store'
import { StoreMenu } from '../stores'
import { words } from '../words'
import { bytes } from '../words/numbers'
import { Disclosure } from './Disclosure'
import { labHash } from './routes'
import { FIRST_STEPS } from './steps'

export function TopBar() {
  const w = words().shell
  const set = useView((view) => view.set)
  const embedded = useView((view) => view.embedded)
  return (
    <header className="top-bar">
      <h1>
        {embedded ? (
          <a className="brand" href={window.location.href.replace(/[?&]?embed/, '')} target="_blank" rel="noreferrer">
            {w.openInFaultline}
          </a>
        ) : (
          <a className="brand" href="#/">
            {w.name}
          </a>
        )}
      </h1>
      <ScenarioMenu />
      <StoreMenu />
      <RunChip />
      <span className="spring" />
      <UndoRedo />
      <button className="plain find" onClick={() => set({ panel: 'palette' })} title={w.findHint}>
        {w.find} <kbd>Ctrl K</kbd>
      </button>
      <button className="plain share" onClick={() => set({ panel: 'share' })}>
        {w.shareThis}
      </button>
      <MoreMenu />
    </header>
  )
}

function ScenarioMenu() {
  const w = words().shell
  const scenario = useLab((lab) => lab.opened?.topology.scenarioId)
  if (!scenario) return null
  return (
    <Disclosure className="scenario" title={w.scenarioHint} label={<>{w.presetName(scenario)} ▾</>}>
      {(close) => (
        <div className="menu presets">
          {(Object.keys(PRESET_TOPICS) as PresetTopic[]).map((topic) => (
            <section key={topic} aria-label={w.presetTopic(topic)}>
              <h2>{w.presetTopic(topic)}</h2>
              <ul>
                {PRESET_TOPICS[topic].map((id) => (
                  <li key={id}>
                    <a href={labHash(id)} onClick={close} aria-current={id === scenario}>
                      <b>{w.presetName(id)}</b>
                      <span className="quiet">{w.presetStory(id)}</span>
                    </a>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
      )}
    </Disclosure>
  )
}

function RunChip() {
  const w = words().shell
  const more = useView((view) => view.more)
  const status = useLab((lab) => lab.status)
  const seed = useLab((lab) => lab.seed)
  if (!more || !status) return null
  const branch = status.branches.find((b) => b.id === status.active)
  return (
    <span className="chip" title={w.fingerprintHint(status.fingerprint.atUs, status.fingerprint.events)}>
      {w.branchName(branch?.name ?? null, status.active)} · {w.seed(seed)} ·{' '}
      <code>{status.fingerprint.hex.slice(0, 8)}</code>
    </span>
  )
}

/** `always`: in sight also while there is nothing to undo. */
export function UndoRedo({ always = false }: { always?: boolean }) {
  const w = words()
  const undo = useLab((lab) => lab.status?.canUndo ?? null)
  const redo = useLab((lab) => lab.status?.canRedo ?? null)
  return (
    <span className="undo-redo">
      {undo && (
        <button className="plain" title={w.shell.undoHint} onClick={() => void actions().undo()}>
          {w.shell.undo}
          <span className="colon">: </span>
          <span className="quiet">{w.faults.act(undo)}</span>
        </button>
      )}
      {!undo && always && (
        <button className="plain" disabled>
          {w.shell.undo}
        </button>
      )}
      {redo && (
        <button className="plain" title={w.shell.redoHint} onClick={() => void actions().redo()}>
          {w.shell.redo}
          <span className="colon">: </span>
          <span className="quiet">{w.faults.act(redo)}</span>
        </button>
      )}
    </span>
  )
}

function MoreMenu() {
  const w = words().shell
  const { theme, letterKeys, more, follow, set } = useView()
  const previous = useLab((lab) => lab.previous)
  const inStory = useLab((lab) => lab.opened?.topology.scenarioId === FIRST_STEPS.scenario)
  const status = useLab((lab) => lab.status)
  return (
    <Disclosure label={<>{w.more} ▾</>} className="more">
      {(close) => (
        <div className="menu">
          <button
            className="plain narrow-only"
            onClick={() => {
              close()
              set({ panel: 'share' })
            }}
          >
            {w.shareThis}
          </button>
          {inStory && (
            <button
              className="plain"
              onClick={() => {
                close()
                set({ lesson: true })
              }}
            >
              {w.firstSteps.title}
            </button>
          )}
          <button
            className="plain"
            onClick={() => {
              close()
              set({ map: 'table' })
            }}
          >
            {w.asTable}
          </button>
          <button
            className="plain"
            onClick={() => {
              close()
              set({ panel: 'help' })
            }}
          >
            {w.help.title}
          </button>
          {previous && (
            <button
              className="plain"
              onClick={() => {
                close()
                void actions().restore(previous)
              }}
            >
              {w.backToPrevious}
            </button>
          )}
          <a href="#/author?record">{w.makeLesson}</a>
          <a href="#/accuracy">{w.howAccurate}</a>
          <label>
            <input type="checkbox" checked={more} onChange={(event) => set({ more: event.target.checked })} />
            {w.showDetails}
          </label>
          <label>
            <input type="checkbox" checked={follow} onChange={(event) => set({ follow: event.target.checked })} />
            {words().watch.show}
          </label>
          <label>
            <input
              type="checkbox"
              checked={letterKeys}
              onChange={(event) => set({ letterKeys: event.target.checked })}
            />
            {w.letterKeys}
          </label>
          <fieldset>
            <legend>{w.theme.legend}</legend>
            {(['system', 'light', 'dark'] as const).map((name) => (
              <label key={name}>
                <input type="radio" name="theme" checked={theme === name} onChange={() => set({ theme: name })} />
                {w.theme[name]}
              </label>
            ))}
          </fieldset>
          {status && (
            <p className="quiet">
              {w.fingerprint} <code>{status.fingerprint.hex}</code>
              <br />
              {w.fingerprintAt(status.fingerprint.atUs, status.fingerprint.events)}
              <br />
              {w.memory(bytes(status.memoryBytes), bytes(status.memoryBoundBytes))}
            </p>
          )}
        </div>
      )}
    </Disclosure>
  )
}
