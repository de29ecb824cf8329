/** What everybody has before them, and how far they may go. */
import type { Section } from '../../../lessons/progress'
import { words } from '../../words'
import { givenTitle } from '../givenTitle'
import { useRoom } from '../roomStore'

export function GivenShown() {
  const w = words()
  const given = useRoom(({ lead }) => lead.given.get('all')?.given ?? null)
  const pace = useRoom(({ lead }) => lead.pace)
  const section = pace && w.lessons.sections[pace.section as Section]
  return (
    <div className="given-shown">
      <h2>{given ? givenTitle(given) : w.roomHost.projector.nothingGiven}</h2>
      {given?.kind === 'preset' && <p>{w.shell.presetStory(given.preset)}</p>}
      {pace && section && <p className="word">{w.roomHost.projector.upTo(section, pace.step)}</p>}
    </div>
  )
}
