/** Lets the lab tell whose an act was, while one is in the room. */
import { useEffect, useState } from 'react'
import type { Assignment } from '../../../classroom/documents/lead'
import { commandsOf } from '../../../classroom/documents/sequence'
import type { SavedRun } from '../../../scenarios/run'
import type { ActDone } from '../../roomHold'
import { useRoomHold } from '../../roomHold'
import { labSession } from '../../shell/labSession'
import { connectWorker } from '../../shell/workerConnection'
import { useLab } from '../../store'
import { words } from '../../words'
import { useRoom } from '../roomStore'
import { actorOf, actorOfShared } from './whoActed'

export function useWhoActed(assignment: Assignment | null): void {
  const given = useActsGiven(assignment?.given.kind === 'run' ? assignment.given.link : null)
  useEffect(() => {
    const whose = (act: ActDone): string | null => {
      const { lead, mine, sequence, me } = useRoom.getState()
      const { status } = useLab.getState()
      // What is asked about may be newer than what the page shows.
      const acts = [...(status?.branches.find(({ id }) => id === status.active)?.commands ?? []), act]
      const actor = useRoomHold.getState().shared
        ? actorOfShared(act, commandsOf(sequence), me?.id ?? '')
        : actorOf(act, { fault: lead.fault, landed: mine.landed, given, acts })
      return actor === 'me' ? null : words().room.actors[actor]
    }
    useRoomHold.setState({ whose })
    return () => useRoomHold.setState({ whose: null })
  }, [given])
}

const NONE: readonly ActDone[] = []
/** What was done to the run before it was given. */
function useActsGiven(link: string | null): readonly ActDone[] {
  const [acts, setActs] = useState<{ link: string; commands: readonly ActDone[] } | null>(null)
  useEffect(() => {
    if (link === null) return
    let current = true
    labSession(connectWorker)
      .request({ do: 'decode', from: 'link', text: link })
      .then(
        (saved) => current && setActs({ link, commands: (saved as SavedRun).run.commands }),
        () => {}, // told where it is opened
      )
    return () => {
      current = false
    }
  }, [link])
  return acts?.link === link ? (acts?.commands ?? NONE) : NONE
}
