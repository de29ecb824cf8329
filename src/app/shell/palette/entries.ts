/**
 * Everything the page can do, by name: the palette's entries. Nodes, shards, zones and groups come with each of their
 * verbs; links only once the search names one, since there are hundreds.
 */
import type { LabStatus, Session, Topology } from '../../../lab/protocol'
import { actions } from '../../actions'
import { showScreen } from '../../screen/screenStore'
import { latest, selectionName, verbsFor } from '../../graph/verbs'
import { picturesOf, showPicture } from '../../pictures'
import type { Selection, View, ViewActions } from '../../store'
import { SPEEDS } from '../../store'
import { MODES } from '../../stores/modeNames'
import { switchMode } from '../../stores/switchMode'
import { showBreach, showModels, useVerdicts } from '../../verdicts/verdictStore'
import { searchTraces } from '../../traces/traceStore'
import { openCode } from '../../studio/studioStore'
import { changeCalls, editableEdges } from '../../policies/editor/editing'
import { openTrial } from '../../trial'
import { words } from '../../words'
import type { Scenario } from '../../../scenarios/scenario'
import { presetIds } from '../../../scenarios/presets/topics'
import { labHash } from '../routes'
import { stopWatching, useWatch, watch } from '../../watch'
import { FIRST_STEPS } from '../steps'

export interface Entry {
  group: 'act' | 'look' | 'time' | 'page' | 'scenario'
  name: string
  run: () => void
}
export interface PaletteScope {
  topology: Topology | null
  scenario: Scenario | null
  status: LabStatus | null
  previous: Session | null
  view: View & ViewActions
}

/** Entries that are always there, before what the cluster adds. */
export function pageEntries({ topology, scenario, view, status, previous }: PaletteScope): Entry[] {
  const { shell: w, palette } = words()
  const { views, tools } = w
  const { set } = view
  const entries: Entry[] = []
  const add = (group: Entry['group'], name: string, run: () => void): void => void entries.push({ group, name, run })
  add('time', view.playing ? w.transport.pause : w.transport.play, () => set({ playing: !view.playing }))
  for (const to of ['event', 'message', 'change'] as const)
    add('time', palette.step(w.transport.step[to]), () => void actions().step(to))
  if (status?.canUndo) add('act', `${w.undo}: ${words().faults.act(status.canUndo)}`, () => void actions().undo())
  if (status?.canRedo) add('act', `${w.redo}: ${words().faults.act(status.canRedo)}`, () => void actions().redo())
  for (const speed of SPEEDS) add('time', palette.speed(speed), () => set({ speed }))
  if (status) {
    add('time', palette.seekEnd, () => void actions().seek(status.endUs))
    add('time', palette.seekBack, () => void actions().seek(Math.max(0, status.timeUs - 5_000_000)))
    for (const branch of status.branches) {
      if (branch.id === status.active) continue
      add('look', palette.branch(w.branchName(branch.name, branch.id)), () => void actions().selectBranch(branch.id))
    }
    if (status.compare !== null) add('look', palette.compareNone, () => void actions().compare(null))
  }
  add('look', words().compare.open, () => openTrial())
  for (const map of ['service', 'network', 'spaceTime', 'table'] as const)
    add('look', palette.view(views[map]), () => set({ map }))
  for (const tool of ['select', 'cut', 'kill', 'slow', 'partition'] as const) {
    add('act', palette.tool(tools.name[tool]), () => set({ tool }))
  }
  add('look', words().watch.show, () => set({ follow: !view.follow }))
  if (useWatch.getState().watched) add('time', words().watch.stop, stopWatching)
  if (topology && view.selection) {
    const { selection } = view
    add('time', words().watch.entry(selectionName(topology, selection)), () => watch(selection, topology))
  }
  if (topology?.mode) {
    for (const mode of MODES)
      if (mode !== topology.mode) add('act', words().stores.switchTo(mode), () => void switchMode(mode))
    for (const picture of picturesOf(topology.mode))
      add('look', words().pictures.entry(words().pictures.tabs[picture]), () => showPicture(picture))
    add('act', words().storeSettings.title(words().stores.modeName(topology.mode)), () =>
      set({ panel: 'storeSettings' }),
    )
    add('look', words().judging.mapButton, () => showModels(useVerdicts.getState().journey))
    add('look', words().judging.witnessEntry, () => showBreach(useVerdicts.getState().journey, null))
    add('look', words().stores.contrast.title, () => set({ panel: 'contrast' }))
  }
  for (const { from, to } of scenario ? editableEdges(scenario) : [])
    add('act', words().policies.changeOf(from, to), () => changeCalls({ from, to }))
  add('look', w.userScreen, () => showScreen(true))
  if (topology) add('act', w.editDecision, () => openCode(null))
  for (const flag of topology?.features ?? [])
    for (const on of [false, true])
      add('act', words().screen.switchTo(flag, on), () => void actions().act({ kind: 'setFlag', flag, on }))
  for (const panel of ['objectives', 'signals'] as const) add('look', words().signals.tabs[panel], () => set({ panel }))
  if (topology) add('look', words().traces.open, () => searchTraces())
  add('page', palette.share, () => set({ panel: 'share' }))
  add('page', w.help.title, () => set({ panel: 'help' }))
  if (topology?.scenarioId === FIRST_STEPS.scenario) add('page', w.firstSteps.title, () => set({ lesson: true }))
  add('page', palette.details, () => set({ more: !view.more }))
  add('page', palette.letters, () => set({ letterKeys: !view.letterKeys }))
  for (const theme of ['system', 'light', 'dark'] as const)
    add('page', palette.theme(w.theme[theme]), () => set({ theme }))
  if (topology) add('page', w.makeLesson, () => (window.location.hash = '#/author?record'))
  add('page', w.home.history, () => (window.location.hash = '#/history'))
  add('page', w.howAccurate, () => (window.location.hash = '#/accuracy'))
  if (previous) add('page', w.backToPrevious, () => void actions().restore(previous))
  for (const id of presetIds)
    add('scenario', palette.open(w.presetName(id)), () => (window.location.hash = labHash(id)))
  return entries
}

/** Select, and each verb, for every node, shard, zone and group; for links too once `query` reads like one. */
export function clusterEntries({ topology, view }: PaletteScope, query: string): Entry[] {
  if (!topology) return []
  const w = words()
  const shards = [...new Set(topology.nodes.map((n) => n.shard))].filter((shard) => shard >= 0)
  const targets: Selection[] = [
    ...topology.nodes.map((node): Selection => ({ kind: 'node', node: node.index })),
    ...shards.map((shard): Selection => ({ kind: 'shard', shard })),
    ...topology.zones.map((zone): Selection => ({ kind: 'zone', zone })),
    // A lone instance bears its group's name: the node stands for both.
    ...topology.groups.filter((g) => g.nodes.length > 1).map((g): Selection => ({ kind: 'group', group: g.id })),
    ...linksNamed(topology, query),
  ]
  return targets.flatMap((selection) => {
    const name = selectionName(topology, selection)
    const verbs = verbsFor(selection, topology, latest).map((verb): Entry => ({
      group: 'act',
      name: `${w.graph.verb[verb.code]}: ${name}`,
      run: () => void actions().act(verb.command),
    }))
    const look: Entry[] = [
      { group: 'look', name: w.palette.select(name), run: () => view.set({ selection }) },
      {
        group: 'time',
        name: w.watch.entry(name),
        run: () => {
          view.set({ selection })
          watch(selection, topology)
        },
      },
    ]
    return [...verbs, ...look]
  })
}

/** Links of which the query names one end, or both. */
function linksNamed(topology: Topology, query: string): Selection[] {
  const asked = query.toLowerCase()
  const named = new Set(
    topology.nodes.filter((node) => asked.includes(node.id.toLowerCase())).map((node) => node.index),
  )
  if (named.size === 0) return []
  return topology.links
    .filter(({ from, to }) => (named.size > 1 ? named.has(from) && named.has(to) : named.has(from)))
    .slice(0, 40)
    .map((link) => ({ kind: 'link', link: link.index }))
}

/** "seek 40 s", "40.5", "40 ms": a moment in µs; null when the query is none. */
export function momentAsked(query: string): number | null {
  const found = /^(?:seek to|seek|go to|to)?\s*(\d+(?:\.\d+)?)\s*(µs|us|ms|s|min)?$/i.exec(query.trim())
  if (!found) return null
  const unitUs = { µs: 1, us: 1, ms: 1e3, s: 1e6, min: 60e6 }[(found[2] ?? 's').toLowerCase()] ?? 1e6
  return Math.round(Number(found[1]) * unitUs)
}
