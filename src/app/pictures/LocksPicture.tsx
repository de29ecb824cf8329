/** Locks with their holders and waiters, and two-phase commit: every transaction with how far it is on each shard. */
import type { LocksView, TransactionRow } from '../../lab/storeViews/views'
import { WideTable } from '../shell/WideTable'
import { words } from '../words'
import { NodeLink, OperationLink, moveInTable } from './links'

export function LocksPicture({ locks: { locks, transactions }, users }: { locks: LocksView; users: number }) {
  const { locks: w, key: keyName } = words().pictures
  const names = namesOf(locks, transactions)
  const nameOf = (txn: number): string => w.txn(names.indexOf(txn) + 1)
  return (
    <>
      <p className="caption">{w.caption}</p>
      <h3>{w.locks}</h3>
      {locks.length === 0 ? (
        <p className="quiet">{w.noLocks}</p>
      ) : (
        <WideTable
          className="lock-grid"
          label={w.region}
          columns={Object.values(w.columns)}
          isStop={false}
          onKeyDown={moveInTable}
        >
          <tbody>
            {locks.map(({ key, node, holder, waiters }) => (
              <tr key={`${key} ${node}`}>
                <th scope="row">{keyName(key, users)}</th>
                <td>
                  <NodeLink node={node} />
                </td>
                <td>{nameOf(holder)}</td>
                <td>{waiters.length === 0 ? w.nobody : waiters.map(nameOf).join(', ')}</td>
              </tr>
            ))}
          </tbody>
        </WideTable>
      )}
      <h3>{w.transactions}</h3>
      {transactions.length === 0 && <p className="quiet">{w.noTransactions}</p>}
      <ul className="transactions">
        {transactions.map((row) => (
          <Transaction key={row.txn} row={row} name={nameOf(row.txn)} />
        ))}
      </ul>
    </>
  )
}

function Transaction({ row: { kind, operation, parts }, name }: { row: TransactionRow; name: string }) {
  const all = words().pictures
  const w = all.locks
  return (
    <li>
      <b>{name}</b> {w.kind(kind)} {operation && <OperationLink operation={operation} />}
      <ul>
        {parts.map(({ shard, node, phase, isCoordinator }) => (
          <li key={`${node} ${isCoordinator}`} className={phase === 'inDoubt' ? 'in-doubt' : undefined}>
            <NodeLink node={node} />
            <span className="quiet">
              {all.shardName(shard)}, {isCoordinator ? w.coordinator : w.participant}:
            </span>{' '}
            {w.phase(phase)}
          </li>
        ))}
      </ul>
    </li>
  )
}

/** Short names for transactions, in the order of their appearance. */
function namesOf(locks: LocksView['locks'], transactions: TransactionRow[]): number[] {
  const all = [...transactions.map(({ txn }) => txn), ...locks.flatMap(({ holder, waiters }) => [holder, ...waiters])]
  return [...new Set(all)].sort((a, b) => a - b)
}
