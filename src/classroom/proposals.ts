/**
 * Who may propose what in a shared cluster. Whoever owns a node or shard may act on it; the balancer's keeper adds and drains instances
 * and trips breakers; the adversary does any harm; on-call mends. Hosts may do anything.
 */
import type { Command, NodeTarget } from '../cluster/command'
import type { Ownership } from './documents/sequence'

const MENDS = new Set<Command['kind']>([
  'restart',
  'resume',
  'resumeDisk',
  'heal',
  'release',
  'healAll',
  'redrive',
  'closeBreaker',
  'resetBreaker',
  'setFlag',
  'setConsistency',
  'addShard',
  'addInstance',
])
const BALANCES = new Set<Command['kind']>([
  'addInstance',
  'drainInstance',
  'tripBreaker',
  'openBreaker',
  'closeBreaker',
  'resetBreaker',
  'setFlag',
])
/** Code runs in every browser of the room: only hosts put it there. */
const HOSTS_ONLY = new Set<Command['kind']>(['setPolicy', 'stopPolicy'])

export function mayPropose(command: Command, owner: Ownership | null): boolean {
  if (!owner || HOSTS_ONLY.has(command.kind) || command.concealed) return false
  const { roles } = owner
  if (roles.includes('onCall') && MENDS.has(command.kind)) return true
  if (roles.includes('balancer') && BALANCES.has(command.kind)) return true
  if (roles.includes('adversary') && !MENDS.has(command.kind)) return true
  if ('target' in command) return owns(owner, command.target)
  return 'link' in command && (owns(owner, command.link.from) || owns(owner, command.link.to))
}
function owns({ nodes, shards }: Ownership, target: NodeTarget): boolean {
  if ('node' in target) return nodes.includes(target.node)
  return 'shard' in target && shards.includes(target.shard)
}
