/**
 * What the page shows, in two small stores: the *view* (what the visitor chose: map, selection, tool, speed, panels) and
 * the *lab's* latest word (topology, status). Frames do not pass through here: the painter listens to `frames` directly,
 * and React never renders at frame rate.
 */
import { create } from 'zustand'
import type { Command, MessageId, NodeTarget } from '../cluster/command'
import type { Frame, LabStatus, Opened, Session } from '../lab/protocol'
import type { SavedRun } from '../scenarios/run'

export type MapKind = 'service' | 'network' | 'spaceTime' | 'table'
/** `nodes`: a shard, zone or group as one thing. Link numbers are topology indices of the from → to direction. */
export type Selection =
  | { kind: 'node'; node: number }
  | { kind: 'link'; link: number }
  | { kind: 'edge'; from: NodeTarget; to: NodeTarget } // all links between two things that the map draws as one line
  | { kind: 'shard'; shard: number }
  | { kind: 'zone'; zone: string }
  | { kind: 'group'; group: string }
  | { kind: 'message'; message: MessageId; link: number }
  | { kind: 'operation'; client: number; count: number }
export type Tool = 'select' | 'cut' | 'kill' | 'slow' | 'partition'

/** Virtual seconds per second: the stops of the speed control; Infinity is "fastest". */
export const SPEEDS = [0.001, 0.002, 0.005, 0.02, 0.1, 0.5, 1, 5, 20, Infinity]

/** The operations behind a figure: those of a stretch of time, of one journey (an index) or all, of one kind or all. */
export interface OperationsAsked {
  fromUs: number
  toUs: number
  journey?: number
  only?: 'failed' | 'stale' | 'slow'
}

export interface View {
  map: MapKind
  steppedFrom: MapKind | null // the map that stepping left for space-time, to go back to on playing
  selection: Selection | null
  tool: Tool
  playing: boolean
  speed: number
  playUntilUs: number | null // time stops there by itself
  chartWindowUs: number | null // null: follows the speed
  expandedChart: 'consistency' | 'availability' | 'latency' | null
  openGroups: string[] // groups shown node by node on the service map
  crosshairUs: number | null
  pointed: Selection | null // what the map shows as selected while something elsewhere is pointed at
  follow: boolean // one request at a time is replayed beside the graph
  lesson: boolean // the things to try (later: a lesson) stand on the left
  panel:
    | 'none'
    | 'table'
    | 'share'
    | 'palette'
    | 'operations'
    | 'help'
    | 'contrast'
    | 'trial'
    | 'verdicts'
    | 'storeSettings'
    | 'calls'
    | 'objectives'
    | 'signals'
    | 'traces'
  operations: OperationsAsked | null // what panel 'operations' lists
  more: boolean // branch, seed, fingerprint and table are shown
  theme: 'system' | 'light' | 'dark'
  letterKeys: boolean // letter keys act on a focused node or link
  embedded: boolean
}
export interface ViewActions {
  set: (change: Partial<View>) => void
}
export const useView = create<View & ViewActions>()((set) => ({
  map: 'service',
  steppedFrom: null,
  selection: null,
  tool: 'select',
  playing: true,
  speed: 1,
  playUntilUs: null,
  chartWindowUs: null,
  expandedChart: null,
  openGroups: [],
  crosshairUs: null,
  pointed: null,
  follow: true,
  lesson: false,
  panel: 'none',
  operations: null,
  more: false,
  theme: 'system',
  letterKeys: true,
  embedded: false,
  set,
}))

export interface LabState {
  opened: Opened | null
  seed: number
  status: LabStatus | null // refreshed at about 4 Hz
  problem: { code: string; params: Record<string, string | number> } | null // the last thing that went wrong, until dismissed
  busy: { atUs: number; toUs: number } | null // a long seek under way
  notice: Notice | null
  pace: number | null // virtual seconds per second really reached, while less than asked for
  previous: Session | null // the run that was open before this one
  offer: SavedRun | null // a run of another engine version, to be replayed only if the visitor agrees
  caption: string | null // what the link's author wrote beside the run
  storage: 'kept' | 'full' | 'refused' // whether the open run is saved in this browser
}
/** What just happened and how to take it back: "Killed shard-2b · Restart it · Undo". With `command`, its words are faults.did. */
export interface Notice {
  code: string
  params: Record<string, string | number>
  undo: boolean
  command?: Command
  repair?: Command | null
}
export const useLab = create<LabState>()(() => ({
  opened: null,
  seed: 0,
  status: null,
  problem: null,
  busy: null,
  notice: null,
  pace: null,
  previous: null,
  offer: null,
  caption: null,
  storage: 'kept',
}))

type FrameListener = (frame: Frame) => void
const listeners = new Set<FrameListener>()
/** Frames, as they come from the worker. A listener must not keep the frame's arrays after it returns: they are recycled. */
export const frames = {
  subscribe(listener: FrameListener): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
  publish(frame: Frame): void {
    for (const listener of listeners) listener(frame)
  },
}
