/** What breaks a goal on a seed, in brief: the moment, and the few operations or the one trace that show it. */
import { useEffect, useState } from 'react'
import { OUTCOME_CAUSES, SHED_REASONS } from '../../cluster/journal'
import type { Witness } from '../../lessons/judge'
import { onSeed } from '../../lessons/labRun'
import type { TracedOperation } from '../../lessons/traced'
import { PARTS } from '../../telemetry'
import { lettersOf } from '../verdicts/witnessPicture'
import { words } from '../words'
import { briefPath } from './briefPath'
import { useCheck } from './check'
import { useLesson } from './lessonContext'
import { lessonReader } from './readings'

const ROWS_MAX = 5

export function WitnessTold({ witness, seed }: { witness: Witness; seed: number }) {
  const w = words().lessons.change
  const { atUs, note, breach, operation } = witness
  return (
    <div className="witness-told">
      <p>{note ? w.noteAt(note, atUs) : w.at(atUs)}</p>
      {breach ? <BreachTold breach={breach} /> : operation && <TraceTold operation={operation} seed={seed} />}
    </div>
  )
}

function BreachTold({ breach: { guarantee, shortest } }: { breach: NonNullable<Witness['breach']> }) {
  const w = words().judging
  const { operations, failing, reasons, key } = shortest
  const letter = lettersOf(
    operations.map(({ value }) => value),
    w.nothing,
  )
  const [earlier, later] = operations
  const [reason] = reasons
  const why =
    guarantee !== 'linearizable'
      ? w.session[guarantee](letter(earlier.value), letter(later.value))
      : reason?.code === 'register.read'
        ? w.cannotRead(letter(Number(reason.params.got)), letter(Number(reason.params.holds)))
        : w.cannot
  const failed = operations[failing]
  return (
    <>
      <p className="quiet">{w.key(key)}</p>
      <ol className="brief">
        {operations.map((op, i) => (
          <li key={i} data-failing={op === failed}>
            {w.told(op.f, letter(op.value), op.outcome, op.invokedUs, op.returnedUs)}
          </li>
        ))}
      </ol>
      <p>
        {guarantee === 'linearizable' && `${w.orderTitle(w.bar(failed.f, letter(failed.value), true))}: `}
        {why}
      </p>
    </>
  )
}

/** undefined: it is being read. */
function useTraced(operation: { client: number; count: number }, seed: number): TracedOperation | null | undefined {
  const { lesson } = useLesson()
  const run = useCheck((checked) => checked.run)
  const name = `${seed} ${operation.client} ${operation.count}`
  const [told, setTold] = useState<{ name: string; traced: TracedOperation | null }>()
  useEffect(() => {
    if (!run) return
    let current = true
    void lessonReader
      .trace({ run: onSeed(run, seed, lesson.spec.start.horizonS), operation })
      .then((traced) => current && setTold({ name, traced }))
    return () => {
      current = false
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `name` stands for seed and operation
  }, [run, lesson, name])
  return told?.name === name ? told.traced : undefined
}

function TraceTold({ operation, seed }: { operation: { client: number; count: number }; seed: number }) {
  const { inspector, traces, lessons, charts } = words()
  const w = lessons.change
  const traced = useTraced(operation, seed)
  if (!traced) return <p className="quiet">{traced === null ? w.noTrace : w.tracing}</p>
  const { nodes, links, story, path, operation: row } = traced
  const node = (index: number): string => nodes[index] ?? '?'
  const link = (index: number): string => inspector.spanLink(node(links[index].from), node(links[index].to))
  const places = {
    node,
    link,
    part: (part: number) => PARTS[part],
    cause: (cause: number) => OUTCOME_CAUSES[cause] ?? 'none',
    shed: (why: number) => SHED_REASONS[why] ?? '',
  }
  return (
    <>
      <p>
        {w.traced(charts.operations.what(row), row.invokedUs)} {story && traces.story(story, row.outcome, places)}
      </p>
      <ol className="brief">
        {briefPath(path, ROWS_MAX).map((step, i) => (
          <li key={i}>
            {w.step(
              step.toUs - step.fromUs,
              step.link >= 0 ? link(step.link) : node(step.node),
              traces.parts[step.part],
              traces.reason(step.reason),
            )}
          </li>
        ))}
      </ol>
    </>
  )
}
