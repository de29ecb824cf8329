/** A run from a link or file that carries code: what it changes, and the code itself, before anything of it runs. */
import { useState } from 'react'
import { ENGINE_VERSION } from '../../scenarios/engineVersion'
import type { SavedRun } from '../../scenarios/run'
import { labSession } from '../shell/labSession'
import { openSaved } from '../shell/share/openShared'
import { Question } from '../shell/share/Question'
import { connectWorker } from '../shell/workerConnection'
import { useLab } from '../store'
import { words } from '../words'
import './codeOffer.css'

export function CodeOffer({ offer }: { offer: SavedRun }) {
  const w = words().studio.carries
  const { share } = words()
  const [shown, setShown] = useState(false)
  const { run } = offer
  const changes = run.commands.flatMap(({ atUs, command }) =>
    command.kind === 'setPolicy' && command.code !== null ? [w.change(command.contract, command.reach, atUs)] : [],
  )
  const isOurs = run.engine === ENGINE_VERSION
  const answer = (agreed: boolean): void => {
    useLab.setState({ offer: null })
    if (!agreed) return
    // The fingerprint of another engine is nothing to hold this replay to.
    const saved = isOurs ? offer : { run: { ...run, engine: ENGINE_VERSION }, view: offer.view }
    void openSaved(saved, labSession(connectWorker))
  }
  const text = (
    <>
      <p>{w.text}</p>
      {changes.length > 0 && (
        <>
          <p>{w.changes}</p>
          <ul>
            {changes.map((change, i) => (
              <li key={i}>{change}</li>
            ))}
          </ul>
        </>
      )}
      {!isOurs && <p>{share.ask(run.engine, ENGINE_VERSION)}</p>}
    </>
  )
  return (
    <Question className="code-offer" title={w.title} text={text} refuse={() => answer(false)}>
      {shown && (
        <div className="code-offer-files" role="region" aria-label={w.title} tabIndex={0}>
          {Object.entries(run.policies).map(([id, { contract, files }]) =>
            Object.entries(files).map(([name, text]) => (
              <section key={`${id} ${name}`}>
                <h3>{w.file(contract, name)}</h3>
                <pre>{text}</pre>
              </section>
            )),
          )}
        </div>
      )}
      <div className="code-offer-verbs">
        <button className="primary" onClick={() => answer(true)}>
          {w.run}
        </button>
        <button onClick={() => setShown(!shown)} aria-expanded={shown}>
          {shown ? w.hide : w.show}
        </button>
        <button onClick={() => answer(false)}>{share.keep}</button>
      </div>
    </Question>
  )
}
