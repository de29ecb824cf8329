/** What the teacher takes along: a table of who did what, and the whole session. */
import { useState } from 'react'
import { participationCsv } from '../../../classroom/participation'
import { saveFile } from '../../shell/share/handOver'
import { words } from '../../words'
import { roomNowMs, useRoom } from '../roomStore'
import { room } from '../session'
import { wordsOf } from './askedWords'
import { bundleText, readLearners } from './bundle'

const iso = (ms: number): string => new Date(ms).toISOString()

export function Takeaway({ title }: { title?: string }) {
  const w = words().roomHost.take
  const [word, setWord] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const saveTable = async (): Promise<void> => {
    const { roster, answers, host, lead } = useRoom.getState()
    const causes = new Map([...host.answer].map(([fault, answer]) => [fault, answer.causes]))
    const asked = { causes, votes: lead.vote, words: await wordsOf(answers) }
    saveFile(new Blob([participationCsv(roster, answers, asked, iso)], { type: 'text/csv' }), w.csvFile)
    setWord(w.done)
  }
  const saveAll = async (): Promise<void> => {
    setBusy(true)
    const line = room()
    const read = await readLearners(
      useRoom.getState().roster,
      (learner) => line.learner(learner),
      (done, of) => setWord(w.bundling(done, of)),
    )
    const text = bundleText(useRoom.getState(), read, roomNowMs(), iso)
    saveFile(new Blob([text], { type: 'application/json' }), w.bundleFile)
    setWord(read.missing.length > 0 ? w.missing(read.missing.length) : w.done)
    setBusy(false)
  }
  return (
    <section className="host-take" aria-label={title ?? w.title}>
      <h3>{title ?? w.title}</h3>
      <p className="row">
        <button onClick={() => void saveTable()}>{w.csv}</button>
        <button disabled={busy} onClick={() => void saveAll()}>
          {w.bundle}
        </button>
      </p>
      <p role="status">{word}</p>
    </section>
  )
}
