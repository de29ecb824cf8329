import type { Moment } from '../contract'

/** How fresh a read must be (the five levels of Azure Cosmos DB), strictest first. */
export type ReadLevel = 'strong' | 'bounded' | 'session' | 'prefix' | 'eventual'

/** How fresh a read must be. Asked by the clients, once for every request of a step that reads. */
export interface ConsistencyContext extends Moment {
  readonly journey: string
  /** Place of the step in its journey, from 0. */
  readonly step: number
  /** What the scenario says; 'quorum': nothing, the number of answers decides. */
  readonly written: ReadLevel | 'quorum'
  /** Answers that the scenario asks for, R. */
  readonly r: number
  /** What a person has set for this read meanwhile. */
  readonly setTo: ReadLevel | 'asWritten'
  /** Attempt of this operation, from 1. */
  readonly attempt: number
  /** Share of this journey's operations that failed of late, from 0 to 1, as the clients saw it; the latest count most. */
  readonly failedLately: number
}
/** A level, or 'asWritten': what the scenario says. */
export type ConsistencyAnswer = ReadLevel | 'asWritten'
