/**
 * Dev-only page that shows the maps over a fake cluster: ?map=service|network|spaceTime|table, state=calm|broken|partition|
 * peers, preset=…, theme=dark, speed=…, messages=…, select=…, big=1 (50 nodes). `npx vite --config test/gallery/vite.config.mjs`.
 */
import { createRoot } from 'react-dom/client'
import { provideActions } from '../../../src/app/actions'
import { Graph } from '../../../src/app/graph'
import type { MapKind, Tool } from '../../../src/app/store'
import { frames, useLab, useView } from '../../../src/app/store'
import '../../../src/app/style/tokens.css'
import '../../../src/app/style/base.css'
import { PRESETS } from '../../../src/scenarios/presets/all'
import { bigScenario } from '../../app/graph/bigScenario'
import { FakeCluster, topologyOf } from '../../app/graph/fakeCluster'
import { fakeActions } from '../../app/graph/fakeActions'
import { fakeState } from '../../app/graph/fakeStates'

const asked = new URLSearchParams(location.search)
const scenario = asked.get('big') ? bigScenario() : PRESETS[asked.get('preset') ?? 'storefront']
const topology = topologyOf(scenario)
const cluster = new FakeCluster(topology, {
  ...fakeState(asked.get('state') ?? 'calm', topology),
  messages: Number(asked.get('messages') ?? 60),
})
const speed = Number(asked.get('speed') ?? 0.005)
if (asked.get('theme')) document.documentElement.dataset.theme = asked.get('theme')!
useLab.setState({ opened: { topology, verification: 'unstated', scenario } })
useView.getState().set({
  map: (asked.get('map') ?? 'service') as MapKind,
  tool: (asked.get('tool') ?? 'select') as Tool,
  speed,
  playing: !asked.get('paused'),
  openGroups: asked.get('open')?.split(',') ?? [],
  selection: asked.get('select') ? (JSON.parse(asked.get('select')!) as never) : null,
})
provideActions(fakeActions(cluster))

let last = performance.now()
const costs: number[] = []
Object.assign(window, { costs, acts: fakeActions.acts })
function tick(now: number): void {
  const us = Math.min(50, now - last) * 1000 * speed
  last = now
  const frame = cluster.advance(useView.getState().playing ? us : 0)
  const started = performance.now()
  frames.publish(frame)
  costs.push(performance.now() - started)
  requestAnimationFrame(tick)
}
requestAnimationFrame(tick)

createRoot(document.getElementById('root')!).render(
  <div style={{ blockSize: '100vh' }}>
    <Graph />
  </div>,
)
