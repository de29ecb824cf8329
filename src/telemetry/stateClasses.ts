/** Classes whose instances a fold's state is made of, for a checkpoint that leaves its machine. */
import { AlertWindows } from './alertWindows'
import { Answers } from './answers'
import { Divergence } from './divergence'
import { Flow } from './flow'
import { KeyIndex } from './keyIndex'
import { LatencyBins } from './latencyBins'
import { Incidents } from './objectives/incidents'
import { Objectives } from './objectives/objectives'
import { ObjectiveWatch } from './objectives/objectiveWatch'
import { OwnActs } from './objectives/ownActs'
import { Observation } from './observation'
import { OpenBuckets } from './openBuckets'
import { OperationFacts } from './operationFacts'
import { OpenOperations } from './operations'
import { PagedRows } from './pagedRows'
import { PresentTenth } from './presentTenth'
import { RecentKeys } from './recentKeys'
import { RecentPast } from './recentPast'
import { ReturnsBucket } from './returnsBucket'
import { Saturation } from './saturation'
import { Series } from './series'
import { SlidingSecond } from './slidingSecond'
import { Staleness } from './staleness'

/** In this order their instances are named: a change of it is another format. */
export const FOLD_CLASSES: readonly { prototype: object }[] = [
  AlertWindows,
  Answers,
  Divergence,
  Flow,
  Incidents,
  KeyIndex,
  LatencyBins,
  ObjectiveWatch,
  Objectives,
  Observation,
  OpenBuckets,
  OpenOperations,
  OperationFacts,
  OwnActs,
  PagedRows,
  PresentTenth,
  RecentKeys,
  RecentPast,
  ReturnsBucket,
  Saturation,
  Series,
  SlidingSecond,
  Staleness,
]
