/** The run's traces and metrics as files that other tools read. */
import { useState } from 'react'
import { INSTRUMENT_FORMATS, type InstrumentFormat } from '../../../lab/instrumentFormats'
import type { SavedRun } from '../../../scenarios/run'
import { actions } from '../../actions'
import { useLab } from '../../store'
import { words } from '../../words'
import { problemOf } from '../labConnection'
import { saveFile } from './handOver'
import { fileName } from './sharedRun'

const FILES: Record<InstrumentFormat, { ending: string; type: string }> = {
  otlp: { ending: 'otlp.json', type: 'application/json' },
  prometheus: { ending: 'prom', type: 'text/plain' },
  'operations-csv': { ending: 'operations.csv', type: 'text/csv' },
}

export function InstrumentsSection({ saved }: { saved: SavedRun | null }) {
  const w = words().share
  const [busy, setBusy] = useState(false)
  const save = async ({ run }: SavedRun, format: InstrumentFormat): Promise<void> => {
    setBusy(true)
    try {
      const text = (await actions().request({ do: 'instruments', run, format })) as string
      const { ending, type } = FILES[format]
      saveFile(new Blob([text], { type }), fileName(saved as SavedRun).replace(/json$/, ending))
    } catch (error) {
      useLab.setState({ problem: problemOf(error) })
    }
    setBusy(false)
  }
  return (
    <section>
      <h3>{w.instruments}</h3>
      <p className="quiet">{w.instrumentsText}</p>
      {INSTRUMENT_FORMATS.map((format) => (
        <button key={format} disabled={!saved || busy} onClick={() => saved && void save(saved, format)}>
          {w.instrument[format]}
        </button>
      ))}
    </section>
  )
}
