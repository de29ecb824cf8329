/** Golden signals in figures: the newest whole interval of each row. Without buttons, for it is there for readers of screens also unseen. */
import type { SignalRow, Signals } from '../../lab/protocol'
import { WideTable } from '../shell/WideTable'
import { words } from '../words'
import { stripsOf } from './strips'

const KINDS = ['journeys', 'tenants', 'services', 'members'] as const

export function SignalTable({ signals, isSeen }: { signals: Signals; isSeen: boolean }) {
  const w = words().signals.golden
  return (
    <WideTable
      className={isSeen ? 'golden' : 'hidden-visually'}
      label={w.table}
      isStop={isSeen}
      columns={[w.of, ...Object.values(w.strips), w.causes]}
    >
      <tbody>
        {KINDS.flatMap((kind) =>
          signals[kind].map((row) => (
            <Row
              key={`${kind} ${row.id}`}
              row={row}
              name={kind === 'tenants' ? w.tenant(row.id) : row.id}
              last={signals.steps - 1}
            />
          )),
        )}
      </tbody>
    </WideTable>
  )
}

function Row({ row, name, last }: { row: SignalRow; name: string; last: number }) {
  const w = words().signals.golden
  const now = row.errors.filter(({ counts }) => counts[last] > 0)
  return (
    <tr>
      <th scope="row">{name}</th>
      {stripsOf(row).map(({ id, read }) => (
        <td key={id}>{read(last)}</td>
      ))}
      <td>{now.map(({ kind, cause, counts }) => w.caused(w.cause(kind, cause), counts[last])).join('; ') || '–'}</td>
    </tr>
  )
}
