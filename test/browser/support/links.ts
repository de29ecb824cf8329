/** Links made outside the page, as the codec writes them, good ones and bad ones. */
import { deflateSync } from 'fflate'
import { wholeRun } from '../../../src/lab/wholeRun'
import { toBase64url } from '../../../src/scenarios/base64url'
import { ENGINE_VERSION } from '../../../src/scenarios/engineVersion'
import { encodeLink } from '../../../src/scenarios/link'
import { presetOf } from '../../../src/scenarios/presets'
import type { SavedRun } from '../../../src/scenarios/run'

const SEED = 11

/** An untouched storefront run of so many seconds, with the fingerprint that this engine gives it. */
export function savedRun(atS: number): SavedRun {
  const horizonUs = atS * 1e6
  const run = { engine: ENGINE_VERSION, scenario: 'storefront', seed: SEED, policies: {}, commands: [], horizonUs }
  const { fingerprint, virtualTimeUs, events } = wholeRun(presetOf('storefront')!, SEED, horizonUs)
  return { run, fingerprint: { hex: fingerprint, atUs: virtualTimeUs, events } }
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
