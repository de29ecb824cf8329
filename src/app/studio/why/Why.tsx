/** Decisions that were taken, one at a time: what went in, what came out, at which line, and what it logged on the way. */
import { useEffect, useState } from 'react'
import type { ContractName } from '../../../decisions'
import type { DecisionRow, DecisionTold, DecisionsQuestion } from '../../../lab/protocol'
import { actions } from '../../actions'
import { useLab } from '../../store'
import { words } from '../../words'
import type { DecisionsAsked } from '../studioStore'
import { useStudio } from '../studioStore'
import { pick } from './pick'
import { Told } from './Told'
import './why.css'

const BACK_US = 1_000_000
const AHEAD_US = 200_000
const OPERATION_US = 10_000_000
const MOST = 200

export function Why({ contract }: { contract: ContractName | null }) {
  const w = words().studio.why
  const asked = useStudio((studio) => studio.asked)
  const nodes = useLab((lab) => lab.opened?.topology.nodes)
  const [times, setTimes] = useState(0)
  const rows = useRows(contract, asked, times)
  const [chosen, choose] = useState<DecisionRow | null>(null)
  const list = rows === 'failed' ? [] : (rows ?? [])
  const at = chosen ? list.indexOf(chosen) : -1
  const group = (node: number): string | undefined => nodes?.[node]?.group
  const picked = pick(list, asked, (a, b) => group(a) === group(b))
  const index = at >= 0 ? at : picked >= 0 ? picked : asked.operation ? 0 : list.length - 1
  const row = list.at(index) ?? null
  const told = useTold(row)
  if (rows === null) return <p role="status">{w.loading}</p>
  return (
    <section className="why" aria-label={w.title}>
      <div className="why-steps">
        <button disabled={index <= 0} onClick={() => choose(list[index - 1])}>
          {w.previous}
        </button>
        <button disabled={index + 1 >= list.length} onClick={() => choose(list[index + 1])}>
          {w.next}
        </button>
        {!asked.operation && asked.atUs === null && (
          <button
            className="plain"
            title={w.againHint}
            onClick={() => {
              choose(null)
              setTimes(times + 1)
            }}
          >
            {w.newest}
          </button>
        )}
        <span className="quiet">{list.length > 0 && w.position(index + 1, list.length)}</span>
      </div>
      {row && at < 0 && picked < 0 && asked.atUs !== null && <p role="status">{w.noneSuch}</p>}
      {row && nodes ? (
        <p>{w.row(row, nodes[row.node].id, row.called < 0 ? null : nodes[row.called].id)}</p>
      ) : (
        <p>{rows === 'failed' ? w.failed : asked.operation ? w.noneOfOperation : w.none}</p>
      )}
      {told === 'failed' && <p role="alert">{w.failed}</p>}
      {told && told !== 'failed' && row && <Told told={told} key={`${row.events} ${row.nth}`} />}
    </section>
  )
}

/** In the order in which they were taken; null while they are on their way. */
function useRows(contract: ContractName | null, asked: DecisionsAsked, times: number): DecisionRow[] | 'failed' | null {
  const key = JSON.stringify([contract, asked, times])
  const [found, setFound] = useState<{ key: string; rows: DecisionRow[] | 'failed' } | null>(null)
  useEffect(() => {
    let current = true
    const put = (rows: DecisionRow[] | 'failed'): void => {
      if (current) setFound({ key, rows })
    }
    const nowUs = useLab.getState().status?.timeUs ?? 0
    const { operation, node } = asked
    actions()
      .decisions({
        ...stretchOf(asked, nowUs),
        limit: MOST,
        ...(contract && { contract }),
        ...(operation ? { operation } : node !== null && { node }),
      })
      .then(put, () => put('failed'))
    return () => {
      current = false
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `key` stands for all that is asked
  }, [key])
  return found?.key === key ? found.rows : null
}

/** Where they are looked for: those of an operation from its beginning, else what leads up to the moment. */
function stretchOf(
  { operation, fromUs, atUs }: DecisionsAsked,
  nowUs: number,
): Pick<DecisionsQuestion, 'fromUs' | 'toUs' | 'keep'> {
  if (operation) {
    const begunUs = fromUs ?? Math.max(0, (atUs ?? nowUs) - OPERATION_US)
    return { fromUs: begunUs, toUs: Math.min(nowUs, Math.max(begunUs + OPERATION_US, atUs ?? 0)) }
  }
  const toUs = atUs === null ? nowUs : Math.min(nowUs, atUs + AHEAD_US)
  return { fromUs: Math.max(0, (atUs ?? nowUs) - BACK_US), toUs, keep: 'last' }
}

function useTold(row: DecisionRow | null): DecisionTold | 'failed' | null {
  const [found, setFound] = useState<{ row: DecisionRow; told: DecisionTold | 'failed' | null } | null>(null)
  useEffect(() => {
    if (!row) return
    let current = true
    const put = (told: DecisionTold | 'failed' | null): void => {
      if (current) setFound({ row, told })
    }
    const { atUs, events, nth } = row
    actions()
      .decision({ atUs, events, nth })
      .then(put, () => put('failed'))
    return () => {
      current = false
    }
  }, [row])
  return found && found.row === row ? found.told : null
}
