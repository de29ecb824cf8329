/**
 * The judge of one journey: its reads together with all writes to their keys. Linearizability looks again every tick of
 * virtual time, so that what it finds does not depend on how the run was cut into pieces.
 */
import { LINEARIZABLE_MODELS, LiveLinearizability, type Model } from '../../checkers'
import { ClientHistory, type OperationFacts, type OperationListener } from '../../telemetry'
import { RegisterHistory } from './registerHistory'
import { SessionFloors } from './sessionFloors'
import type { Breach, Guarantee, JourneyVerdict, Standing, UnknownWhy } from './verdict'
import { GUARANTEES } from './verdict'
import { breachOf } from './witness'

/** Events that are kept of one journey, some 100 bytes each. */
const EVENTS_MAX = 400_000
/** More of the same tell no more. */
const BREACHES_MAX = 20
const register = LINEARIZABLE_MODELS.get('register') as Model

export interface Judged {
  journey: string
  index: number
  keep: (op: OperationFacts) => boolean
  voidedBy: (string | null)[]
  /** Why nothing can be said, from the beginning. */
  unknown: UnknownWhy | null
}

export class JourneyJudge implements OperationListener {
  private readonly clients: ClientHistory
  private readonly recorded = new RegisterHistory()
  private readonly live = new LiveLinearizability(this.recorded.history, register, true)
  private readonly sessions = new SessionFloors()
  private readonly standings: Record<Guarantee, Standing>
  private readonly breaches: Breach[] = []
  private readonly stalest: JourneyVerdict['stalest'] = []

  constructor(private readonly judged: Judged) {
    this.clients = new ClientHistory(judged.keep)
    const standing = (): Standing => ({
      testedUs: null,
      unknownUs: judged.unknown ? 0 : null,
      unknownWhy: judged.unknown,
      brokenUs: null,
    })
    this.standings = Object.fromEntries(GUARANTEES.map((name) => [name, standing()])) as Record<Guarantee, Standing>
  }

  invoked(op: OperationFacts): void {
    if (this.orders) this.clients.invoked(op)
  }

  returned(op: OperationFacts): void {
    if (this.judged.unknown) return
    if (this.orders) this.clients.returned(op)
    if (op.journey !== this.judged.index || op.outcome !== 'ok') return
    if (op.kind !== 'read' && op.kind !== 'write') return
    if (op.kind === 'read') {
      this.standings.linearizable.testedUs ??= op.returnedUs
      this.noteStaleness(op)
    }
    const broken = this.sessions.returned(op, (guarantee) => (this.standings[guarantee].testedUs ??= op.returnedUs))
    for (const { guarantee, earlier, later } of broken) {
      const operations = [earlier, later]
      const reasons = [{ code: `session.${guarantee}`, params: {} }]
      const shortest = { key: op.key, operations, failing: 1, reasons }
      this.note({ guarantee, atUs: op.returnedUs, shortest, around: operations })
    }
  }

  /** To be called at every tick of virtual time. */
  look(nowUs: number): void {
    if (!this.orders) return
    for (const event of this.clients.events.splice(0)) this.recorded.add(event)
    this.live.advance()
    const { violation, valid } = this.live
    const { linearizable } = this.standings
    if (violation) {
      const breach = breachOf(this.recorded, register, violation)
      if (breach) this.note(breach)
      else giveUp(linearizable, nowUs, 'search')
    } else if (valid === 'unknown') giveUp(linearizable, nowUs, 'search')
    else if (this.recorded.history.length > EVENTS_MAX) giveUp(linearizable, nowUs, 'full')
  }

  verdict(): JourneyVerdict {
    const { standings, breaches, stalest } = this
    return { journey: this.judged.journey, standings, breaches, stalest, voidedBy: this.judged.voidedBy }
  }

  /** Whether orders are still looked for. */
  private get orders(): boolean {
    const { unknownUs, brokenUs } = this.standings.linearizable
    return unknownUs === null && brokenUs === null
  }

  private note(breach: Breach): void {
    this.standings[breach.guarantee].brokenUs ??= breach.atUs
    if (this.breaches.length < BREACHES_MAX) this.breaches.push(breach)
  }

  private noteStaleness({ judged, staleUs, missed, returnedUs: atUs }: OperationFacts): void {
    if (!judged) return
    const most = this.stalest.at(-1) ?? { staleUs: 0, missed: 0 }
    if (staleUs <= most.staleUs && missed <= most.missed) return
    this.stalest.push({ atUs, staleUs: Math.max(staleUs, most.staleUs), missed: Math.max(missed, most.missed) })
  }
}

function giveUp(standing: Standing, atUs: number, why: UnknownWhy): void {
  standing.unknownUs = atUs
  standing.unknownWhy = why
}
