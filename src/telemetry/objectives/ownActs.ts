/**
 * What the cluster did about trouble by itself: a breaker opened, work was shed, a fallback answered, an instance was added or taken out.
 * Of what goes on for a while only its beginning is kept. A full queue or bulkhead that turns work away is trouble, not something done about it.
 */
import { CALL_EVENTS, SHED_REASONS, STATE_CODES } from '../../cluster/journal'

export const OWN_ACTS = ['breakerOpened', 'shed', 'fellBack', 'instanceAdded', 'instanceEjected'] as const
export interface OwnAct {
  atUs: number
  kind: (typeof OWN_ACTS)[number]
  node: number // who did it
  other: number // the called one, the instance; −1: none
}

/** As many are remembered. */
export const OWN_ACTS_MAX = 200
/** After so long without it, the same done by the same node is told anew. */
export const QUIET_US = 6_000_000

const OF = { breakerOpened: 0, shed: 1, fellBack: 2, instanceAdded: 3, instanceEjected: 4 } as const satisfies Record<
  OwnAct['kind'],
  number
>
const BREAKER = STATE_CODES.indexOf('breaker')
const AUTOSCALE = STATE_CODES.indexOf('autoscale')
const HEALTH = STATE_CODES.indexOf('health')
/** Words of STATE records: BREAKER_MODES of resilience/breaker, SEEN of services/pool. */
const CLOSED = 0
const OPEN = 1
const EJECTED = 2
const FULL = SHED_REASONS.indexOf('queueFull')
const CALLED_OFF = SHED_REASONS.indexOf('calledOff')
const FELL_BACK = CALL_EVENTS.indexOf('fellBack')

export class OwnActs {
  /** Oldest first. */
  list: OwnAct[] = []
  /** By node and kind: when it was last done. */
  private lastUs: Float64Array

  constructor(private readonly nodes: number) {
    this.lastUs = new Float64Array(nodes * OWN_ACTS.length).fill(-Infinity)
  }

  /** A record of kind REFUSED or SHED. */
  turnedAway(detail: number, node: number, nowUs: number): void {
    const reason = detail >>> 8
    if (reason !== FULL && reason !== CALLED_OFF) this.note(OF.shed, node, -1, nowUs)
  }
  /** A record of kind CALL. */
  called(detail: number, node: number, other: number, nowUs: number): void {
    if ((detail & 255) === FELL_BACK) this.note(OF.fellBack, node, other, nowUs)
  }
  /** A record of kind STATE. */
  stated(code: number, node: number, subject: number, from: number, to: number, nowUs: number): void {
    if (code === BREAKER && from === CLOSED && to === OPEN) this.note(OF.breakerOpened, node, subject, nowUs)
    else if (code === AUTOSCALE && to > from) this.note(OF.instanceAdded, node, subject, nowUs)
    else if (code === HEALTH && to === EJECTED) this.note(OF.instanceEjected, node, subject, nowUs)
  }

  clone(): OwnActs {
    const copy = new OwnActs(this.nodes)
    copy.list = this.list.slice()
    copy.lastUs = this.lastUs.slice()
    return copy
  }
  get bytes(): number {
    return this.lastUs.byteLength + this.list.length * 56
  }

  private note(kind: number, node: number, other: number, nowUs: number): void {
    const at = node * OWN_ACTS.length + kind
    const before = this.lastUs[at]
    this.lastUs[at] = nowUs
    if (nowUs - before < QUIET_US) return
    this.list.push({ atUs: nowUs, kind: OWN_ACTS[kind], node, other })
    if (this.list.length > OWN_ACTS_MAX) this.list.shift()
  }
}
