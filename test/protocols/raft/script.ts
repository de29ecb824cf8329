/**
 * Scripts for Raft's step function: one verb a line, what happened under it, indented. Members are a, b, c, …; messages wait
 * until `deliver`, which carries them and what follows from them in order until none is left (or `deliver 3`: three of them);
 * a disk writes at once unless it is `slow`. `UPDATE_SCRIPTS=1 npx vitest run test/protocols/raft` writes what happens now; the difference is to be read.
 */
import type { Effect, Entry, Input, Message, RaftState } from '../../../src/protocols/raft'
import { BUG_NAMES, SETTINGS, membershipOf, newMember, recovered, step } from '../../../src/protocols/raft'
import { memberFrom } from '../../../src/protocols/raft/state'

const nameOf = (id: number): string => String.fromCharCode(97 + id)
const idOf = (name: string): number => name.charCodeAt(0) - 97
const namesOf = (ids: readonly number[]): string => ids.map(nameOf).join('')

class Script {
  private readonly members = new Map<number, RaftState>()
  private readonly down = new Set<number>()
  private readonly slow = new Set<number>()
  private readonly cut = new Set<string>()
  private readonly settings
  private messages: Message[] = []
  private lines: string[] = []
  private nowUs = 1_000_000

  /** `group n=3 preVote=no checkQuorum=no reads=lease bug=…`; `new=d`: machines without a group yet. */
  constructor(o: Record<string, string>) {
    const bug = BUG_NAMES.find((name) => name === o.bug)
    this.settings = {
      ...SETTINGS,
      preVote: o.preVote !== 'no',
      checkQuorum: o.checkQuorum !== 'no',
      reads: o.reads === 'lease' ? ('lease' as const) : ('readIndex' as const),
      entriesMax: Number(o.entriesMax ?? 64),
      bugs: bug ? { [bug]: true } : {},
    }
    const ids = Array.from({ length: Number(o.n ?? 3) }, (_, i) => i)
    for (const id of ids) this.members.set(id, newMember(id, membershipOf(ids)))
    for (const name of o.new ?? '') this.members.set(idOf(name), newMember(idOf(name), membershipOf([])))
    for (const id of this.members.keys()) this.take(id, { kind: 'start' })
  }

  private of(id: number): RaftState {
    return this.members.get(id) as RaftState
  }
  private take(id: number, input: Input): void {
    const s = this.of(id)
    const { role, term } = s
    const effects = step(
      s,
      this.settings,
      { nowUs: this.nowUs, electionTimeoutUs: (_term, _round, [min, max]) => Math.floor((min + max) / 2) },
      input,
    )
    if (s.role !== role) this.lines.push(`${nameOf(id)} ${role} of ${term} → ${s.role} of ${s.term}`)
    for (const effect of effects) this.carryOut(id, effect)
  }
  private carryOut(id: number, effect: Effect): void {
    const me = nameOf(id)
    if (effect.kind === 'send') this.messages.push(effect.message)
    else if (effect.kind === 'persist') {
      if (!this.slow.has(id)) this.take(id, { kind: 'persisted' })
    } else if (effect.kind === 'apply') this.lines.push(`${me} applies ${effect.index}: ${told(effect.entry)}`)
    else if (effect.kind === 'restore') this.lines.push(`${me} restores ${effect.snapshot.index}`)
    else if (effect.kind === 'refused') this.lines.push(`${me} refuses the ${effect.what}: ${effect.why}`)
    else this.lines.push(`${me} ${effect.kind} ${effect.id}`)
  }
  private deliver(most: number): void {
    for (let i = 0; i < most && this.messages.length > 0; i++) {
      const m = this.messages.shift() as Message
      const isLost = this.cut.has(`${m.from} ${m.to}`) || this.down.has(m.to) || !this.members.has(m.to)
      this.lines.push(`${nameOf(m.from)} > ${nameOf(m.to)} ${toldMessage(m)}${isLost ? ', lost' : ''}`)
      if (!isLost) this.take(m.to, { kind: 'message', message: m })
    }
  }

  do(verb: string, [first = '', second = '']: string[], o: Record<string, string>): string[] {
    const id = idOf(first)
    if (verb === 'deliver') this.deliver(Number(first || 1_000))
    else if (verb === 'drop') this.messages = []
    else if (verb === 'logs')
      for (const [name, terms] of Object.entries(o)) this.give(idOf(name), terms.split(',').map(Number), Number(first))
    else if (verb === 'pass') this.nowUs += Number(first) * 1_000
    else if (verb === 'timeout' || verb === 'beat') {
      this.of(id).dueUs = this.nowUs
      this.take(id, { kind: 'wake' })
    } else if (verb === 'propose') this.take(id, { kind: 'command', command: second, bytes: 10 })
    else if (verb === 'read') this.take(id, { kind: 'read', id: Number(second) })
    else if (verb === 'change') this.take(id, { kind: 'change', voters: second.split('').map(idOf) })
    else if (verb === 'transfer') this.take(id, { kind: 'transfer', to: idOf(second) })
    else if (verb === 'compact') this.take(id, { kind: 'compact', data: null, bytes: 10 })
    else if (verb === 'crash') {
      this.down.add(id)
      this.members.set(id, recovered(this.of(id)))
    } else if (verb === 'restart') {
      this.down.delete(id)
      this.slow.delete(id)
      this.take(id, { kind: 'start' })
    } else if (verb === 'slow') this.slow.add(id)
    else if (verb === 'isolate')
      for (const other of this.members.keys()) this.cut.add(`${id} ${other}`).add(`${other} ${id}`)
    else if (verb === 'cut') this.cut.add(`${id} ${idOf(second)}`)
    else if (verb === 'heal') this.cut.clear()
    else if (verb === 'show') for (const s of this.members.values()) this.lines.push(toldState(s))
    else throw new Error(`no verb ${verb}`)
    return this.lines.splice(0)
  }
  /** A log as its terms say, on disk, of a member that has voted for nobody in `term`. */
  private give(id: number, terms: number[], term: number): void {
    const { log } = this.of(id)
    const entries = terms.map((t): Entry => Object.freeze({ kind: 'command', term: t, bytes: 10, command: `x${t}` }))
    this.members.set(id, memberFrom(id, term, -1, { snapshot: log.snapshot, entries }))
    this.take(id, { kind: 'start' })
  }
}

function told(entry: Entry): string {
  if (entry.kind === 'blank') return 'blank'
  if (entry.kind === 'command') return String(entry.command)
  const { voters, outgoing } = entry.membership
  return outgoing.length > 0 ? `${namesOf(outgoing)} and ${namesOf(voters)}` : namesOf(voters)
}
function toldMessage(m: Message): string {
  const head = `${m.kind} ${m.term}`
  if (m.kind === 'voteRequest') return `${m.isPre ? 'pre-' : ''}${head}: log ends ${m.lastIndex}/${m.lastTerm}`
  if (m.kind === 'voteReply') return `${m.isPre ? 'pre-' : ''}${head}: ${m.isGranted ? 'yes' : 'no'}`
  if (m.kind === 'append')
    return `${head}: after ${m.prevIndex}/${m.prevTerm} [${m.entries.map((e) => `${e.term} ${told(e)}`).join(', ')}] commit ${m.commit}`
  if (m.kind === 'appendReply')
    return m.isOk ? `${head}: has ${m.match}` : `${head}: lacks ${m.prevIndex}, perhaps ${m.hintIndex}/${m.hintTerm}`
  if (m.kind === 'installSnapshot') return `${head}: up to ${m.snapshot.index}`
  return head
}
function toldState(s: RaftState): string {
  const { snapshot, entries } = s.log
  const covered = snapshot.index > 0 ? `(${snapshot.index}) ` : ''
  const vote = s.vote < 0 ? '-' : nameOf(s.vote)
  const log = entries.map((e) => e.term).join(' ')
  return `${nameOf(s.id)} ${s.role} term ${s.term} vote ${vote} commit ${s.commit} log ${covered}${log}`.trimEnd()
}

/** The script with what happens now under each verb. */
export function play(script: string): string {
  let group: Script | null = null
  const out: string[] = []
  for (const line of script.split('\n')) {
    if (line.startsWith('  ')) continue
    out.push(line)
    if (line === '' || line.startsWith('#')) continue
    const [verb, ...rest] = line.split(' ')
    const options = Object.fromEntries(rest.filter((w) => w.includes('=')).map((w) => w.split('=') as [string, string]))
    const words = rest.filter((w) => !w.includes('='))
    if (verb === 'group') group = new Script(options)
    else for (const happened of group?.do(verb, words, options) ?? []) out.push(`  ${happened}`)
  }
  return out.join('\n')
}
