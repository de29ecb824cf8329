/**
 * The page "how accurate is this?": published results that the engine reproduces here, in the visitor's own browser, each
 * drawn beside what was published. Nothing runs before it is asked to.
 */
import { useEffect } from 'react'
import { startWorker } from '../startWorker'
import { words } from '../words'
import { Key } from './Key'
import { Reproducer, useReproductions, type Reproduction } from './reproductions'
import { ReproductionSection } from './ReproductionSection'
import './accuracy.css'

const reproducer = new Reproducer(() => startWorker('reproductions'))

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
  const brief = useReproductions((state) => state.brief)
  const asked = list.filter(({ state }) => state === 'running' || state === 'waiting')
  const cases = asked.reduce((sum, { cases }) => sum + cases.length, 0)
  const rows = asked.reduce((sum, { rows }) => sum + rows.length, 0)
  const done = asked.reduce((sum, { share, cases }) => sum + share * cases.length, 0)
  return (
    <div className="accuracy-run accuracy-all">
      {asked.length > 0 ? (
        <>
          <button type="button" onClick={() => reproducer.stop()}>
            {accuracy.stop}
          </button>
          <progress max={cases} value={done} aria-label={accuracy.progressOf(rows, cases)} />
        </>
      ) : (
        <button type="button" className="primary" onClick={() => reproducer.run(list.map(({ id }) => id))}>
          {accuracy.runAll}
        </button>
      )}
      <label className="accuracy-thorough">
        <input
          type="checkbox"
          checked={!brief}
          onChange={(event) => useReproductions.setState({ brief: !event.target.checked })}
        />
        {accuracy.thorough}
      </label>
      <Key />
    </div>
  )
}
