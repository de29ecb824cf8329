/** Which view of the one cluster is shown. The table stands under More until it is used or the details are shown. */
import { usePanelShown, useLessonMode } from '../lessonMode'
import { showScreen, useScreen } from '../screen/screenStore'
import type { MapKind } from '../store'
import { useView } from '../store'
import { closeStudio, openCode, useStudio } from '../studio/studioStore'
import { words } from '../words'

export function ViewSwitch() {
  const w = words().shell.views
  const map = useView((view) => view.map)
  const more = useView((view) => view.more)
  const screened = useScreen((screen) => screen.open)
  const coding = useStudio((studio) => studio.open)
  const set = useView((view) => view.set)
  const mode = useLessonMode(({ mode }) => mode)
  const hasScreen = usePanelShown('screen')
  const hasCode = usePanelShown('code')
  const all: MapKind[] = ['service', 'network', 'spaceTime', ...(more || map === 'table' ? (['table'] as const) : [])]
  const kinds = all.filter(
    (kind) =>
      !mode || kind === 'service' || kind === 'table' || kind === mode.controls.view || mode.watched.includes(kind),
  )
  return (
    <div className="view-switch" role="group" aria-label={w.label}>
      {(kinds.length > 1 ? kinds : []).map((kind) => (
        <button
          key={kind}
          className="plain"
          aria-pressed={map === kind}
          title={w.hint[kind]}
          onClick={() => set({ map: kind })}
        >
          {w[kind]}
        </button>
      ))}
      {hasScreen && (
        <button
          className="plain"
          aria-pressed={screened}
          title={words().shell.userScreenHint}
          onClick={() => showScreen(!screened)}
        >
          {words().shell.userScreen}
        </button>
      )}
      {hasCode && (
        <button
          className="plain"
          aria-pressed={coding}
          title={words().shell.codeHint}
          onClick={() => (coding ? closeStudio() : openCode(null))}
        >
          {words().shell.code}
        </button>
      )}
    </div>
  )
}
