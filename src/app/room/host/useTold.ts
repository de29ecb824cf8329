/** While the projector shows a diagnosis or a vote, this page writes for it what may be said: how many, who was first, how soon. */
import { useEffect } from 'react'
import { incidentOf } from '../../../classroom/incidents'
import { ROOM_LIMITS } from '../../../classroom/limits'
import { words } from '../../words'
import { useRoom } from '../roomStore'
import { room } from '../session'
import { useCalm } from '../calm'
import { nameOf, useHostView } from './hostStore'
import { votersOf } from './voters'

export function useTold(): void {
  const shown = useRoom(({ screen }) => screen.shown)
  const told = useRoom(({ screen }) => screen.told)
  const lead = useRoom((state) => state.lead)
  const causes = useRoom(({ host }) => host.answer)
  const roster = useCalm((calm) => calm.roster)
  const answers = useCalm((calm) => calm.answers)
  const named = useHostView((view) => view.firstNamed)
  const w = words().roomHost
  let say: string | null = null
  if (shown?.show === 'diagnosis') {
    const { first, learners, detected, medianMs } = incidentOf(
      shown.fault,
      causes.get(shown.fault)?.causes ?? [],
      answers,
    )
    const quickest = learners.find(({ learner }) => learner === first)
    say =
      first === null || !quickest
        ? w.faults.told.none
        : w.faults.told.some(
            named ? nameOf(first) : null,
            quickest.detectedMs ?? 0,
            detected,
            learners.length,
            medianMs ?? 0,
          )
  }
  const vote = shown?.show === 'vote' ? lead.vote.get(shown.vote) : undefined
  if (shown?.show === 'vote' && vote) {
    const here = [...roster.learner.values()].filter(({ present }) => present).length
    const voted = votersOf(shown.vote, vote.round, answers)
    say = w.votes.count(voted, Math.max(voted, here))
  }
  const short = say && say.slice(0, ROOM_LIMITS.titleCharacters)
  useEffect(() => {
    if (short !== told) room().write('screen', 'told', short)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- written when there is something else to say, whatever a co-host's page wrote
  }, [short])
}
