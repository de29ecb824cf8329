/** Looks on while a world decides: keeps a row for each decision asked for, and of one all that went in and came out. */
import type { Cluster } from '../../cluster'
import type { Moment } from '../../decisions'
import type { HandlerName } from '../../decisions/program/names'
import type { Replica } from '../../decisions/program/types'
import { copyData } from '../../kernel'
import type { Taken, Watcher } from '../../policies'
import { notingDraws, plainContext } from './draws'
import { HandlerNotes } from './handlerNotes'
import type { DecisionId, DecisionRow, DecisionTold, DecisionsQuestion } from './told'

/** Counts the decisions of an event. */
abstract class Counting {
  private events = -1
  private nth = -1

  constructor(protected readonly cluster: Cluster) {}

  /** Of the decision that begins now. */
  protected next(): DecisionId {
    const { events, nowUs: atUs } = this.cluster
    this.nth = events === this.events ? this.nth + 1 : 0
    this.events = events
    return { atUs, events, nth: this.nth }
  }
}

export class DecisionRows extends Counting implements Watcher {
  readonly rows: DecisionRow[] = []
  readonly explains = false
  private notes: HandlerNotes | null = null

  constructor(
    cluster: Cluster,
    private readonly asked: DecisionsQuestion,
  ) {
    super(cluster)
  }

  /** All that is asked for is there, whatever follows. */
  get isFull(): boolean {
    return this.asked.keep !== 'last' && this.rows.length >= this.asked.limit
  }
  lend<Context extends Moment>(context: Context): Context {
    return context
  }
  lendReplica(name: HandlerName, replica: Replica, subject: unknown): Replica {
    this.notes = new HandlerNotes(name, replica, subject)
    return this.notes.replica
  }
  tell(taken: Taken): void {
    const id = this.next()
    const { fromUs, toUs, contract, operation, node } = this.asked
    const { place } = taken
    if (this.isFull || id.atUs < fromUs || id.atUs > toUs) return
    if (contract !== undefined && contract !== taken.contract) return
    if (node !== undefined && node !== place.node.index) return
    if (operation && (operation.client !== place.origin || operation.count !== place.count)) return
    this.rows.push(rowOf(id, taken, this.notes))
    if (this.rows.length > this.asked.limit) this.rows.shift()
  }
}

export class OneDecision extends Counting implements Watcher {
  told: DecisionTold | null = null
  /** The function that is built in there. */
  builtIn: unknown = null
  explains = false
  private draws: number[] = []
  private context: Record<string, unknown> = {}
  private notes: HandlerNotes | null = null
  private id: DecisionId | null = null

  constructor(
    cluster: Cluster,
    private readonly wanted: Pick<DecisionId, 'events' | 'nth'>,
  ) {
    super(cluster)
  }

  lend<Context extends Moment>(context: Context): Context {
    this.id = this.next()
    this.explains = this.id.events === this.wanted.events && this.id.nth === this.wanted.nth
    if (!this.explains) return context
    this.context = plainContext(context)
    return notingDraws(context, this.draws)
  }
  lendReplica(name: HandlerName, replica: Replica, subject: unknown): Replica {
    this.id = this.next()
    this.explains = this.id.events === this.wanted.events && this.id.nth === this.wanted.nth
    if (!this.explains) return replica
    this.notes = new HandlerNotes(name, replica, subject)
    this.draws = this.notes.draws
    return this.notes.replica
  }
  tell(taken: Taken): void {
    if (!this.explains || !this.id) return
    const { returned = null, logged = [], steps = null } = taken.explained ?? {}
    this.builtIn = taken.builtIn
    this.told = {
      ...rowOf(this.id, taken, this.notes),
      ...{
        context: this.notes ? { ...this.notes.context() } : this.context,
        draws: this.draws,
        state: copyData(taken.state),
        builtIn: null,
      },
      ...{ returned, logged, steps },
    }
    this.explains = false
  }
}

function rowOf(
  id: DecisionId,
  { contract, place, answer, fault, policy }: Taken,
  notes: HandlerNotes | null,
): DecisionRow {
  const { node, called, origin: client, count } = place
  const isHandler = contract === 'program'
  return {
    ...id,
    contract,
    handler: isHandler && notes ? notes.handler : null,
    node: node.index,
    called,
    operation: client < 0 ? null : { client, count },
    answer: isHandler && notes ? (fault ? [] : notes.wishes) : copyData(answer),
    fault,
    policy: policy && { code: policy.code, reach: policy.reach },
  }
}
