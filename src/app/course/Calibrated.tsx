/** How often one was near what happened, by how sure one had been. */
import { calibration } from '../../lessons/progress'
import { useProgress } from '../lesson/progressStore'
import { words } from '../words'

export function Calibrated() {
  const w = words().lessons.course.calibration
  const progress = useProgress((kept) => kept.progress)
  const rows = calibration(progress).filter(({ of }) => of > 0)
  return (
    <section aria-label={w.title}>
      <h2>{w.title}</h2>
      {rows.length === 0 ? (
        <p className="quiet">{w.none}</p>
      ) : (
        <>
          <p className="quiet">{w.text}</p>
          <ul className="calibration">
            {rows.map(({ sure, near, of }) => (
              <li key={sure}>
                <span>{w.row(sure, near, of)}</span>
                <meter min={0} max={of} value={near} aria-label={w.row(sure, near, of)} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
