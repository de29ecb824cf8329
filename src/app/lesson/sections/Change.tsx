/** What can be decided another way, the questions about other runs, the check over hidden seeds with what it found, and the hints. */
import { openCode } from '../../studio/studioStore'
import type { ChoiceSpec, GoalSpec, Variant } from '../../../lessons/lesson'
import { withAttempt } from '../../../lessons/progress'
import { useLessonMode } from '../../lessonMode'
import { useLab, useView } from '../../store'
import { words } from '../../words'
import { cancelCheck, check, checkedSeeds, forgetCheck, useCheck } from '../check'
import { Failed } from '../Failed'
import { useFocusOn } from '../focus'
import { Hints } from '../Hints'
import { useLesson } from '../lessonContext'
import { Prose, Words } from '../Prose'
import { chooseAnew, stand, useStage } from '../stage'
import { playTo } from '../useSteps'
import { Onward } from './Reading'

export function Change() {
  const { lesson, handIn } = useLesson()
  return (
    <>
      <Elsewhere />
      <GoalsTold />
      {lesson.spec.choices.length === 0 && lesson.spec.goals.every(({ kind }) => kind !== 'answer') && (
        <p>{words().lessons.change.inTheLab}</p>
      )}
      {lesson.spec.choices.map((choice) => (
        <Choice key={choice.id} choice={choice} />
      ))}
      {lesson.spec.goals.map((goal) => goal.kind === 'answer' && <Answers key={goal.id} goal={goal} />)}
      <CheckBar />
      {lesson.text.hints.length > 0 && <Hints />}
      {handIn}
    </>
  )
}

/** What the learner's run is to be, in sentences; what is asked about other runs stands with them. */
function GoalsTold() {
  const { lesson } = useLesson()
  const goals = lesson.spec.goals.filter(({ kind }) => kind !== 'answer')
  if (goals.length === 0) return null
  return (
    <section className="goals-told" aria-labelledby="goals-told">
      <h3 id="goals-told">{words().lessons.change.goals}</h3>
      <ul>
        {goals.map(({ id }) => (
          <li key={id}>
            <Prose blocks={lesson.text.goals[id].blocks} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Another run than the learner's stands in the lab: said, with the way back. */
function Elsewhere() {
  const w = words().lessons.change
  const { kept } = useLesson()
  const { stage, arriving } = useStage()
  if (arriving || (stage?.kind !== 'seed' && stage?.kind !== 'round')) return null
  return (
    <p className="elsewhere" role="status">
      {stage.kind === 'seed' ? w.lookingAt(stage.seed) : w.lookingAtRound(stage.nth)}{' '}
      <button className="plain link" onClick={() => void stand({ kind: 'own' }, kept.choices)}>
        {w.backToOwn}
      </button>
    </p>
  )
}

function Choice({ choice }: { choice: ChoiceSpec }) {
  const { lesson, kept, change, send } = useLesson()
  const text = lesson.text.choices[choice.id]
  const chosen = kept.choices[choice.id] ?? choice.variants[0].id
  const choose = (variant: string): void => {
    const choices = { ...kept.choices, [choice.id]: variant }
    change(() => ({ choices }))
    send({ type: 'CHANGED' })
    forgetCheck()
    void chooseAnew(choices)
  }
  return (
    <fieldset className="cards">
      <legend>
        <Prose blocks={text.blocks} />
      </legend>
      {choice.variants.map((variant) => (
        <div key={variant.id} className="card-row">
          <label className="card">
            <input
              type="radio"
              name={`choice-${choice.id}`}
              checked={chosen === variant.id}
              onChange={() => choose(variant.id)}
            />
            <span>
              <Words inlines={text.items[variant.id] ?? []} />
            </span>
          </label>
          {chosen === variant.id && <ItsCode variant={variant} />}
        </div>
      ))}
    </fieldset>
  )
}
function ItsCode({ variant }: { variant: Variant }) {
  const w = words().lessons.change
  const { lesson, beside } = useLesson()
  const contract = variant.policies?.[0]?.contract
  if (!beside || !contract || !lesson.spec.controls.panels.includes('code')) return null
  return (
    <button className="plain link" title={w.codeHint} onClick={() => openCode(contract)}>
      {w.code}
    </button>
  )
}

function Answers({ goal }: { goal: GoalSpec & { kind: 'answer' } }) {
  const w = words().lessons.change
  const { lesson, kept, change, send, beside } = useLesson()
  const stage = useStage((staged) => staged.stage)
  const wrong = useCheck((checked) => checked.wrong)
  const text = lesson.text.goals[goal.id]
  const tick = (place: string, option: string, on: boolean): void => {
    change(({ answers }) => {
      const others = goal.one ? [] : (answers[place] ?? []).filter((one) => one !== option)
      return { answers: { ...answers, [place]: on ? [...others, option] : others } }
    })
    send({ type: 'CHANGED' })
    forgetCheck()
  }
  return (
    <section className="answers">
      <Prose blocks={text.blocks} />
      {goal.rounds.map((round, i) => {
        const place = `${goal.id}.${round.id}`
        const open = stage?.kind === 'round' && stage.round.id === round.id
        const isWrong = wrong.some((one) => one.goal === goal.id && one.round === round.id)
        const isAnswered = (kept.answers[place] ?? []).length > 0
        return (
          <fieldset key={round.id} className="round" data-open={open}>
            <legend>
              {w.round(i + 1)}
              {isWrong && <span className="not-yet"> {isAnswered ? w.notSo : w.unanswered}</span>}
            </legend>
            <div className="round-verbs">
              <button
                aria-disabled={open}
                disabled={!beside}
                onClick={() => {
                  useLessonMode.setState({ side: 'lab' })
                  if (!open) void stand({ kind: 'round', goal: goal.id, round, nth: i + 1 }, kept.choices)
                }}
              >
                {w.openRound}
              </button>
              {open && <PlayOn />}
            </div>
            {round.options.map(({ id }) => (
              <label key={id}>
                <input
                  type={goal.one ? 'radio' : 'checkbox'}
                  name={place}
                  checked={(kept.answers[place] ?? []).includes(id)}
                  onChange={(event) => tick(place, id, event.target.checked)}
                />
                <span>
                  <Words inlines={text.items[id] ?? []} />
                </span>
              </label>
            ))}
          </fieldset>
        )
      })}
    </section>
  )
}

function CheckBar() {
  const w = words().lessons.change
  const { lesson, kept, flow, send, change } = useLesson()
  const checked = useCheck()
  const stage = useStage((staged) => staged.stage)
  const seeds = checkedSeeds(lesson).length
  const begin = async (): Promise<void> => {
    send({ type: 'CHECK', seeds })
    const came = await check(lesson, kept, (played) => send({ type: 'PLAYED', seeds: played }))
    if (!came) {
      send({ type: 'CANCEL' })
      return
    }
    const failed = useCheck.getState().goals.find(({ holds }) => !holds)
    send({ type: 'CHECKED', passed: came.passed })
    change((before) =>
      withAttempt(before, {
        atMs: Date.now(),
        attempt: { choices: kept.choices, answers: kept.answers },
        run: came.run,
        passed: came.passed,
        failed: failed ? { goal: failed.goal, seed: failed.seed } : null,
      }),
    )
  }
  const { checking } = flow
  const cancel = useFocusOn<HTMLButtonElement>(checking === 'checking')
  const again = useFocusOn<HTMLButtonElement>(checking === 'choosing')
  const told = useFocusOn<HTMLDivElement>(checking)
  return (
    <section className="check-bar">
      {checking === 'checking' ? (
        <div className="checking">
          <progress aria-label={w.progress} max={checked.of || 1} value={checked.played} />
          <span role="status">{w.played(checked.played, checked.of)}</span>
          <button
            ref={cancel}
            onClick={() => {
              cancelCheck()
              send({ type: 'CANCEL' })
            }}
          >
            {w.cancel}
          </button>
        </div>
      ) : (
        <div className="check-verbs">
          <button ref={again} className={checking === 'passed' ? '' : 'primary'} onClick={() => void begin()}>
            {seeds > 0 ? w.check(seeds, lesson.seeds !== undefined) : w.checkOwn}
          </button>
          {stage?.kind !== 'round' && <PlayOn />}
        </div>
      )}
      {seeds > 1 && checking === 'choosing' && <p className="seeds-told quiet">{w.seedsTold}</p>}
      {checked.problem && (
        <p role="alert">{words().lessons.broken.problem(checked.problem.code, checked.problem.params)}</p>
      )}
      {checking === 'passed' && (
        <div className="passed" tabIndex={-1} ref={told}>
          <p role="status">{seeds > 0 ? w.passed(seeds) : w.passedOwn}</p>
          <Onward>{w.toField}</Onward>
        </div>
      )}
      {checking === 'failed' && (
        <div tabIndex={-1} ref={told}>
          <Failed />
        </div>
      )}
      {checking !== 'passed' && checking !== 'checking' && flow.context.passed && <Onward>{w.toField}</Onward>}
    </section>
  )
}

/** What was chosen is seen only in what comes of it. */
function PlayOn() {
  const { lesson } = useLesson()
  const { horizonS } = lesson.spec.start
  const isOver = useLab(({ status }) => (status?.timeUs ?? Infinity) >= horizonS * 1e6)
  const playing = useView((view) => view.playing)
  const arriving = useStage((staged) => staged.arriving)
  if (isOver || playing || arriving) return null
  return <button onClick={() => playTo(horizonS)}>{words().lessons.change.play(horizonS)}</button>
}
