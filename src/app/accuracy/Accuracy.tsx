/**
 * The page "how accurate is this?": published results that the engine reproduces here, in the visitor's own browser, each
 * drawn beside what was published. Nothing runs before it is asked to.
 */
import { useEffect } from 'react'
import { words } from '../words'
import { Reproducer, useReproductions, type Reproduction } from './reproductions'
import { ReproductionSection } from './ReproductionSection'
import './accuracy.css'

const reproducer = new Reproducer(
  () => new Worker(new URL('./reproductionWorker.ts', import.meta.url), { type: 'module', name: 'reproductions' }),
)

export function Accuracy() {
  const { accuracy } = words()
  const list = useReproductions((state) => state.list)
  const broken = useReproductions((state) => state.broken)
  useEffect(() => {
    reproducer.start()
    return () => reproducer.stop()
  }, [])
  return (
    <main className="accuracy">
      <nav aria-label={accuracy.nav}>
        <a href="#/">{accuracy.home}</a>
        <a href="#/lab">{accuracy.lab}</a>
      </nav>
      <h1>{accuracy.title}</h1>
      {accuracy.intro.map((text) => (
        <p key={text}>{text}</p>
      ))}
      {broken && <p role="alert">{accuracy.broken}</p>}
      {list && <RunAll list={list} />}
      {list?.map((found) => (
        <ReproductionSection key={found.id} found={found} onRun={() => reproducer.run([found.id])} />
      ))}
    </main>
  )
}

function RunAll({ list }: { list: Reproduction[] }) {
  const { accuracy } = words()
  const busy = list.some(({ state }) => state === 'running' || state === 'waiting')
  const rows = list.reduce((sum, { rows }) => sum + rows.length, 0)
  const cases = list.reduce((sum, { cases }) => sum + cases.length, 0)
  return (
    <div className="accuracy-run accuracy-all">
      {busy ? (
        <button type="button" onClick={() => reproducer.stop()}>
          {accuracy.stop}
        </button>
      ) : (
        <button type="button" className="primary" onClick={() => reproducer.run(list.map(({ id }) => id))}>
          {accuracy.runAll}
        </button>
      )}
      {busy && <progress max={cases} value={rows} aria-label={accuracy.progressOf(rows, cases)} />}
      <p className="accuracy-key">
        <svg width="14" height="14" aria-hidden="true">
          <circle className="accuracy-published" cx="7" cy="7" r="6" />
        </svg>
        {accuracy.published}
        <svg width="14" height="14" aria-hidden="true">
          <circle className="accuracy-ours" cx="7" cy="7" r="3.5" />
        </svg>
        {accuracy.ours}
        <svg width="14" height="14" aria-hidden="true">
          <path className="accuracy-miss" d="M3,3 l8,8 M11,3 l-8,8" />
        </svg>
        {accuracy.oursOff}
      </p>
    </div>
  )
}
