/** The witness of one violation: who saw what, why no order explains it, and the way to each operation's trace. */
import { useState } from 'react'
import type { Breach, WitnessOperation } from '../../lab/judging/verdict'
import { actions } from '../actions'
import { useView } from '../store'
import { words } from '../words'
import { lettersOf, type WitnessBar } from './witnessPicture'
import { WitnessFigure } from './WitnessFigure'

export function Witness({ breach }: { breach: Breach }) {
  const w = words().judging
  const [shortest, setShortest] = useState(true)
  const { operations, failing, key } = breach.shortest
  const all = [...operations, ...breach.around.filter((op) => !operations.some((own) => isSame(own, op)))]
  const letter = lettersOf(
    [...operations, ...byTime(all)].map(({ value }) => value),
    w.nothing,
  )
  const shown = byTime(shortest ? operations : all)
  const barOf = (op: WitnessOperation): WitnessBar => ({
    process: String(op.process),
    label: w.bar(op.f, letter(op.value), op.outcome === 'ok'),
    from: op.invokedUs,
    to: op.outcome === 'info' ? NaN : op.returnedUs,
    matters: operations.some((own) => isSame(own, op)),
    failing: isSame(op, operations[failing]),
    open: op.outcome === 'info',
  })
  const bars = shown.map(barOf)
  const pick = (op: WitnessOperation): void => {
    if (op.client >= 0) goTo(breach.atUs, op)
  }
  const laneName = breach.guarantee === 'linearizable' ? w.lane : w.user
  return (
    <div className="witness">
      <p>{w.key(key)}</p>
      <WitnessFigure
        bars={bars}
        label={w.figure}
        laneName={laneName}
        onPick={(bar) => pick(shown[bars.indexOf(bar)])}
      />
      <Why breach={breach} letter={letter} />
      <p className="witness-acts">
        <button type="button" aria-pressed={shortest} onClick={() => setShortest(!shortest)}>
          {w.shortest}
        </button>
        <button type="button" onClick={() => goTo(breach.atUs, null)}>
          {w.goThere}
        </button>
      </p>
      <ol className="witness-list">
        {shown.map((op, i) => {
          const told = w.told(op.f, letter(op.value), op.outcome, op.invokedUs, op.returnedUs)
          return (
            <li key={i} data-matters={bars[i].matters} data-failing={bars[i].failing}>
              {op.client < 0 ? (
                told
              ) : (
                <button type="button" className="plain" aria-label={w.trace(told)} onClick={() => pick(op)}>
                  {told}
                </button>
              )}
            </li>
          )
        })}
      </ol>
    </div>
  )
}

function Why({ breach, letter }: { breach: Breach; letter: (value: number | null) => string }) {
  const w = words().judging
  const { operations, failing, reasons } = breach.shortest
  const { guarantee } = breach
  if (guarantee !== 'linearizable') {
    const [earlier, later] = operations
    return <p>{w.session[guarantee](letter(earlier.value), letter(later.value))}</p>
  }
  const told = operations[failing]
  const lines = reasons.map(({ code, params }) =>
    code === 'register.read' ? w.cannotRead(letter(Number(params.got)), letter(Number(params.holds))) : w.cannot,
  )
  return (
    <>
      <h3>{w.orderTitle(w.bar(told.f, letter(told.value), true))}</h3>
      <p>{w.order}</p>
      <ul>
        {[...new Set(lines)].map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </>
  )
}

/** To the moment at which it was seen, and to an operation's trace there. */
function goTo(atUs: number, op: WitnessOperation | null): void {
  const { set } = useView.getState()
  set({ playing: false, ...(op ? { selection: { kind: 'operation', client: op.client, count: op.count } } : {}) })
  void actions().seek(atUs)
}

const isSame = (a: WitnessOperation, b: WitnessOperation): boolean =>
  a.client === b.client && a.count === b.count && a.f === b.f
const byTime = (operations: readonly WitnessOperation[]): WitnessOperation[] =>
  [...operations].sort((a, b) => a.invokedUs - b.invokedUs)
