/**
 * RED and saturation of a stretch, cut by cut: attached to a run (the fold to its journal, the listener to its observation), it tells of
 * each stretch what every journey, every tenant and every node did. Exporters and the page ask it; a whole run is one cut.
 */
import { tenantOf } from '../../cluster'
import type { Observation } from '../observation'
import type { OperationListener } from '../operationFacts'
import type { QueueTotals } from '../saturation'
import { OperationRed, type OperationFigures } from './operationRed'
import { ServiceRed, type ServiceFigures } from './serviceRed'

export interface NodeFigures extends ServiceFigures {
  arrivals: number // refused ones too
  refused: number
  abandoned: number // lost in a crash
  queueUs: number // ∫ queue length dt
  busyUs: number // ∫ busy workers dt
}
export interface RedCut {
  fromUs: number
  toUs: number
  journeys: OperationFigures[]
  tenants: OperationFigures[] // none where users are not told apart
  nodes: NodeFigures[]
}

export class Red {
  private readonly byJourney: OperationRed
  private readonly byTenant: OperationRed
  private readonly byNode: ServiceRed
  private before: QueueTotals[]

  /** Counts from now on; `isUsers`: by node, whether users invoke there. */
  constructor(
    private readonly observation: Observation,
    private readonly isUsers: readonly boolean[],
  ) {
    const { journeys, tenants = [] } = observation.shape
    this.byJourney = new OperationRed(journeys, ({ journey }) => journey)
    this.byTenant = new OperationRed(tenants.length, ({ session }) => tenantOf(tenants, session))
    this.byNode = new ServiceRed(isUsers, observation.operations)
    this.before = this.totals(observation.nowUs)
  }

  /** To be added to the observation's. */
  get listeners(): OperationListener[] {
    return this.observation.shape.tenants?.length ? [this.byJourney, this.byTenant] : [this.byJourney]
  }
  fold(words: Int32Array, records: number): void {
    this.byNode.fold(words, records)
  }

  /** Everything since the last cut; all records up to `nowUs` have been folded. */
  cut(nowUs: number): RedCut {
    const { before } = this
    const now = this.totals(nowUs)
    this.before = now
    const nodes = this.byNode.cut().map((figures, n) => ({
      ...figures,
      arrivals: now[n].arrivals - before[n].arrivals,
      refused: now[n].refusals - before[n].refusals,
      abandoned: now[n].abandoned - before[n].abandoned,
      queueUs: now[n].queueIntegralUs - before[n].queueIntegralUs,
      busyUs: now[n].busyIntegralUs - before[n].busyIntegralUs,
    }))
    return {
      fromUs: before[0]?.atUs ?? nowUs,
      toUs: nowUs,
      journeys: this.byJourney.cut(),
      tenants: this.byTenant.cut(),
      nodes,
    }
  }

  private totals(nowUs: number): QueueTotals[] {
    return this.isUsers.map((_, node) => this.observation.saturation.totals(node, nowUs))
  }
}
