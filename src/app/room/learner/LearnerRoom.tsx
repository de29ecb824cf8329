/** A learner's screen: the room's bar, what the teacher asks, and below it whatever was given, in the lab or as a lesson. */
import { useEffect, useMemo } from 'react'
import { assignmentFor, isLesson } from '../../../classroom/documents/lead'
import type { Assignment, Pace } from '../../../classroom/documents/lead'
import { LessonPlace } from '../../lesson'
import { useRoomHold } from '../../roomHold'
import { Lab } from '../../shell/Lab'
import { useRoom } from '../roomStore'
import { useShared } from '../useShared'
import { FaultCard } from './FaultCard'
import { openGiven } from './given'
import { slugOf } from './lessonSlug'
import { RoomBar } from './RoomBar'
import { beginSeconds } from './seconds'
import { bringBack, shelf, useShelf } from './shelf'
import { SharedLine } from './SharedLine'
import { useDigests } from './useDigests'
import { useLandings } from './useLandings'
import { useLessonVote } from './useLessonVote'
import { useMirror } from './useMirror'
import { useRepairs } from './useRepairs'
import { useRevealed } from './useRevealed'
import { useRunTold } from './useRunTold'
import { useStock } from './useStock'
import { useWhoActed } from './useWhoActed'
import { VoteCard } from './VoteCard'

export function LearnerRoom() {
  const { lead, me } = useRoom()
  const assignment = assignmentFor(lead, me?.id ?? '')
  useHolds()
  useLandings()
  useRevealed()
  useRepairs()
  useDigests()
  useMirror()
  useLessonVote()
  useRunTold()
  useStock()
  useWhoActed(assignment)
  return (
    <div className="room">
      <RoomBar />
      <VoteCard />
      <FaultCard />
      <SharedLine />
      <div className="room-place">
        <Place assignment={assignment} />
      </div>
    </div>
  )
}

/** Which of what was given is open: the same object while nothing else is given, whatever else the teacher writes. */
function Place({ assignment }: { assignment: Assignment | null }) {
  const n = assignment?.n ?? 0
  const room = useRoom(({ me }) => me?.room)
  const known = useRoom(({ known }) => known.includes('lead') && known.includes('mine'))
  const given = assignment?.given ?? null
  const lesson = given && isLesson(given) ? given : null
  const isShared = given?.kind === 'shared'
  useShared(isShared)
  useEffect(() => {
    if (lesson || isShared || !room || !known) return
    void openGiven(n, given)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- n names what was given
  }, [room, n, lesson === null, isShared, known])
  const name = lesson && (lesson.kind === 'lesson' ? lesson.lesson : lesson.link)
  // eslint-disable-next-line react-hooks/exhaustive-deps -- every word of the teacher's makes another object of it
  const slug = useMemo(() => lesson && slugOf(lesson), [name])
  const brought = useBrought(slug !== null && known ? slug : null)
  if (!lesson) return <Lab route={null} />
  if (slug !== null && brought !== slug) return null
  const [house, link] = lesson.kind === 'lesson' ? [lesson.lesson, null] : [null, lesson.link]
  return <LessonPlace route={{ at: 'lesson', slug: house, link, step: null }} />
}

/** The lesson of which all that was done is here. */
function useBrought(slug: string | null): string | null {
  useEffect(() => {
    if (slug !== null) beginSeconds(slug, bringBack(slug))
  }, [slug])
  return useShelf(({ brought }) => brought)
}

/** The teacher's holds reach the lab. */
function useHolds(): void {
  const frozen = useRoom(({ lead }) => lead.frozen ?? false)
  const faults = useRoom(({ lead }) => lead.locks?.faults ?? false)
  const code = useRoom(({ lead }) => lead.locks?.code ?? false)
  const pace = useRoom(({ lead }) => lead.pace)
  const held = pace && JSON.stringify(pace) // every word of the teacher's makes another object of it
  useEffect(() => {
    useRoomHold.setState({ frozen, faults, code, pace: held === null ? null : (JSON.parse(held) as Pace) })
    return () => useRoomHold.setState({ frozen: false, faults: false, code: false, pace: null })
  }, [frozen, faults, code, held])
  useEffect(() => {
    useRoomHold.setState({ shelf })
    return () => {
      useShelf.setState({ standing: null, brought: null })
      useRoomHold.setState({ shelf: null })
    }
  }, [])
}
