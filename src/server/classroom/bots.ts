/**
 * Bots that fill a room for a rehearsal: each joins as a learner does, over a WebSocket, tells its state once a second, votes when asked,
 * diagnoses what is done to it (rightly now and then), raises its hand, and leaves and comes back. What each does follows from its number.
 */
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import { WebSocket } from 'ws'
import { causeOf } from '../../classroom/causes'
import type { Digest } from '../../classroom/digests'
import type { InjectedFault, Vote } from '../../classroom/documents/lead'
import { faultsFor, readLead } from '../../classroom/documents/lead'
import { documentName } from '../../classroom/documents/names'
import { MAP_NAME } from '../../classroom/entries'
import { SURE } from '../../classroom/fields'
import type { Joined, JoinRequest, ToServer } from '../../classroom/messages'
import { PATHS, ROOM_PROTOCOL, SOCKET_QUERY } from '../../classroom/messages'
import { Draws } from '../../kernel'
import { report } from './trouble'

/** How long a bot thinks before it votes or diagnoses, ms. */
const THINKS_MS = { least: 2_000, most: 20_000 }
const STEP_MS = 1_000
/** Of a thousand steps, how many it leaves at, and how long it stays away. */
const LEAVES_OF_1000 = 2
const AWAY_STEPS = 8
const HAND_OF_1000 = 3

const PURPOSE = { thinks: 1, chooses: 2, leaves: 3, hand: 4 } as const

export interface Rehearsal {
  end(): Promise<void>
}

export function rehearse(
  bots: number,
  { port, rooms }: { port: number; rooms: readonly { room: string; code: string }[] },
): Rehearsal {
  const all = Array.from({ length: bots }, (_, n) => new Bot(n, `127.0.0.1:${port}`, rooms[0]))
  for (const bot of all) bot.join().catch(report)
  return {
    end: () => {
      for (const bot of all) bot.leave()
      return Promise.resolve()
    },
  }
}

/** A bot may leave before its line has come up: then the line is told to end, and that is no error. */
class Line extends WebSocket {
  constructor(address: string) {
    super(address)
    this.on('error', () => {})
  }
}

class Bot {
  private readonly draws = new Draws(20)
  private joined: Joined | null = null
  private web: HocuspocusProviderWebsocket | null = null
  private lead: HocuspocusProvider | null = null
  private own: HocuspocusProvider | null = null
  private timer: NodeJS.Timeout | null = null
  private steps = 0
  private awayUntil = 0
  private readonly due = new Map<string, number>()
  private readonly room: string
  private readonly code: string

  constructor(
    private readonly n: number,
    private readonly address: string,
    { room, code }: { room: string; code: string },
  ) {
    this.room = room
    this.code = code
  }

  async join(): Promise<void> {
    const request: JoinRequest = { protocol: ROOM_PROTOCOL, room: this.room, code: this.code }
    const answer = await fetch(`http://${this.address}/${PATHS.join}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(request),
    })
    if (!answer.ok) throw new Error(`a bot was refused: ${await answer.text()}`)
    this.joined = (await answer.json()) as Joined
    this.connect()
    this.timer = setInterval(() => this.step(), STEP_MS)
  }
  leave(): void {
    if (this.timer) clearInterval(this.timer)
    this.disconnect()
  }
  private connect(): void {
    const { joined } = this
    if (!joined) return
    this.web = new HocuspocusProviderWebsocket({
      url: `ws://${this.address}/${PATHS.socket}${SOCKET_QUERY}`,
      WebSocketPolyfill: Line,
    })
    const open = (name: string) => {
      const provider = new HocuspocusProvider({
        websocketProvider: this.web!,
        name,
        token: joined.token,
        awareness: null,
      })
      provider.attach()
      return provider
    }
    this.lead = open(documentName({ room: this.room, document: 'lead' }))
    this.own = open(documentName({ room: this.room, document: 'learner', learner: joined.id }))
  }
  private disconnect(): void {
    this.lead?.destroy()
    this.own?.destroy()
    this.web?.destroy()
    this.web = this.lead = this.own = null
  }

  private step(): void {
    this.steps++
    if (!this.web) {
      if (this.steps >= this.awayUntil) this.connect()
      return
    }
    if (this.chance(PURPOSE.leaves, LEAVES_OF_1000)) {
      this.awayUntil = this.steps + AWAY_STEPS
      this.disconnect()
      return
    }
    this.say({ say: 'digest', digest: this.digest() })
    if (this.chance(PURPOSE.hand, HAND_OF_1000)) this.write('hand', this.mine().has('hand') ? null : Date.now())
    const lead = readLead(this.lead?.document.getMap(MAP_NAME).toJSON())
    if (lead.asked !== null) this.vote(lead.asked, lead.vote.get(lead.asked))
    for (const [id, fault] of faultsFor(lead, this.joined!.id)) this.meet(id, fault)
  }
  private vote(id: string, vote: Vote | undefined): void {
    const key = `ballot/${id}/${vote?.round ?? 1}`
    if (vote?.phase !== 'open' || this.mine().has(key) || !this.hasThought(key)) return
    // The second time, two of three know.
    const knows = vote.round === 2 && vote.right !== null && this.draw(PURPOSE.chooses, 3) > 0
    const option = knows ? vote.right : vote.options[this.draw(PURPOSE.chooses, vote.options.length)].id
    this.write(key, { option, sure: SURE[this.draw(PURPOSE.chooses, 3)], atMs: Date.now() })
  }
  private meet(id: string, { commands, revealed }: InjectedFault): void {
    const atUs = this.steps * 1_000_000
    if (!this.mine().has(`landed/${id}`)) this.write(`landed/${id}`, { atUs, atMs: Date.now() })
    const key = `diagnosis/${id}/1`
    if (revealed || this.mine().has(key) || !this.hasThought(key)) return
    const right = causeOf(commands[0])
    const cause = this.draw(PURPOSE.chooses, 2) === 0 ? right : { ...right, where: '' }
    this.write(key, { cause, sure: SURE[this.draw(PURPOSE.chooses, 3)], atUs, atMs: Date.now() })
  }
  private hasThought(what: string): boolean {
    const { least, most } = THINKS_MS
    const now = this.steps * STEP_MS
    const due = this.due.get(what) ?? now + least + this.draw(PURPOSE.thinks, most - least)
    this.due.set(what, due)
    return now >= due
  }
  private digest(): Digest {
    const wave = ((this.steps + 7 * this.n) % 40) / 40
    return {
      state: 'running',
      open: 'storefront',
      timeUs: this.steps * 1_000_000,
      stale: wave / 10,
      answered: 1 - wave / 20,
      p99Us: 20_000 + Math.round(80_000 * wave),
      goals: this.n % 3,
      goalsOf: 3,
      down: this.n % 5 === 0 ? 1 : 0,
      print: null,
      hidden: false,
    }
  }

  private mine() {
    return this.own!.document.getMap(MAP_NAME)
  }
  private write(key: string, value: unknown): void {
    this.mine().set(key, value)
  }
  private say(message: ToServer): void {
    this.own?.sendStateless(JSON.stringify(message))
  }
  private draw(purpose: number, below: number): number {
    return this.draws.at(this.n, purpose, this.steps, 0).int(below)
  }
  private chance(purpose: number, of1000: number): boolean {
    return this.draw(purpose, 1_000) < of1000
  }
}
