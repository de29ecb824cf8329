/**
 * RED and saturation of a stretch, cut by cut: attached to a replayed run, it tells of each stretch what every journey of every tenant
 * and every node did. Exporters and the page ask it; a whole run is one cut.
 */
import { tenantOf, type Cluster } from '../../cluster'
import type { Observation } from '../observation'
import type { OperationListener } from '../operationFacts'
import type { QueueTotals } from '../saturation'
import { listenToAnswers } from './answersOf'
import { OperationRed, type OperationFigures } from './operationRed'
import { ServiceRed, type ServiceFigures } from './serviceRed'

export interface NodeFigures extends ServiceFigures {
  arrivals: number // refused ones too
  abandoned: number // lost in a crash
  queueUs: number // ∫ queue length dt
  waitsUs: number // of all that stood in the queue
  busyUs: number // ∫ busy workers dt
}
export interface RedCut {
  fromUs: number
  toUs: number
  operations: OperationFigures[][] // by tenant, then by journey; one tenant where users are not told apart
  nodes: NodeFigures[]
}

export class Red {
  private readonly byOperation: OperationRed
  private readonly byNode: ServiceRed
  private readonly journeys: number
  private before: QueueTotals[]

  /** Counts from now on, once it is attached. */
  constructor(
    private readonly cluster: Cluster,
    private readonly observation: Observation,
  ) {
    const { journeys, tenants = [] } = observation.shape
    this.journeys = journeys
    this.byOperation = new OperationRed(
      journeys * Math.max(1, tenants.length),
      tenants.length === 0
        ? ({ journey }) => journey
        : ({ journey, session }) => tenantOf(tenants, session) * journeys + journey,
    )
    const isUsers = cluster.nodes.map((node) => node.role === 'clients')
    this.byNode = new ServiceRed(isUsers, observation.operations)
    this.before = this.totals(observation.nowUs)
  }

  /** Listens to the run; call the result to stop. */
  attach(): () => void {
    const { cluster, observation, byOperation, byNode } = this
    const { journal } = cluster
    const fold = (words: Int32Array, records: number): void => byNode.fold(words, records)
    journal.flush()
    journal.attach(fold)
    const listeners: OperationListener[] = observation.listeners
    listeners.push(byOperation)
    const stop = listenToAnswers(cluster, (answer) => byNode.answered(answer))
    return () => {
      stop()
      journal.detach(fold)
      listeners.splice(listeners.indexOf(byOperation), 1)
    }
  }

  /** Everything since the last cut; all records up to `nowUs` have been folded. */
  cut(nowUs: number): RedCut {
    const { before, journeys } = this
    const now = this.totals(nowUs)
    this.before = now
    const nodes = this.byNode.cut().map((figures, n) => ({
      ...figures,
      arrivals: now[n].arrivals - before[n].arrivals,
      abandoned: now[n].abandoned - before[n].abandoned,
      queueUs: now[n].queueIntegralUs - before[n].queueIntegralUs,
      waitsUs: now[n].waitsUs - before[n].waitsUs,
      busyUs: now[n].busyIntegralUs - before[n].busyIntegralUs,
    }))
    const rows = this.byOperation.cut()
    const operations = Array.from({ length: rows.length / journeys }, (_, t) =>
      rows.slice(t * journeys, (t + 1) * journeys),
    )
    return { fromUs: before[0]?.atUs ?? nowUs, toUs: nowUs, operations, nodes }
  }

  private totals(nowUs: number): QueueTotals[] {
    return this.cluster.nodes.map((_, node) => this.observation.saturation.totals(node, nowUs))
  }
}
