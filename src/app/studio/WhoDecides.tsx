/** Who makes a decision now: what is built in, by name, and where the learner's code stands over it. */
import type { ContractName } from '../../decisions'
import { useLab } from '../store'
import { words } from '../words'
import { galleryTitle } from './galleryWords'
import { inForce } from './inForce'
import { callsWithout, neededPart, placesOf } from './running'

export function WhoDecides({ contract }: { contract: ContractName }) {
  const w = words().studio
  const scenario = useLab((lab) => lab.opened?.scenario)
  const status = useLab((lab) => lab.status)
  const learners = inForce(status, contract)
  const everywhere = learners.some(({ off, reach }) => !off && Object.keys(reach).length === 0)
  const places = scenario && !everywhere ? placesOf(scenario, contract) : []
  const part = neededPart(contract)
  const without = scenario ? callsWithout(scenario, contract) : []
  return (
    <ul className="who">
      {learners.map((one, i) => (
        <li key={i} data-off={one.off || undefined}>
          {w.yours(one.reach, one.sinceUs)}: {w.counts(one.decisions, one.failures)}. {one.off && w.off}
        </li>
      ))}
      {places.map(({ group, builtIn }, i) => (
        <li key={`${group} ${i}`}>{w.builtInAt(builtIn && galleryTitle(contract, builtIn), group)}</li>
      ))}
      {part && without.length > 0 && <li className="quiet">{w.notAsked(part, without)}</li>}
    </ul>
  )
}
