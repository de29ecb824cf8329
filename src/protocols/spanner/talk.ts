/** Words between leaders of groups. Who does not lead hands them on to who does, as far as it knows. */
import type { Turn, Word } from './state'
import { nodeOfMember } from './state'

type Unsent<W> = W extends Word ? Omit<W, 'from' | 'to' | 'hops'> : never
const HOPS_MAX = 3

/** To the leader of a group as last heard of, or to a member that may know. */
export function sayTo(turn: Turn, shard: number, word: Unsent<Word>): void {
  const { s, rules } = turn
  const members = rules.shards[shard]
  const known = s.leaders[shard]
  say(turn, known >= 0 ? known : members[(s.office?.rounds ?? 0) % members.length], word)
}
/** `self`: this node's index follows from its member. */
export function say({ s, out }: Turn, to: number, word: Unsent<Word>): void {
  const from = nodeOfMember(s.raft.id)
  out.push({ kind: 'word', word: Object.freeze({ ...word, from, to, hops: 0 }) as Word })
}
export function handOn({ s, out }: Turn, word: Word): void {
  const { leader, id } = s.raft
  if (leader < 0 || leader === id || word.hops >= HOPS_MAX) return
  out.push({ kind: 'word', word: Object.freeze({ ...word, to: nodeOfMember(leader), hops: word.hops + 1 }) })
}
