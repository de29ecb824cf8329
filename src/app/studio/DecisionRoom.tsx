/** One decision: what it is, who makes it now, and its code. */
import type { ContractName } from '../../decisions'
import { words } from '../words'
import { CodeRoom } from './CodeRoom'
import { WhoDecides } from './WhoDecides'

export function DecisionRoom({ contract }: { contract: ContractName }) {
  const w = words().studio
  return (
    <>
      <h2>{w.name(contract)}</h2>
      {w.purpose(contract) && <p className="quiet">{w.purpose(contract)}</p>}
      <WhoDecides contract={contract} />
      <CodeRoom contract={contract} />
    </>
  )
}
