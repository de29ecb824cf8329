/** How far a lesson that was given may be gone: up to a section, and within the experiment up to a step. */
import type { Pace } from '../../../classroom/documents/lead'
import { isLesson } from '../../../classroom/documents/lead'
import { SECTIONS } from '../../../lessons/progress'
import { words } from '../../words'
import { useRoom } from '../roomStore'
import { room } from '../session'
import { stepsOf, useGivenLesson } from './givenLesson'

const write = (pace: Pace | null): void => room().write('lead', 'pace', pace)

export function Paces() {
  const w = words()
  const g = w.roomHost.give
  const lesson = useRoom(({ lead }) => {
    const newest = [...lead.given.values()].filter(({ given }) => isLesson(given)).sort((a, b) => b.n - a.n)
    return newest.at(0)?.given ?? null
  })
  const pace = useRoom(({ lead }) => lead.pace)
  const steps = stepsOf(useGivenLesson(lesson))
  if (!lesson) return null
  return (
    <fieldset className="host-pace">
      <legend>{g.pace}</legend>
      <p className="quiet">{g.paceHint}</p>
      <span className="row">
        <button type="button" aria-pressed={pace === null} onClick={() => write(null)}>
          {g.free}
        </button>
        {SECTIONS.map((section) => (
          <button
            key={section}
            type="button"
            aria-pressed={pace?.section === section}
            onClick={() => write({ section, step: null })}
          >
            {w.lessons.sections[section]}
          </button>
        ))}
      </span>
      {pace?.section === 'experiment' && steps.length > 1 && (
        <span className="row" role="group" aria-label={g.paceSteps}>
          <span className="quiet">{g.paceSteps}</span>
          {steps.map((step, i) => (
            <button
              key={i}
              type="button"
              aria-pressed={pace.step === i}
              onClick={() => write({ section: pace.section, step: i })}
            >
              {g.paceStep(i + 1, step)}
            </button>
          ))}
          <button
            type="button"
            aria-pressed={pace.step === null}
            onClick={() => write({ section: pace.section, step: null })}
          >
            {g.everyStep}
          </button>
        </span>
      )}
    </fieldset>
  )
}
