/**
 * Runs and what is saved of them, as values: the run itself, its fingerprint, the view that a link opens with, and the
 * session that a browser keeps. The same shapes as the lab speaks (src/lab/protocol), which stands on this floor.
 */
import type { MessageId, StampedCommand } from '../cluster/command'
import type { PolicyCodes } from '../policies'
import type { Scenario } from './scenario'

/** `scenario`: a preset's id, or the whole object. `policies`: the code that its commands name. */
export interface RunValue {
  engine: string
  scenario: string | Scenario
  seed: number
  policies: PolicyCodes
  commands: StampedCommand[]
  horizonUs: number
}

/** A digest of the journal up to a stated point. */
export interface Fingerprint {
  hex: string
  atUs: number
  events: number
}

/** How a saved run is looked at; nothing here changes what happens in it. All optional. */
export interface SavedView {
  map?: 'service' | 'network' | 'spaceTime' | 'table'
  playheadUs?: number
  selection?:
    | { kind: 'node'; node: number }
    | { kind: 'link'; link: number }
    | { kind: 'shard'; shard: number }
    | { kind: 'zone'; zone: string }
    | { kind: 'group'; group: string }
    | { kind: 'message'; message: MessageId; link: number }
    | { kind: 'operation'; client: number; count: number }
  openGroups?: string[]
  moved?: { [group: string]: { dx: number; dy: number } } // groups dragged on the service map, px from where they stood
  speed?: number // virtual seconds per second; absent: the page's own
  playing?: boolean
  chartWindowUs?: number
  expandedChart?: 'consistency' | 'availability' | 'latency'
  embedded?: boolean
  caption?: string // at most 280 characters, shown as text
}

/** What a file or link holds. */
export interface SavedRun {
  run: RunValue
  fingerprint?: Fingerprint
  view?: SavedView
}

/** All branches of an open session. Branch 0 is the trunk. */
export interface Session {
  engine: string
  scenario: string | Scenario
  seed: number
  policies: PolicyCodes
  branches: SavedBranch[]
  active: number
  compare: number | null
  playheadUs: number
}
export interface SavedBranch {
  id: number
  parent: number | null
  forkAtUs: number
  name: string | null
  commands: StampedCommand[]
  endUs: number
}
