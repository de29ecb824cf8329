/** The reproductions about services: queues with few places, balancing, tails, retries, breakers, limits, objectives. */
import { p2cFixed } from './balancing/p2c'
import { cbCockatielWindow, cbR4jTrace1, cbR4jTrace2 } from './breakers/traces'
import type { Experiment } from './experiment'
import { limitCodel } from './limits/codel'
import { limitUsl } from './limits/scalability'
import { limitVegas } from './limits/vegas'
import { availMath } from './objectives/availability'
import { sloTable } from './objectives/sloTable'
import { queueErlangB, queueMm1k, queueMmck } from './queues/losses'
import { retryAmp } from './retries/amplification'
import { backoffAws } from './retries/backoff'
import { retryGrpc } from './retries/grpc'
import { metastableBronson } from './retries/metastable'
import { retryThrottle } from './retries/throttle'
import { tailFanout } from './tail/fanout'
import { tailHedge } from './tail/hedge'
import { tailTied } from './tail/tied'

export const SERVICE_EXPERIMENTS: readonly Experiment[] = [
  queueErlangB,
  queueMm1k,
  queueMmck,
  p2cFixed,
  tailFanout,
  tailHedge,
  tailTied,
  backoffAws,
  retryAmp,
  retryThrottle,
  retryGrpc,
  metastableBronson,
  cbR4jTrace1,
  cbR4jTrace2,
  cbCockatielWindow,
  limitVegas,
  limitCodel,
  limitUsl,
  sloTable,
  availMath,
]
