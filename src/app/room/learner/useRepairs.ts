/** Which of the teacher's faults the open run shows as mended goes into the learner's document; with the act that mended it taken back, out again. */
import { useEffect } from 'react'
import { faultsFor } from '../../../classroom/documents/lead'
import type { Repaired } from '../../../classroom/documents/learner'
import type { RunSoFar } from '../../../classroom/repairs'
import { HOLDS_US, repairIn } from '../../../classroom/repairs'
import { useLab } from '../../store'
import { roomNowMs, useRoom } from '../roomStore'
import { room } from '../session'

export function useRepairs(): void {
  useEffect(
    () =>
      useLab.subscribe(({ status }, before) => {
        if (status !== before.status) look()
      }),
    [],
  )
}

function look(): void {
  const { opened, status } = useLab.getState()
  const { lead, me, mine } = useRoom.getState()
  const branch = status?.branches.find(({ id }) => id === status.active)
  if (!opened || !status || !branch || !me) return
  const run: RunSoFar = { commands: branch.commands, timeUs: status.timeUs, incidents: status.incidents.list }
  for (const [id, { commands }] of faultsFor(lead, me.id)) {
    const sinceUs = mine.landed.get(id)?.atUs
    if (sinceUs === undefined) continue
    const repair = repairIn(run, { commands, sinceUs }, opened.topology)
    const noted = mine.repaired.get(id)
    if (!repair) continue
    const { landedUs, repairedUs } = repair
    if (repairedUs === null) {
      // Before the playhead is well past that moment, the run cannot contradict it.
      if (noted && status.timeUs >= noted.atUs + HOLDS_US) room().write('mine', `repaired/${id}`, null)
    } else if (!noted) {
      const told: Repaired = { atUs: repairedUs, afterUs: repairedUs - landedUs, atMs: Math.round(roomNowMs()) }
      room().write('mine', `repaired/${id}`, told)
    }
  }
}
