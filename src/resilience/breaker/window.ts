/**
 * A window over calls as a ring of cells with running totals: the last N calls are N cells of one call, a time window is cells
 * of time. How it moves on is the config's (WindowConfig). Totals of counts are exact, so nothing drifts.
 */
import type { WindowConfig } from './config'

export interface Counts {
  calls: number
  failures: number
  slow: number
}
export interface CallWindow {
  current: number // index of the cell being filled
  startUs: Float64Array // of each cell; −Infinity: empty
  calls: Int32Array
  failures: Int32Array
  slow: Int32Array
  total: Counts
  failuresInARow: number
}

export function newWindow(config: WindowConfig): CallWindow {
  const cells = config.kind === 'count' ? config.calls : config.kind === 'all' ? 1 : config.cells
  // A rotation's first cell has always been there.
  const startUs = new Float64Array(cells).fill(config.kind === 'rotation' ? 0 : -Infinity)
  return {
    current: 0,
    startUs,
    calls: new Int32Array(cells),
    failures: new Int32Array(cells),
    slow: new Int32Array(cells),
    total: { calls: 0, failures: 0, slow: 0 },
    failuresInARow: 0,
  }
}

/** Moves the window to this moment: what is too old is forgotten, and the current cell is the one that now belongs to. */
export function moveOn(window: CallWindow, config: WindowConfig, nowUs: number): void {
  switch (config.kind) {
    case 'count':
    case 'all':
      return
    case 'clock': {
      const cell = Math.floor(nowUs / config.cellUs)
      const before = Math.floor(window.startUs[window.current] / config.cellUs)
      for (let k = Math.min(config.cells, cell - before); k > 0; k--) openNext(window, (cell - k + 1) * config.cellUs)
      return
    }
    case 'demand':
      if (nowUs - window.startUs[window.current] >= config.cellUs) openNext(window, nowUs)
      for (let i = 0; i < config.cells; i++)
        if (nowUs - window.startUs[i] >= config.cells * config.cellUs) clear(window, i)
      return
    case 'rotation':
      if (nowUs - window.startUs[window.current] >= config.cellUs) openNext(window, nowUs)
  }
}

/** Counts what is known of a call, in the cell of this moment. */
export function count(window: CallWindow, config: WindowConfig, counts: Counts, nowUs: number): void {
  moveOn(window, config, nowUs)
  if (config.kind === 'count') openNext(window, nowUs)
  const { current, total } = window
  window.calls[current] += counts.calls
  window.failures[current] += counts.failures
  window.slow[current] += counts.slow
  total.calls += counts.calls
  total.failures += counts.failures
  total.slow += counts.slow
}

function openNext(window: CallWindow, startUs: number): void {
  window.current = (window.current + 1) % window.calls.length
  clear(window, window.current)
  window.startUs[window.current] = startUs
}
function clear(window: CallWindow, i: number): void {
  window.total.calls -= window.calls[i]
  window.total.failures -= window.failures[i]
  window.total.slow -= window.slow[i]
  window.startUs[i] = -Infinity
  window.calls[i] = 0
  window.failures[i] = 0
  window.slow[i] = 0
}
