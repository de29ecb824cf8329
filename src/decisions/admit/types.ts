import type { Moment } from '../contract'

/**
 * Whether work is let in. Asked by a node with workers, whenever somebody asks it for something; never about replication or answers, for
 * who sheds those breaks what it serves. Who finds the queue full is turned away in any case.
 */
export interface AdmitContext extends Moment {
  readonly kind: 'request' | 'read' | 'write' | 'transfer' | 'recommend' | 'cacheGet' | 'enqueue'
  /** How important it is to its caller, most important first: criticalPlus, critical, sheddablePlus, sheddable. */
  readonly criticality: 'criticalPlus' | 'critical' | 'sheddablePlus' | 'sheddable'
  /** Until whoever asked gives up; −1: it does not say. */
  readonly deadlineInUs: number
  /** Work in the queue, and how much fits. */
  readonly waiting: number
  readonly queueLimit: number
  /** Workers that serve something now, and how many there are. */
  readonly busy: number
  readonly workers: number
  /** Mean time of one piece of work here, at the node's pace of now; −1: such times have no mean. */
  readonly meanServiceUs: number
  /** What the node's own settings (rates, limits, priorities) say; true where it has none. */
  readonly configured: boolean
}
/** Whether it may come in. */
export type AdmitAnswer = boolean
