/**
 * A host's page plays the shared cluster too, out of sight in a worker of its own, and every so often sends the server a checkpoint of it
 * for latecomers. It goes by what the room says and by no timer, so that it goes on where the tab is out of sight. It trusts a host's
 * checkpoint for itself as others do: as long as all come to the same from there.
 */
import { useEffect } from 'react'
import { BYTES_EACH_TIME, CHECKPOINT_EVERY_S } from '../../../classroom/checkpoint'
import { PRINT_EVERY_US } from '../../../classroom/digests'
import type { SharedBase } from '../../../classroom/documents/sequence'
import { commandsOf } from '../../../classroom/documents/sequence'
import type { Carried, Fingerprint, LabRequest, SavedRun } from '../../../lab/protocol'
import { ENGINE_VERSION } from '../../../scenarios/engineVersion'
import type { LabConnection } from '../../shell/labConnection'
import { connectWorker } from '../../shell/workerConnection'
import { Prints } from '../pursuit'
import { useRoom } from '../roomStore'
import { room } from '../session'
import { stamped } from '../stamped'

const FAILURES_MAX = 3

export function useCheckpointKeeper(): void {
  const id = useRoom(({ sequence }) => sequence.base?.id ?? null)
  useEffect(() => {
    const { base } = useRoom.getState().sequence
    if (!base) return
    const keeper = new CheckpointKeeper(base)
    return () => keeper.stop()
  }, [id])
}

class CheckpointKeeper {
  private connection: LabConnection | null = null
  private timeUs = 0
  private taken = 0
  private busy = false
  private over = false
  private stands = false
  private trusts = true
  private failures = 0
  private readonly prints = new Prints()
  private readonly unsubscribe: () => void

  constructor(private readonly base: SharedBase) {
    this.unsubscribe = useRoom.subscribe(() => void this.follow())
  }
  stop(): void {
    this.over = true
    this.unsubscribe()
    this.connection?.terminate()
  }

  private async follow(): Promise<void> {
    if (this.busy || this.over) return
    this.busy = true
    try {
      while (await this.goOn());
    } catch {
      // Its worker died, or the run cannot be opened. It is no use to a lesson to try for ever.
      this.beginAgain()
      if (++this.failures >= FAILURES_MAX) this.stop()
    } finally {
      this.busy = false
    }
  }
  /** One thing, where there is one to do. */
  private async goOn(): Promise<boolean> {
    const { sequence, horizon } = useRoom.getState()
    if (this.over || sequence.base?.id !== this.base.id || horizon?.base !== this.base.id) return false
    // No worker before there is something for it to play.
    if (horizon.horizonUs < PRINT_EVERY_US) return false
    if (!this.connection) await this.open()
    const commands = commandsOf(sequence)
    if (commands.length > this.taken) {
      await this.ask({ do: 'receive', commands: commands.slice(this.taken).map(stamped) })
      this.taken = commands.length
    }
    if (horizon.commands > this.taken) return false
    if (this.stands && this.prints.agree(horizon.print) === false) {
      this.trusts = false
      this.beginAgain()
      return true
    }
    if (this.timeUs === 0 && this.trusts && (await this.stand(horizon.horizonUs))) return true
    const nextUs = this.timeUs + PRINT_EVERY_US - (this.timeUs % PRINT_EVERY_US)
    if (nextUs > horizon.horizonUs) return false
    await this.ask({ do: 'seek', atUs: nextUs })
    await this.arrived()
    if (this.isDue(sequence.base.pace)) await this.send()
    return true
  }
  private async open(): Promise<void> {
    this.connection = connectWorker()
    const { run } = await this.ask<SavedRun>({ do: 'decode', from: 'link', text: this.base.link })
    await this.ask({ do: 'open', run: { ...run, horizonUs: 0 } })
  }
  private beginAgain(): void {
    this.connection?.terminate()
    this.connection = null
    this.timeUs = this.taken = 0
    this.stands = false
    this.prints.clear()
  }
  /** False: there is none of use. */
  private async stand(untilUs: number): Promise<boolean> {
    this.trusts = false // asked once
    const { checkpoint } = useRoom.getState().sequence
    if (checkpoint?.base !== this.base.id || checkpoint.engine !== ENGINE_VERSION) return false
    const bytes = await room().checkpoint()
    if (!bytes || !(await this.ask<Fingerprint | null>({ do: 'stand', bytes, untilUs }))) return false
    this.stands = true
    await this.arrived()
    return true
  }
  private async arrived(): Promise<void> {
    const { fingerprint } = await this.ask<{ fingerprint: Fingerprint }>({ do: 'run' })
    this.timeUs = fingerprint.atUs
    this.prints.note(fingerprint)
  }
  private isDue(pace: number): boolean {
    const { checkpoint } = useRoom.getState().sequence
    const last = checkpoint?.base === this.base.id ? checkpoint : null
    const often = Math.max(1, Math.ceil((last?.bytes ?? 0) / BYTES_EACH_TIME))
    return this.timeUs - (last?.print.atUs ?? 0) >= CHECKPOINT_EVERY_S * 1e6 * Math.max(1, pace) * often
  }
  private async send(): Promise<void> {
    const carried = await this.ask<Carried | null>({ do: 'carry' })
    const note = { base: this.base.id, engine: ENGINE_VERSION }
    if (carried) await room().sendCheckpoint({ ...note, print: carried.fingerprint }, carried.bytes)
  }
  private async ask<T>(request: LabRequest): Promise<T> {
    if (!this.connection) throw new Error('the keeper has no worker')
    return (await this.connection.request(request)) as T
  }
}
