/** The plan of the lesson: its steps with minutes and notes, where one is, and the one button that does the next. */
import { useRef, useState } from 'react'
import type { ChangeEvent } from 'react'
import { ROOM_LIMITS } from '../../../../classroom/limits'
import { planFromText, planText } from '../../../../classroom/plan'
import type { Plan as PlanValue } from '../../../../classroom/plan'
import { saveFile } from '../../../shell/share/handOver'
import { words } from '../../../words'
import { useRoom } from '../../roomStore'
import { room } from '../../session'
import { useHostView, write } from '../hostStore'
import { PlanMaker } from './PlanMaker'
import { runStep } from './running'

export function Plan() {
  const w = words().roomHost.plan
  const plan = useRoom(({ host }) => host.plan)
  const [making, setMaking] = useState(false)
  return (
    <aside className="host-plan" aria-label={w.title}>
      <header>
        <h2>{plan?.title.trim() || w.title}</h2>
        {plan && <p className="quiet">{w.total(plan.steps.reduce((sum, { minutes }) => sum + minutes, 0))}</p>}
      </header>
      {making ? (
        <PlanMaker done={() => setMaking(false)} />
      ) : plan ? (
        <Steps plan={plan} />
      ) : (
        <p className="quiet">{w.none}</p>
      )}
      <footer className="row">
        <LoadPlan />
        {plan && (
          <button onClick={() => saveFile(new Blob([planText(plan)], { type: 'application/json' }), w.file)}>
            {w.save}
          </button>
        )}
        {!making && <button onClick={() => setMaking(true)}>{plan ? w.edit : w.make}</button>}
      </footer>
    </aside>
  )
}

function Steps({ plan }: { plan: PlanValue }) {
  const w = words().roomHost.plan
  const step = useRoom(({ host }) => host.step)
  const next = step === null ? 0 : step + 1
  // What was begun shows a moment later: until then, and at the second click of a double one, nothing else begins.
  const [begun, setBegun] = useState<number | null>(null)
  if (begun !== null && begun === step) setBegun(null)
  const busy = begun !== null
  const begin = async (index: number, clicks: number): Promise<void> => {
    if (clicks > 1 || busy) return
    setBegun(index)
    if (!(await runStep(plan, index))) setBegun(null)
  }
  const title = next < plan.steps.length ? titleOf(plan.steps[next]) : null
  return (
    <>
      {title === null ? (
        <p className="row">
          <span>{w.over}</span> <button onClick={() => room().write('host', 'step', null)}>{w.again}</button>
        </p>
      ) : (
        <button className="primary host-next" disabled={busy} onClick={({ detail }) => void begin(next, detail)}>
          {next === 0 ? w.begin(title) : w.next(title)}
        </button>
      )}
      <ol className="host-steps">
        {plan.steps.map((one, i) => (
          <li key={i} aria-current={i === step ? 'step' : undefined} data-past={step !== null && i < step}>
            <button className="plain" aria-label={w.go(titleOf(one))} onClick={({ detail }) => void begin(i, detail)}>
              <span className="nth">{i + 1}</span>
              <span className="what">
                <strong>{titleOf(one)}</strong>
                <span className="quiet">
                  {w.does[one.do]}
                  {one.minutes > 0 && ` · ${w.minutes(one.minutes)}`}
                  {i === step && ` · ${w.now}`}
                </span>
              </span>
            </button>
            {i === step && one.note !== '' && <p className="note">{one.note}</p>}
          </li>
        ))}
      </ol>
    </>
  )
}
function titleOf(step: PlanValue['steps'][number]): string {
  return step.title.trim() || words().roomHost.plan.does[step.do]
}

function LoadPlan() {
  const w = words().roomHost.plan
  const field = useRef<HTMLInputElement>(null)
  const load = async ({ target }: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const file = target.files?.[0]
    target.value = ''
    if (!file) return
    try {
      if (file.size > 4 * ROOM_LIMITS.planCharacters) throw new Error('too large')
      write([
        ['host', 'plan', planFromText(await file.text())],
        ['host', 'step', null],
      ])
      useHostView.setState({ trouble: null })
    } catch {
      useHostView.setState({ trouble: w.refused })
    }
  }
  return (
    <>
      <button onClick={() => field.current?.click()}>{w.load}</button>
      <input
        ref={field}
        type="file"
        hidden
        accept=".json,application/json"
        aria-label={w.load}
        onChange={(event) => void load(event)}
      />
    </>
  )
}
