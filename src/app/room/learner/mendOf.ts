/** The act that would mend what a diagnosis names, right or wrong: what is concealed offers no repair of its own. */
import type { Command, NodeTarget } from '../../../cluster/command'
import type { Cause } from '../../../classroom/causes'
import { repairOf } from '../../shell/repair'

/** Any amount, for a repair asks for none. */
const SOME = { factor: 2, offsetUs: 1, ppm: 1, errorRate: 1 }

/** null: nothing mends it, or no such trouble is at such a place. */
export function mendOf({ kind, where }: Cause): Command | null {
  const [from, to] = where
    .replace(/^link /, '')
    .split('>')
    .map(targetOf)
  const target = to ? undefined : from
  const link = from && to ? { from, to } : undefined
  const mend = repairOf({ kind, ...SOME, target, link } as Command)
  if (!mend || ('target' in mend && !target) || ('link' in mend && !link)) return null
  return mend
}

function targetOf(place: string): NodeTarget | undefined {
  const [kind, name] = place.split(' ')
  switch (kind) {
    case 'node':
      return { node: name }
    case 'zone':
      return { zone: name }
    case 'group':
      return { group: name }
    case 'shard':
      return { shard: Number(name) }
    default:
      return undefined
  }
}
