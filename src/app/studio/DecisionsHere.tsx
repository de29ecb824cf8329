/** The decisions that a node makes, in the inspector: the way to their code and to why they came out so. */
import { useContractsShown } from '../lessonMode'
import { useLab } from '../store'
import { words } from '../words'
import { decisionsOf, placesOf } from './running'
import { openCode, openWhy } from './studioStore'

export function DecisionsHere({ group, node }: { group: string; node: number }) {
  const w = words().studio
  const scenario = useLab((lab) => lab.opened?.scenario)
  const admitted = useContractsShown()
  if (!scenario) return null
  const here = decisionsOf(scenario)
    .filter((name) => admitted?.includes(name) ?? true)
    .filter((name) => placesOf(scenario, name).some((place) => place.group === group))
  if (here.length === 0) return null
  return (
    <section aria-label={w.here}>
      <h3>{w.here}</h3>
      <ul>
        {here.map((contract) => (
          <li key={contract}>
            {w.name(contract)}:{' '}
            <button className="plain link" onClick={() => openCode(contract)}>
              {w.openOf}
            </button>
            <button className="plain link" onClick={() => openWhy(contract, { node })}>
              {w.whyHere}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
