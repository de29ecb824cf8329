/**
 * How servers that share rooms speak to each other. Alone (AloneBus) a server speaks to itself. With Redis (redisBus.ts) what is told
 * reaches every server, and what is asked is answered by the one that leads the room: it holds the room's lease, which carries a number
 * that grows with every holder, so that one that slept can do nothing more in its name.
 */
import type { RefusalCode } from '../../classroom/messages'

/** To every server, the sender included. */
export type Told =
  /** Barred, let in again, given free or seated again: it is in the store. */
  | { tell: 'seats'; learners: string[] }
  | { tell: 'hosts' }
  | { tell: 'withdrawn'; host: string }
  | { tell: 'named'; learner: string; name: string; code?: RefusalCode }
  /** Who is connected to the server that tells; every few seconds. */
  | { tell: 'present'; learners: string[] }
  | { tell: 'ended' }
/** To the leader: a proposal or an act on the shared cluster, as JSON. `by`: whose. */
export interface Asked {
  by: string
  isHost: boolean
  line: string
}
export type Answer = { done: true; told?: string } | { done: false; code: RefusalCode }

export interface Bus {
  /** Whether no other server can have the room open. */
  readonly alone: boolean
  tell(room: string, message: Told): void
  ask(room: string, question: Asked): Promise<Answer>
  /** Whether this server leads the room; tries to, if nobody does. */
  leads(room: string): Promise<boolean>
  /** Under the lease: notes a command as the next of the sequence; false where another leads by now. */
  commit(room: string, line: string): Promise<boolean>
  /** All commands of the present base that were ever committed. */
  committed(room: string): Promise<string[]>
  /** Under the lease: a new base begins, with none. */
  restart(room: string): Promise<boolean>
  forget(room: string): Promise<void>
  close(): Promise<void>
}
export interface Listener {
  told(room: string, message: Told): void
  /** null: this server does not lead. */
  asked(room: string, question: Asked): Promise<Answer | null>
}

export class AloneBus implements Bus {
  readonly alone = true
  constructor(private readonly listener: Listener) {}

  tell(room: string, message: Told): void {
    this.listener.told(room, message)
  }
  async ask(room: string, question: Asked): Promise<Answer> {
    return (await this.listener.asked(room, question)) ?? { done: false, code: 'room.noCluster' }
  }
  leads(): Promise<boolean> {
    return Promise.resolve(true)
  }
  commit(): Promise<boolean> {
    return Promise.resolve(true)
  }
  /** The sequence's document has them all: nobody else writes it. */
  committed(): Promise<string[]> {
    return Promise.resolve([])
  }
  restart(): Promise<boolean> {
    return Promise.resolve(true)
  }
  forget(): Promise<void> {
    return Promise.resolve()
  }
  close(): Promise<void> {
    return Promise.resolve()
  }
}
