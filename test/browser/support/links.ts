/** Links made outside the page, as the codec writes them, good ones and bad ones. */
import { deflateSync } from 'fflate'
import type { StampedCommand } from '../../../src/cluster/command'
import { openRun } from '../../../src/lab/openRun'
import { toBase64url } from '../../../src/scenarios/base64url'
import { ENGINE_VERSION } from '../../../src/scenarios/engineVersion'
import { encodeLink } from '../../../src/scenarios/link'
import type { SavedRun } from '../../../src/scenarios/run'

/** A storefront run with the fingerprint that this engine gives it. */
export function savedRun({ commands, atS }: { commands: StampedCommand[]; atS: number }): SavedRun {
  const horizonUs = atS * 1e6
  const run = { engine: ENGINE_VERSION, scenario: 'storefront', seed: 11, policies: {}, commands, horizonUs }
  return { run, fingerprint: openRun(run).player.fingerprint() }
}

export function linkTo(saved: SavedRun): string {
  return `./#/lab?run=${encodeLink(saved)}`
}

/** A link that holds whatever it is given. */
export function linkHolding(content: unknown): string {
  return linkPacking(new TextEncoder().encode(JSON.stringify(content)))
}
export function linkPacking(bytes: Uint8Array): string {
  return `./#/lab?run=1.${toBase64url(deflateSync(bytes, { level: 9 }))}`
}
