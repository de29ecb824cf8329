/**
 * The one cluster that the room shares: this page steps its own world from the room's base, takes in what the room has stamped, and never
 * steps beyond the horizon. What one does is proposed, and lands in everybody's world a moment later. A page that comes late, or cannot keep
 * up, goes on from the room's newest checkpoint (pursuit.ts) and says so; where what it computes from there is not what the others do, it
 * throws that away and plays from the beginning.
 */
import { useEffect } from 'react'
import { create } from 'zustand'
import { PRINT_EVERY_US } from '../../classroom/digests'
import type { SharedBase } from '../../classroom/documents/sequence'
import { commandsOf } from '../../classroom/documents/sequence'
import type { Fingerprint, Frame, LabRequest } from '../../lab/protocol'
import { ENGINE_VERSION } from '../../scenarios/engineVersion'
import type { SavedRun } from '../../scenarios/run'
import { actions } from '../actions'
import { useLessonMode } from '../lessonMode'
import { useRoomHold } from '../roomHold'
import { labSession } from '../shell/labSession'
import { lessonTab } from '../shell/runStore'
import { connectWorker } from '../shell/workerConnection'
import { frames, useLab, useView } from '../store'
import type { Way } from './pursuit'
import { BEHIND_S, Prints, Pursuit } from './pursuit'
import { useRoom } from './roomStore'
import { room } from './session'
import { stamped } from './stamped'

const CLOSE_S = 0.4
/** On the charts of a page that watches. */
const WATCHED_S = 60

const prints = new Prints()
/** This page's fingerprint at the newest moment that all compare. */
export const sharedPrint = (): Fingerprint | null => (useRoomHold.getState().shared ? prints.newest : null)
/** Whether it is what most compute, at the moment that they tell of; null: not known. */
export const agreesWith = (most: Fingerprint | null): boolean | null => prints.agree(most)
/** How this page came to where it is; `fromUs`: the checkpoint that it played on from. */
export const useFollowing = create<{ way: Way; fromUs: number | null }>()(() => ({ way: 'played', fromUs: null }))
export function isBehind(): boolean {
  const { shared } = useRoomHold.getState()
  const { sequence } = useRoom.getState()
  const behindUs = shared ? shared.horizonUs - (useLab.getState().status?.timeUs ?? 0) : 0
  return behindUs > BEHIND_S * 1e6 * (sequence.base?.pace ?? 1)
}

/** `wanted`: the shared cluster is what this page is to show. `watches`: it does nothing to it. */
export function useShared(wanted: boolean, watches = false): void {
  const base = useRoom(({ sequence }) => sequence.base?.id ?? null)
  useEffect(() => {
    if (!wanted || base === null) return
    const sharing = new Sharing(base, watches)
    return () => sharing.stop()
  }, [wanted, base, watches])
}

class Sharing {
  private taken = 0
  private open = false
  private over = false
  private busy = false
  private readonly pursuit = new Pursuit()
  /** Not fetched again: no checkpoint up to this one was of any use. */
  private uselessUs = -1
  private stoodAt: Fingerprint | null = null
  private timeUs = 0
  private readonly unsubscribe: (() => void)[]

  constructor(
    private readonly base: string,
    private readonly watches: boolean,
  ) {
    this.unsubscribe = [
      useRoom.subscribe(() => void this.follow()),
      frames.subscribe((frame) => (this.timeUs = frame.timeUs)),
    ]
    void this.begin()
  }
  stop(): void {
    this.over = true
    for (const stop of this.unsubscribe) stop()
    useRoomHold.setState({ shared: null })
  }

  private async begin(): Promise<void> {
    const { sequence, me } = useRoom.getState()
    if (!sequence.base || !me) return
    const lab = labSession(connectWorker)
    await lab.keepAs(lessonTab(me.room, `shared-${this.base}`))
    useLessonMode.setState({ owns: true })
    useView.getState().set({ playing: false, embedded: this.watches, panel: 'none' })
    // Its speed changes as it keeps up; what the hall sees of the charts does not.
    if (this.watches) useView.getState().set({ chartWindowUs: WATCHED_S * 1e6 * sequence.base.pace })
    if (!(await this.reopen())) return
    useRoomHold.setState({
      shared: {
        horizonUs: 0,
        printEveryUs: PRINT_EVERY_US,
        printed: (fingerprint) => prints.note(fingerprint),
        propose: async (command) => {
          const done = this.watches ? NOT_OURS : await room().propose(command)
          if (!done.done) useLab.setState({ problem: { code: 'room.proposal', params: { why: done.code } } })
        },
      },
    })
    useView.getState().set({ playing: true })
    await this.follow()
  }
  /** At the beginning of the run, with none of the room's commands. False: it could not be opened, or is wanted no more. */
  private async reopen(): Promise<boolean> {
    const { base } = useRoom.getState().sequence
    if (!base) return false
    const lab = labSession(connectWorker)
    prints.clear()
    this.open = false
    this.stoodAt = null
    try {
      const decode: LabRequest = { do: 'decode', from: 'link', text: base.link }
      const { run } = (await lab.request(decode)) as SavedRun
      if (this.over) return false
      await lab.openForRoom({ ...run, horizonUs: 0 })
    } catch {
      return false // told by the session
    }
    this.taken = 0
    this.timeUs = 0
    this.open = !this.over
    this.tell()
    return this.open
  }

  /** Takes in what is new, then lets time pass up to where all that was stamped is known. */
  private async follow(): Promise<void> {
    if (!this.open || this.over || this.busy) return
    const { sequence } = useRoom.getState()
    if (sequence.base?.id !== this.base) return
    this.busy = true
    try {
      const commands = commandsOf(sequence)
      if (commands.length > this.taken) {
        if (!(await actions().receive(commands.slice(this.taken).map(stamped)))) return // told; the next horizon tries again
        this.taken = commands.length
      }
      if (this.isWrong()) await this.playAgain()
      else await this.pursue(sequence.base)
    } finally {
      this.busy = false
    }
    this.goOn()
  }
  private goOn(): void {
    const { sequence, horizon } = useRoom.getState()
    const { shared } = useRoomHold.getState()
    if (this.over || !this.open || !shared || !sequence.base) return
    if (horizon?.base !== this.base || horizon.commands > this.taken) return
    if (horizon.horizonUs !== shared.horizonUs)
      useRoomHold.setState({ shared: { ...shared, horizonUs: horizon.horizonUs } })
    keepPace(sequence.base, horizon.horizonUs, this.timeUs)
  }

  /** From a checkpoint it came to something that others do not compute, or that cannot be gone on with. */
  private isWrong(): boolean {
    if (!this.stoodAt) return false
    const { horizon } = useRoom.getState()
    return prints.agree(horizon?.print ?? null) === false || useLab.getState().problem?.code === 'unexpected'
  }
  private async playAgain(): Promise<void> {
    this.hold()
    this.uselessUs = Infinity
    if (!(await this.reopen())) return
    this.went('again')
    useView.getState().set({ playing: true })
    await this.receiveAll()
  }
  private async receiveAll(): Promise<void> {
    const commands = commandsOf(useRoom.getState().sequence)
    if (await actions().receive(commands.map(stamped))) this.taken = commands.length
  }

  private async pursue({ pace }: SharedBase): Promise<void> {
    const { sequence, horizon } = useRoom.getState()
    if (horizon?.base !== this.base || horizon.commands > this.taken) return
    const { checkpoint } = sequence
    const isOurs = checkpoint?.base === this.base && checkpoint.engine === ENGINE_VERSION
    const checkpointUs = isOurs && checkpoint.print.atUs > this.uselessUs ? checkpoint.print.atUs : null
    const playing = useView.getState().playing && !document.hidden && !useRoomHold.getState().frozen
    const { timeUs } = this
    const { horizonUs } = horizon
    const way = this.pursuit.next({ timeUs, horizonUs, pace, playing, nowMs: performance.now(), checkpointUs })
    if (way !== null && checkpointUs !== null) {
      const print = await this.stand(horizonUs)
      if (!print) this.uselessUs = checkpointUs
      else {
        this.stoodAt = print
        this.went(way)
      }
    }
    this.tell()
  }
  /** At the newest checkpoint. Until a frame has come from there no tick goes further, for it would count from elsewhere. */
  private async stand(untilUs: number): Promise<Fingerprint | null> {
    const bytes = await room().checkpoint()
    if (!bytes || this.over) return null
    this.hold()
    await frameWhere(() => true)
    if (this.over) return null
    const stand: LabRequest = { do: 'stand', bytes, untilUs }
    const print = (await labSession(connectWorker)
      .request(stand)
      .catch(() => null)) as Fingerprint | null
    if (print && !this.over) await frameWhere(({ timeUs }) => timeUs === print.atUs)
    return print
  }
  private hold(): void {
    useRoomHold.setState(({ shared }) => ({ shared: shared && { ...shared, horizonUs: 0 } }))
  }
  private went(way: Way): void {
    this.pursuit.went(way)
    this.tell()
  }
  private tell(): void {
    const now = { way: this.pursuit.way, fromUs: this.stoodAt?.atUs ?? null }
    const { way, fromUs } = useFollowing.getState()
    if (now.way !== way || now.fromUs !== fromUs) useFollowing.setState(now)
  }
}
const NOT_OURS = { done: false, code: 'room.notYours' } as const

function keepPace({ pace }: SharedBase, horizonUs: number, timeUs: number): void {
  const behindS = (horizonUs - timeUs) / 1e6 / pace
  const speed = behindS > BEHIND_S ? Infinity : pace * (behindS > CLOSE_S ? 1.25 : 1)
  if (useView.getState().speed !== speed) useView.getState().set({ speed })
}
function frameWhere(holds: (frame: Frame) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const stop = frames.subscribe((frame) => {
      if (!holds(frame)) return
      stop()
      resolve()
    })
  })
}
