/** Every figure that a condition may name, with its law. The compiler asks for each: a new one is its type (../figures), its law and a line here. */
import { alerts } from './alerts'
import { untold } from './appliedUnknown'
import { attempts } from './attempts'
import { breaches } from './breaches'
import { broken } from './broken'
import { couldReturn } from './couldReturn'
import { diverged } from './diverged'
import { budgetSpent, incidentTime } from './incidents'
import { keysMoved } from './keysMoved'
import { latency } from './latency'
import { leaders } from './leaders'
import type { FigureName, Law } from './measure'
import { messages } from './messages'
import { outage } from './outage'
import { share } from './shares'
import { skew } from './skew'
import { staleMax } from './staleMax'
import { tally } from './tallies'
import { timeShare } from './timeShare'
import { trouble } from './trouble'
import { unlabelled } from './unlabelled'
import { utilisation } from './utilisation'

export const LAWS: { [N in FigureName]: Law<N> } = {
  count: tally,
  goodput: tally,
  answered: tally,
  inTime: tally,
  failed: tally,
  unknown: tally,
  okShare: share,
  staleShare: share,
  degradedShare: share,
  attempts,
  latencyMs: latency,
  staleMaxMs: staleMax,
  outageS: outage,
  unlabelledStale: unlabelled,
  broken,
  couldReturn,
  appliedUnknown: untold,
  unappliedUnknown: untold,
  writesLost: breaches,
  effectsRepeated: breaches,
  breaches,
  utilisationMax: utilisation,
  skew,
  keysMoved,
  messages,
  leadersAtOnce: leaders,
  keysDiverged: diverged,
  alerts,
  detectS: incidentTime,
  mitigateS: incidentTime,
  budgetSpent,
  troubleS: trouble,
  timeShare,
}
