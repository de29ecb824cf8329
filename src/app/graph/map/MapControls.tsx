/** Fit, nearer, further, and tidying up after groups were dragged. */
import { words } from '../../words'
import { resetGroups } from '../positionStore'
import type { MapCamera } from './camera'

export function MapControls({
  camera,
  fit,
  scenario,
}: {
  camera: MapCamera
  fit: () => void
  scenario: string | null
}) {
  const w = words().graph.map
  return (
    <div className="map-controls" role="group" aria-label={w.controls}>
      {scenario !== null && (
        <button className="plain" title={w.tidyHint} onClick={() => resetGroups(scenario)}>
          {w.tidy}
        </button>
      )}
      <button className="plain" title={w.fitHint} onClick={fit}>
        {w.fit}
      </button>
      <button className="plain" aria-label={w.zoomOut} title={w.zoomOut} onClick={() => camera.zoomBy(1 / 1.4)}>
        −
      </button>
      <button className="plain" aria-label={w.zoomIn} title={w.zoomIn} onClick={() => camera.zoomBy(1.4)}>
        +
      </button>
    </div>
  )
}
