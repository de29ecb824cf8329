/** How the store replicates: the modes with what each is, to switch to; how fresh reads must be; the way to the contrast. */
import type { ModeName } from '../../scenarios/modes'
import { Disclosure } from '../shell/Disclosure'
import { usePictures } from '../pictures'
import { useLab, useView } from '../store'
import { words } from '../words'
import { Freshness } from './Freshness'
import { MODES } from './modeNames'
import { switchMode } from './switchMode'
import './stores.css'

export function StoreMenu() {
  const w = words().stores
  const mode = useLab((lab) => lab.opened?.topology.mode ?? null)
  const set = useView((view) => view.set)
  if (mode === null) return null
  return (
    <Disclosure className="store-menu" title={w.menuHint} label={<>{w.menu(mode)} ▾</>}>
      {(close) => (
        <div className="menu modes">
          <ul>
            {MODES.map((name: ModeName) => (
              <li key={name}>
                <button
                  type="button"
                  className="plain"
                  aria-current={name === mode}
                  onClick={() => {
                    close()
                    if (name !== mode) void switchMode(name)
                  }}
                >
                  <b>{w.modeName(name)}</b>
                  <span className="quiet">{w.modeStory(name)}</span>
                </button>
              </li>
            ))}
          </ul>
          <Freshness />
          <button
            type="button"
            onClick={() => {
              close()
              set({ panel: 'storeSettings' })
            }}
          >
            {words().stores.settings}
          </button>{' '}
          <button
            type="button"
            onClick={() => {
              close()
              usePictures.setState({ open: true })
            }}
          >
            {words().stores.lookInside}
          </button>{' '}
          <button
            type="button"
            onClick={() => {
              close()
              set({ panel: 'contrast' })
            }}
          >
            {w.contrastThem}
          </button>
        </div>
      )}
    </Disclosure>
  )
}
