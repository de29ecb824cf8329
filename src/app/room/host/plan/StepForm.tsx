/** One more step of a plan: what it does, with what, for how long. */
import { useState } from 'react'
import { concealedUntil } from '../../../../classroom/concealing'
import { ROOM_LIMITS } from '../../../../classroom/limits'
import type { PlanStep } from '../../../../classroom/plan'
import { SECTIONS } from '../../../../lessons/progress'
import { words } from '../../../words'
import { useRoom } from '../../roomStore'
import { FaultField } from '../FaultField'
import type { FaultAsked } from '../FaultField'
import { stepsOf, useGivenLesson } from '../givenLesson'
import { GivenField } from '../GivenField'
import { givenAsked, givenFrom, labLink } from '../givens'
import { useGivenTopology } from '../givenTopology'
import { useHostView } from '../hostStore'
import { optionsFrom } from '../leading'
import { UntilField } from '../UntilField'

const KINDS = ['say', 'give', 'pace', 'ask', 'inject', 'freeze', 'lock', 'share'] as const

export function StepForm({ add }: { add: (step: PlanStep) => void }) {
  const w = words()
  const p = w.roomHost.plan
  const [kind, setKind] = useState<PlanStep['do']>('say')
  const [title, setTitle] = useState('')
  const [note, setNote] = useState('')
  const [minutes, setMinutes] = useState(5)
  const [given, setGiven] = useState(givenAsked)
  const [section, setSection] = useState('')
  const [upTo, setUpTo] = useState('')
  const [frozen, setFrozen] = useState(true)
  const [locks, setLocks] = useState({ code: true, faults: true })
  const [text, setText] = useState('')
  const [answers, setAnswers] = useState('')
  const [right, setRight] = useState('')
  const [fault, setFault] = useState<FaultAsked | null>(null)
  const [concealed, setConcealed] = useState(true)
  const [untilUs, setUntilUs] = useState<number | null>(null)
  const steps = useRoom(({ host }) => host.plan?.steps)
  const before = steps?.findLast((step) => step.do === 'give')
  const topology = useGivenTopology(before?.given ?? null, null)
  const lessonSteps = stepsOf(useGivenLesson(before?.given ?? null))
  const options = optionsFrom(
    answers
      .split('\n')
      .map((line) => line.trim().slice(0, ROOM_LIMITS.titleCharacters))
      .filter((line) => line !== ''),
  )

  const stepPaced = section === 'experiment' && upTo !== '' ? Number(upTo) : null

  const doing = async (): Promise<DistributiveOmit<PlanStep, 'title' | 'note' | 'minutes'> | null> => {
    switch (kind) {
      case 'say':
        return { do: kind }
      case 'give': {
        const made = await givenFrom(given)
        return made && { do: kind, given: made }
      }
      case 'pace':
        return { do: kind, pace: section === '' ? null : { section, step: stepPaced } }
      case 'freeze':
        return { do: kind, frozen }
      case 'lock':
        return { do: kind, locks }
      case 'ask': {
        const ready = text.trim() !== '' && options.length >= 2
        return ready ? { do: kind, text: text.trim(), options, right: right === '' ? null : right } : null
      }
      case 'inject':
        return (
          fault && {
            do: kind,
            commands: concealedUntil(fault.commands, concealed ? untilUs : null),
            concealed,
            causes: fault.causes,
          }
        )
      case 'share': {
        const link = await labLink()
        return link === null ? null : { do: kind, link }
      }
    }
  }
  const submit = async (): Promise<void> => {
    const made = await doing()
    if (!made) {
      if (kind === 'give' || kind === 'share') useHostView.setState({ trouble: w.roomHost.give.noLab })
      return
    }
    add({
      title: title.trim() || (made.do === 'ask' ? made.text.slice(0, ROOM_LIMITS.titleCharacters) : ''),
      note,
      minutes,
      ...made,
    })
    setTitle('')
    setNote('')
    setText('')
    setAnswers('')
    setRight('')
  }
  return (
    <form
      className="host-step-form"
      aria-label={p.add}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <label>
        <span>{p.what}</span>
        <select value={kind} onChange={({ target }) => setKind(target.value as PlanStep['do'])}>
          {KINDS.map((one) => (
            <option key={one} value={one}>
              {p.does[one]}
            </option>
          ))}
        </select>
      </label>
      {kind === 'give' && <GivenField asked={given} onChange={setGiven} />}
      {kind === 'share' && <p className="quiet">{p.noRun}</p>}
      {kind === 'pace' && (
        <label>
          <span>{w.roomHost.give.pace}</span>
          <select value={section} onChange={({ target }) => setSection(target.value)}>
            <option value="">{w.roomHost.give.free}</option>
            {SECTIONS.map((one) => (
              <option key={one} value={one}>
                {w.lessons.sections[one]}
              </option>
            ))}
          </select>
        </label>
      )}
      {kind === 'pace' && section === 'experiment' && lessonSteps.length > 1 && (
        <label>
          <span>{w.roomHost.give.paceSteps}</span>
          <select value={upTo} onChange={({ target }) => setUpTo(target.value)}>
            <option value="">{w.roomHost.give.everyStep}</option>
            {lessonSteps.map((step, i) => (
              <option key={i} value={i}>
                {w.roomHost.give.paceStep(i + 1, step)}
              </option>
            ))}
          </select>
        </label>
      )}
      {kind === 'freeze' && (
        <label>
          <span className="hidden-visually">{p.does.freeze}</span>
          <select value={String(frozen)} onChange={({ target }) => setFrozen(target.value === 'true')}>
            <option value="true">{p.frozen}</option>
            <option value="false">{p.thawed}</option>
          </select>
        </label>
      )}
      {kind === 'lock' && (
        <>
          {(['code', 'faults'] as const).map((one) => (
            <label key={one} className="check">
              <input
                type="checkbox"
                checked={locks[one]}
                onChange={({ target }) => setLocks({ ...locks, [one]: target.checked })}
              />{' '}
              {one === 'code' ? w.roomHost.head.lockCode : w.roomHost.head.lockFaults}
            </label>
          ))}
        </>
      )}
      {kind === 'ask' && (
        <>
          <label>
            <span>{p.question}</span>
            <textarea
              rows={2}
              value={text}
              maxLength={ROOM_LIMITS.questionCharacters}
              onChange={({ target }) => setText(target.value)}
            />
          </label>
          <label>
            <span>{p.answers}</span>
            <textarea rows={3} value={answers} onChange={({ target }) => setAnswers(target.value)} />
          </label>
          <label>
            <span>{p.rightLine}</span>
            <select value={right} onChange={({ target }) => setRight(target.value)}>
              <option value="">{p.notTold}</option>
              {options.map((option) => (
                <option key={option.id} value={option.id}>
                  {option.text}
                </option>
              ))}
            </select>
          </label>
        </>
      )}
      {kind === 'inject' && (
        <>
          <FaultField topology={topology} onChange={setFault} />
          <label className="check">
            <input type="checkbox" checked={concealed} onChange={({ target }) => setConcealed(target.checked)} />{' '}
            {p.concealed}
          </label>
          {concealed && <UntilField untilUs={untilUs} onChange={setUntilUs} />}
        </>
      )}
      <label>
        <span>{p.stepTitle}</span>
        <input
          value={title}
          placeholder={p.does[kind]}
          maxLength={ROOM_LIMITS.titleCharacters}
          onChange={({ target }) => setTitle(target.value)}
        />
      </label>
      <label>
        <span>{p.note}</span>
        <textarea
          rows={2}
          value={note}
          maxLength={ROOM_LIMITS.noteCharacters}
          onChange={({ target }) => setNote(target.value)}
        />
      </label>
      <label>
        <span>{p.time}</span>
        <input
          className="short"
          inputMode="numeric"
          value={minutes}
          onChange={({ target }) => setMinutes(Math.min(240, Number(target.value.replace(/\D/g, ''))))}
        />
      </label>
      <button type="submit">{p.add}</button>
    </form>
  )
}
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never
