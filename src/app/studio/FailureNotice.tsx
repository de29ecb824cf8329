/**
 * Says quietly that the learner's code failed: which, at which line, when and how. The same failure again changes nothing; where it is
 * wished, time stops at it.
 */
import { useEffect, useState } from 'react'
import type { LabStatus } from '../../lab/protocol'
import { actions } from '../actions'
import { preference } from '../shell/preferences'
import { useLab, useView } from '../store'
import { words } from '../words'
import { faultText } from './faultText'
import type { Applied } from './inForce'
import { below } from './inForce'
import { openCode } from './studioStore'

type Failed = Applied & { lastFault: NonNullable<Applied['lastFault']> }

export function FailureNotice() {
  const w = words()
  const nodes = useLab((lab) => lab.opened?.topology.nodes)
  const status = useLab((lab) => lab.status)
  const latest = latestFailure(status)
  const [first, setFirst] = useState<Failed | null>(null)
  const [dismissed, dismiss] = useState<string | null>(null)
  useEffect(() => pauseAtFailures(), [])
  if (keyOf(latest) !== keyOf(first)) setFirst(latest)
  if (!first || !status || !nodes || keyOf(first) === dismissed) return null
  const { contract, lastFault: fault } = first
  const { file, line, atUs, node } = fault
  const now = status.policies.find((one) => keyOf(one) === keyOf(first) && one.off)
  const instead = now && below(status.policies, now, nodes[node].group)
  return (
    <div className="notice problem" role="status">
      <span>
        {w.studio.failed(contract, nodes[node].id, file, line, atUs, faultText(fault))} {w.studio.stoodIn(contract)}{' '}
        {instead && w.studio.nowOff[instead]}
      </span>
      {line > 0 && (
        <button className="plain link" onClick={() => openCode(contract, { file, line })}>
          {w.studio.showLine}
        </button>
      )}
      <button className="plain" aria-label={w.shell.dismiss} onClick={() => dismiss(keyOf(first))}>
        ×
      </button>
    </div>
  )
}

function latestFailure(status: LabStatus | null): Failed | null {
  const failed = (status?.policies ?? []).filter((one): one is Failed => one.lastFault !== null && one.code !== null)
  return failed.reduce<Failed | null>((a, b) => (a && a.lastFault.atUs >= b.lastFault.atUs ? a : b), null)
}
/** The same failure at the same place of the same code. */
function keyOf(failed: Applied | null): string | null {
  return failed?.lastFault
    ? `${failed.code} ${failed.lastFault.code} ${failed.lastFault.file} ${failed.lastFault.line}`
    : null
}

/** A status is told a few times a second: the playhead goes back to the failure itself. */
function pauseAtFailures(): () => void {
  const { status, notice } = useLab.getState()
  // What was applied just now may have failed, and be off, while this was still loading.
  if (status && notice?.command?.kind === 'setPolicy') pauseAt(latestFailure(status))
  return useLab.subscribe(({ status }, { status: before }) => {
    if (!status || !before || status.active !== before.active) return
    if (failuresOf(status) > failuresOf(before)) pauseAt(latestFailure(status))
  })
}
function pauseAt(failed: Failed | null): void {
  if (!failed || !useView.getState().playing || !preference().pauseOnFailure) return
  useView.getState().set({ playing: false })
  void actions().seek(failed.lastFault.atUs)
}
function failuresOf({ policies }: LabStatus): number {
  return policies.reduce((sum, { failures }) => sum + failures, 0)
}
