/** What to give: a lesson, a cluster that comes with Faultline, or the run in the teacher's lab. */
import { PRESET_TOPICS } from '../../../scenarios/presets/topics'
import type { PresetTopic } from '../../../scenarios/presets/topics'
import { ROOM_LIMITS } from '../../../classroom/limits'
import { houseLessons } from '../../course/house'
import { useLab } from '../../store'
import { words } from '../../words'
import { LessonFileField } from './LessonFileField'
import { labTitle } from './givens'
import type { GivenAsked } from './givens'

interface GivenFieldProps {
  asked: GivenAsked
  onChange: (asked: GivenAsked) => void
  kinds?: readonly GivenAsked['kind'][]
}
const ALL_KINDS = ['lesson', 'outside', 'preset', 'run'] as const
export function GivenField({ asked, onChange, kinds = ALL_KINDS }: GivenFieldProps) {
  const w = words()
  const g = w.roomHost.give
  const set = (change: Partial<GivenAsked>): void => onChange({ ...asked, ...change })
  const inLab = useLab((lab) => lab.opened !== null)
  return (
    <div className="fields">
      <label>
        <span>{g.what}</span>
        <select value={asked.kind} onChange={({ target }) => set({ kind: target.value as GivenAsked['kind'] })}>
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {g[kind]}
            </option>
          ))}
        </select>
      </label>
      {asked.kind === 'lesson' && (
        <label className="wide">
          <span>{g.which}</span>
          <select value={asked.lesson} onChange={({ target }) => set({ lesson: target.value })}>
            {houseLessons().map(({ slug, title }) => (
              <option key={slug} value={slug}>
                {title}
              </option>
            ))}
          </select>
        </label>
      )}
      {asked.kind === 'outside' && (
        <LessonFileField outside={asked.outside} onChange={(outside) => onChange({ ...asked, outside })} />
      )}
      {asked.kind === 'preset' && (
        <>
          <label className="wide">
            <span>{g.which}</span>
            <select value={asked.preset} onChange={({ target }) => set({ preset: target.value })}>
              {(Object.keys(PRESET_TOPICS) as PresetTopic[]).map((topic) => (
                <optgroup key={topic} label={w.shell.presetTopic(topic)}>
                  {PRESET_TOPICS[topic].map((id) => (
                    <option key={id} value={id}>
                      {w.shell.presetName(id)}
                    </option>
                  ))}
                </optgroup>
              ))}
            </select>
          </label>
          <label title={g.seedHint}>
            <span>{g.seed}</span>
            <input
              className="short"
              inputMode="numeric"
              value={asked.seed}
              onChange={({ target }) => set({ seed: Number(target.value.replace(/\D/g, '').slice(0, 15)) })}
            />
          </label>
        </>
      )}
      {asked.kind === 'run' &&
        (inLab ? (
          <>
            <label className="wide">
              <span>{g.runTitle}</span>
              <input
                value={asked.title}
                placeholder={labTitle()}
                maxLength={ROOM_LIMITS.titleCharacters}
                onChange={({ target }) => set({ title: target.value })}
              />
            </label>
            <label className="check">
              <input type="checkbox" checked={asked.fresh} onChange={({ target }) => set({ fresh: target.checked })} />{' '}
              {g.fresh}
            </label>
          </>
        ) : (
          <p role="status">{g.noLab}</p>
        ))}
    </div>
  )
}
