/**
 * The judge of one journey: its reads together with all writes to their keys. Linearizability looks again every tick of
 * virtual time, so that what it finds does not depend on how the run was cut into pieces.
 */
import { LINEARIZABLE_MODELS, LiveLinearizability, type Model } from '../../checkers'
import { ClientHistory, type OperationFacts, type OperationListener } from '../../telemetry'
import type { Judged } from './docket'
import { RegisterHistory } from './registerHistory'
import { SessionFloors, type Broken } from './sessionFloors'
import type { Breach, Guarantee, JourneyVerdict, Standing, UnknownWhy } from './verdict'
import { GUARANTEES } from './verdict'
import { breachOf } from './witness'

/** More of the same tell no more. */
const BREACHES_MAX = 20
const register = LINEARIZABLE_MODELS.get('register') as Model

export class JourneyJudge implements OperationListener {
  /** Counts what has come to be known, so that a verdict is told only when it is another one. */
  changes = 0
  private readonly clients: ClientHistory
  private readonly recorded = new RegisterHistory()
  private readonly live = new LiveLinearizability(this.recorded.history, register, true)
  private readonly sessions = new SessionFloors()
  private readonly standings: Record<Guarantee, Standing>
  private readonly breaches: Breach[] = []
  private readonly stalest: JourneyVerdict['stalest'] = []

  constructor(private readonly judged: Judged) {
    this.clients = new ClientHistory(({ class: of }) => judged.keeps[of])
    const standing = (guarantee: Guarantee): Standing => {
      const unknownWhy = judged.unknown[guarantee] ?? null
      return { testedUs: null, unknownUs: unknownWhy && 0, unknownWhy, brokenUs: null }
    }
    const standings = GUARANTEES.map((guarantee) => [guarantee, standing(guarantee)])
    this.standings = Object.fromEntries(standings) as Record<Guarantee, Standing>
  }

  invoked(op: OperationFacts): void {
    if (!this.judged.keeps[op.class]) return
    if (this.orders) this.clients.invoked(op)
    this.sessions.invoked(op, this.owns(op))
  }

  returned(op: OperationFacts): void {
    if (!this.judged.keeps[op.class]) return
    if (this.orders) this.clients.returned(op)
    const owns = this.owns(op)
    if (owns && op.kind === 'read' && op.outcome === 'ok') {
      this.test('linearizable', op.returnedUs)
      this.noteStaleness(op)
    }
    for (const broken of this.sessions.returned(op, owns, (guarantee) => this.test(guarantee, op.returnedUs)))
      if (this.standings[broken.guarantee].unknownUs === null) this.note(breachOfOrder(broken, op))
  }

  /** To be called at every tick of virtual time. */
  look(nowUs: number): void {
    if (!this.orders) return
    for (const event of this.clients.events.splice(0)) this.recorded.add(event)
    this.live.advance()
    const { violation, valid } = this.live
    if (violation) {
      const breach = breachOf(this.recorded, register, violation)
      if (breach) this.note(breach)
      else this.giveUp('linearizable', nowUs, 'search')
    } else if (valid === 'unknown') this.giveUp('linearizable', nowUs, 'search')
  }

  /** From then on no more is told of the run. */
  end(atUs: number): void {
    for (const guarantee of GUARANTEES) this.giveUp(guarantee, atUs, 'full')
  }

  verdict(): JourneyVerdict {
    const { standings, breaches, stalest } = this
    const { journey, index, voidedBy } = this.judged
    return { journey, index, standings, breaches, stalest, voidedBy }
  }

  /** Whether orders are still looked for. */
  private get orders(): boolean {
    const { unknownUs, brokenUs } = this.standings.linearizable
    return unknownUs === null && brokenUs === null
  }

  private owns({ journey }: OperationFacts): boolean {
    return journey === this.judged.index
  }

  private test(guarantee: Guarantee, atUs: number): void {
    if (this.standings[guarantee].testedUs !== null) return
    this.standings[guarantee].testedUs = atUs
    this.changes++
  }

  private note(breach: Breach): void {
    this.standings[breach.guarantee].brokenUs ??= breach.atUs
    const same = this.breaches.filter(({ guarantee }) => guarantee === breach.guarantee).length
    if (same >= BREACHES_MAX) return
    this.breaches.push(breach)
    this.breaches.sort((a, b) => a.atUs - b.atUs)
    this.changes++
  }

  private giveUp(guarantee: Guarantee, atUs: number, why: UnknownWhy): void {
    const standing = this.standings[guarantee]
    if (standing.unknownUs !== null || standing.brokenUs !== null) return
    standing.unknownUs = atUs
    standing.unknownWhy = why
    this.changes++
  }

  private noteStaleness({ judged, staleUs, missed, returnedUs: atUs }: OperationFacts): void {
    if (!judged) return
    const most = this.stalest.at(-1) ?? { staleUs: 0, missed: 0 }
    if (staleUs <= most.staleUs && missed <= most.missed) return
    this.stalest.push({ atUs, staleUs: Math.max(staleUs, most.staleUs), missed: Math.max(missed, most.missed) })
    this.changes++
  }
}

function breachOfOrder({ guarantee, earlier, later }: Broken, { key, returnedUs: atUs }: OperationFacts): Breach {
  const operations = [earlier, later]
  const params = { earlier: earlier.value ?? 0, later: later.value ?? 0 }
  const shortest = { key, operations, failing: 1, reasons: [{ code: `session.${guarantee}`, params }] }
  return { guarantee, atUs, shortest, around: operations }
}
