/**
 * The one cluster that the room shares: this page steps its own world from the room's base, takes in what the room has stamped, and never
 * steps beyond the horizon. What one does is proposed, and lands in everybody's world a moment later. A page that cannot keep up goes as
 * fast as it can and says so; one that comes late plays the past first.
 */
import { useEffect } from 'react'
import { PRINT_EVERY_US } from '../../classroom/digests'
import type { SharedBase, StampedProposal } from '../../classroom/documents/sequence'
import { commandsOf } from '../../classroom/documents/sequence'
import type { StampedCommand } from '../../cluster/command'
import type { Fingerprint, LabRequest } from '../../lab/protocol'
import type { SavedRun } from '../../scenarios/run'
import { actions } from '../actions'
import { useLessonMode } from '../lessonMode'
import { useRoomHold } from '../roomHold'
import { labSession } from '../shell/labSession'
import { lessonTab } from '../shell/runStore'
import { connectWorker } from '../shell/workerConnection'
import { useLab, useView } from '../store'
import { useRoom } from './roomStore'
import { room } from './session'

/** Behind the room by more than this, virtual seconds a second of its pace: catching up. */
const BEHIND_S = 2
const CLOSE_S = 0.4

let print: Fingerprint | null = null
/** This page's fingerprint at the newest moment that all compare. */
export const sharedPrint = (): Fingerprint | null => (useRoomHold.getState().shared ? print : null)
export function isBehind(): boolean {
  const { shared } = useRoomHold.getState()
  const { sequence } = useRoom.getState()
  const behindUs = shared ? shared.horizonUs - (useLab.getState().status?.timeUs ?? 0) : 0
  return behindUs > BEHIND_S * 1e6 * (sequence.base?.pace ?? 1)
}

/** `wanted`: the shared cluster is what this page is to show. */
export function useShared(wanted: boolean): void {
  const base = useRoom(({ sequence }) => sequence.base?.id ?? null)
  useEffect(() => {
    if (!wanted || base === null) return
    const sharing = new Sharing(base)
    return () => sharing.stop()
  }, [wanted, base])
}

class Sharing {
  private taken = 0
  private open = false
  private over = false
  private taking = false
  private readonly unsubscribe: () => void

  constructor(private readonly base: string) {
    print = null
    void this.begin()
    this.unsubscribe = useRoom.subscribe(() => void this.follow())
  }
  stop(): void {
    this.over = true
    this.unsubscribe()
    useRoomHold.setState({ shared: null })
  }

  private async begin(): Promise<void> {
    const { sequence, me } = useRoom.getState()
    if (!sequence.base || !me) return
    const lab = labSession(connectWorker)
    await lab.keepAs(lessonTab(me.room, `shared-${this.base}`))
    useLessonMode.setState({ owns: true })
    useView.getState().set({ playing: false, embedded: false, panel: 'none' })
    try {
      const decode: LabRequest = { do: 'decode', from: 'link', text: sequence.base.link }
      const { run } = (await lab.request(decode)) as SavedRun
      if (this.over) return
      await lab.open({ ...run, horizonUs: 0 })
    } catch {
      return // told by the session
    }
    if (this.over) return
    this.open = true
    useRoomHold.setState({
      shared: {
        horizonUs: 0,
        printEveryUs: PRINT_EVERY_US,
        printed: (fingerprint) => (print = fingerprint),
        propose: async (command) => {
          const done = await room().propose(command)
          if (!done.done) useLab.setState({ problem: { code: 'room.proposal', params: { why: done.code } } })
        },
      },
    })
    useView.getState().set({ playing: true })
    await this.follow()
  }

  /** Takes in what is new, then lets time pass up to where all that was stamped is known. */
  private async follow(): Promise<void> {
    if (!this.open || this.over || this.taking) return
    const { sequence, horizon } = useRoom.getState()
    const { base } = sequence
    if (base?.id !== this.base) return
    const commands = commandsOf(sequence)
    if (commands.length > this.taken) {
      this.taking = true
      const news = commands.slice(this.taken).map(stamped)
      const took = await actions().receive(news)
      this.taking = false
      if (!took || this.over) return // told by the session; the next horizon tries again
      this.taken = commands.length
      await this.follow()
      return
    }
    const { shared } = useRoomHold.getState()
    if (!shared || horizon?.base !== this.base || horizon.commands > this.taken) return
    if (horizon.horizonUs !== shared.horizonUs)
      useRoomHold.setState({ shared: { ...shared, horizonUs: horizon.horizonUs } })
    keepPace(base, horizon.horizonUs)
  }
}
/** After all events of its microsecond: nobody knows how many those are before. */
function stamped({ atUs, command }: StampedProposal): StampedCommand {
  return { atUs, afterEvents: Number.MAX_SAFE_INTEGER, command }
}
function keepPace({ pace }: SharedBase, horizonUs: number): void {
  const behindS = (horizonUs - (useLab.getState().status?.timeUs ?? 0)) / 1e6 / pace
  const speed = behindS > BEHIND_S ? Infinity : pace * (behindS > CLOSE_S ? 1.25 : 1)
  if (useView.getState().speed !== speed) useView.getState().set({ speed })
}
