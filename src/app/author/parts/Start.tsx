/** Where the lesson starts: what it is called, the run that it begins with, what happens in it, and what the learner has in sight. */
import { LESSON_LIMITS } from '../../../lessons/schema'
import type { LessonSpec } from '../../../lessons/lesson'
import { LESSON_PANELS, PARTS, WATCHED } from '../../../lessons/lesson'
import { withSpec, withText } from '../../../lessons/author/spec'
import { actsOf, setExperiment, stepsFor } from '../../../lessons/author/steps'
import type { Lesson } from '../../../lessons/load'
import { SPEC_FILE, TEXT_FILE } from '../../../lessons/load'
import { withTitle } from '../../../lessons/text/places'
import { COMMAND_KINDS } from '../../../scenarios/schema/faults'
import { textOf } from '../../lesson/Prose'
import { words } from '../../words'
import { edit, useDraft } from '../draftStore'
import { Amount, Choose, Several, Text } from '../Fields'
import { openRun } from '../openRun'
import { happenBy, recordedOf, stepWords } from '../recordings'
import { WithLesson } from '../WithLesson'

const change = (how: (spec: LessonSpec) => void, typing = ''): void =>
  edit((lesson) => withSpec(lesson.files, lesson.spec, how), typing)

export function Start() {
  return (
    <WithLesson>
      {(lesson) => (
        <>
          <AboutIt lesson={lesson} />
          <Run lesson={lesson} />
          <Acts lesson={lesson} />
          <Experiment lesson={lesson} />
          <InSight lesson={lesson} />
        </>
      )}
    </WithLesson>
  )
}

function AboutIt({ lesson: { spec, text } }: { lesson: Lesson }) {
  const w = words().author.start
  const { parts } = words().lessons
  return (
    <section aria-label={w.about}>
      <h3>{w.about}</h3>
      <Text
        label={w.name}
        hint={w.nameHint}
        value={textOf(text.title)}
        set={(title) => edit(({ files }) => withText(files, (before) => withTitle(before, title)), 'title')}
      />
      <div className="author-row">
        <Text
          label={w.slug}
          value={spec.slug}
          wide={false}
          set={(slug) => isSlug(slug) && change((s) => (s.slug = slug), 'slug')}
        />
        <Choose
          label={w.part}
          value={spec.part}
          options={PARTS.map((part) => [part, parts[part]] as const)}
          set={(part) => change((s) => (s.part = part))}
        />
        <Amount
          label={w.minutes}
          min={3}
          max={30}
          step={1}
          value={spec.minutes}
          set={(n) => change((s) => (s.minutes = n), 'minutes')}
        />
      </div>
      <Text
        label={w.needs}
        hint={w.needsHint}
        value={spec.needs.join(', ')}
        set={(typed) => {
          const needs = typed
            .split(',')
            .map((one) => one.trim())
            .filter((one) => one !== '')
          if (needs.every(isSlug)) change((s) => (s.needs = needs), 'needs')
        }}
      />
    </section>
  )
}
const isSlug = (slug: string): boolean => /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(slug) && slug.length <= 60

function Run({ lesson: { spec, scenario } }: { lesson: Lesson }) {
  const w = words().author.start
  const { seed, openS, horizonS } = spec.start
  const again = async (): Promise<void> => {
    const found = await openRun()
    if (!found) return
    const { files, notes } = recordedOf(found)
    const recorded = JSON.parse(files[SPEC_FILE]) as LessonSpec
    edit((lesson) => {
      const others = Object.fromEntries(
        Object.entries(files).filter(([name]) => name !== TEXT_FILE && name !== SPEC_FILE),
      )
      let text = lesson.files[TEXT_FILE] ?? ''
      const changed = withSpec({ ...lesson.files, ...others }, lesson.spec, (s) => {
        const before = s.experiment
        s.start = { ...recorded.start, commands: actsOf(recorded) }
        s.experiment = before
        text = setExperiment(s, text, (recorded.start.commands ?? []).length > 0, stepWords())
        s.controls.acts = [...new Set([...s.controls.acts, ...recorded.controls.acts])]
      })
      return withText(changed, () => text)
    })
    useDraft.setState({ notes })
  }
  return (
    <section aria-label={w.run}>
      <h3>{w.run}</h3>
      <p>{w.scenario(words().shell.presetName(scenario.id), scenario.groups.map(({ id }) => id).join(', '))}</p>
      <div className="author-row">
        <Amount
          label={w.seed}
          min={0}
          max={Number.MAX_SAFE_INTEGER}
          step={1}
          value={seed}
          set={(n) => Number.isInteger(n) && change((s) => (s.start.seed = n), 'seed')}
        />
        <Amount
          label={w.opens}
          min={0}
          max={horizonS}
          value={openS}
          set={(n) => change((s) => (s.start.openS = n), 'openS')}
        />
        <Amount
          label={w.ends}
          min={1}
          max={LESSON_LIMITS.horizonS}
          value={horizonS}
          set={(n) => change((s) => (s.start.horizonS = n), 'horizonS')}
        />
      </div>
      <p className="quiet">{w.endsHint}</p>
      <p>
        <button onClick={() => void again()}>{w.again}</button>
      </p>
    </section>
  )
}

function Acts({ lesson: { spec } }: { lesson: Lesson }) {
  const w = words().author.start
  const { faults } = words()
  const acts = actsOf(spec)
  const byThemselves = (spec.start.commands ?? []).length > 0
  const steps = stepsFor(spec.start.openS, spec.start.horizonS, acts, false).length
  const fits = steps <= LESSON_LIMITS.steps
  return (
    <section aria-label={w.acts}>
      <h3>{w.acts}</h3>
      {acts.length === 0 ? (
        <p className="quiet">{w.none}</p>
      ) : (
        <>
          <ul className="author-plain">
            {acts.map(({ command, atS }, i) => (
              <li key={i}>{w.row(faults.act(command), atS)}</li>
            ))}
          </ul>
          <fieldset className="author-ways-of">
            <legend>{w.how}</legend>
            <label className="author-tick">
              <input
                type="radio"
                name="acts"
                disabled={!fits}
                checked={!byThemselves}
                onChange={() => happenBy('learner')}
              />
              <span>
                {w.steps} <small className="quiet">{fits ? w.stepsHint : w.tooMany(LESSON_LIMITS.steps)}</small>
              </span>
            </label>
            <label className="author-tick">
              <input type="radio" name="acts" checked={byThemselves} onChange={() => happenBy('themselves')} />
              <span>
                {w.itself} <small className="quiet">{w.itselfHint}</small>
              </span>
            </label>
          </fieldset>
        </>
      )}
    </section>
  )
}

function Experiment({ lesson: { spec, text } }: { lesson: Lesson }) {
  const w = words().author.start
  return (
    <section aria-label={w.experiment}>
      <h3>{w.experiment}</h3>
      <ol className="author-steps">
        {spec.experiment.map((step, i) => (
          <li key={step.id}>
            <span>{text.steps[step.id]?.button ?? step.id}</span>
            <Choose
              label={`${w.stepOf(i + 1)}: ${w.look}`}
              bare
              value={step.watch}
              options={WATCHED.map((part) => [part, w.watch[part]] as const)}
              set={(watch) => change((s) => (s.experiment[i].watch = watch))}
            />
          </li>
        ))}
      </ol>
    </section>
  )
}

function InSight({ lesson: { spec } }: { lesson: Lesson }) {
  const w = words().author.start
  const { controls } = spec
  const views = ['service', 'network', 'spaceTime'] as const
  const charts = ['consistency', 'availability', 'latency'] as const
  return (
    <section aria-label={w.sight}>
      <h3>{w.sight}</h3>
      <Choose
        label={w.view}
        value={controls.view}
        options={views.map((view) => [view, w.views[view]] as const)}
        set={(view) => change((s) => (s.controls.view = view))}
      />
      <Several
        label={w.charts}
        options={charts.map((chart) => [chart, w.chart[chart]] as const)}
        value={controls.charts}
        set={(chosen) => change((s) => (s.controls.charts = [...chosen]))}
      />
      <Several
        label={w.panels}
        options={LESSON_PANELS.map((panel) => [panel, w.panel[panel]] as const)}
        value={controls.panels}
        set={(chosen) => change((s) => (s.controls.panels = [...chosen]))}
      />
      <details>
        <summary>
          {w.acted}: {controls.acts.length}
        </summary>
        <Several
          label={w.acted}
          options={COMMAND_KINDS.filter((kind) => kind !== 'setPolicy' && kind !== 'stopPolicy').map(
            (kind) => [kind, kind] as const,
          )}
          value={controls.acts}
          set={(chosen) => change((s) => (s.controls.acts = [...chosen]))}
        />
      </details>
    </section>
  )
}
