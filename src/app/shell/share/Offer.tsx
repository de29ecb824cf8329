/** A run made by another engine version, or with code in it: replay it here, or keep the run that is open. */
import { lazy } from 'react'
import { ENGINE_VERSION } from '../../../scenarios/engineVersion'
import { useLab } from '../../store'
import { withItsWords, words } from '../../words'
import { labSession } from '../labSession'
import { connectWorker } from '../workerConnection'
import { openSaved } from './openShared'
import { Question } from './Question'

const CodeOffer = lazy(() =>
  withItsWords(import('../../studio/CodeOffer'), 'studio').then((m) => ({ default: m.CodeOffer })),
)

export function Offer() {
  const w = words().share
  const offer = useLab((lab) => lab.offer)
  if (!offer) return null
  if (Object.keys(offer.run.policies).length > 0) return <CodeOffer offer={offer} />
  const replay = (): void => {
    useLab.setState({ offer: null })
    // Its fingerprint belongs to another engine: there is nothing to hold this replay to.
    void openSaved({ run: { ...offer.run, engine: ENGINE_VERSION }, view: offer.view }, labSession(connectWorker)).then(
      (opened) => {
        if (!opened) return
        const params = { ours: ENGINE_VERSION, theirs: offer.run.engine }
        useLab.setState({ notice: { code: 'otherEngine', params, undo: false } })
      },
    )
  }
  const refuse = (): void => useLab.setState({ offer: null })
  return (
    <Question title={w.replay} text={w.ask(offer.run.engine, ENGINE_VERSION)} refuse={refuse}>
      <button className="primary" onClick={replay}>
        {w.replay}
      </button>
      <button onClick={refuse}>{w.keep}</button>
    </Question>
  )
}
