import { describe, expect, it } from 'vitest'
import type { BreakerView } from '../../src/lab/breakerView'
import { breakerView } from '../../src/lab/breakerView'
import { finish } from '../../src/lab/job'
import { Lab } from '../../src/lab/lab'
import { PolicyBook } from '../../src/lab/policyBook'
import { policyId } from '../../src/policies'
import { applying, codeOf, loaded } from '../policies/applied'

const SECOND = 1_000_000
const linkOf = (lab: Lab, from: string, to: string): number => {
  const { cluster } = lab.player.world
  const node = (id: string) => cluster.nodes.find((n) => n.id === id)!
  return cluster.linkBetween(node(from), node(to))!.index
}
const view = (lab: Lab, from = 'api-1', to = 'recommendations'): BreakerView | null =>
  breakerView(lab.player, linkOf(lab, from, to))
const storefront = (): Lab => {
  const lab = new Lab({ scenario: 'storefront', seed: 1 })
  finish(lab.seek(10 * SECOND))
  return lab
}
const ofApi1 = { target: { node: 'api-1' }, edge: 'recommendations' }

describe('a breaker at the playhead', () => {
  it('tells what it counts and what would open it', () => {
    const told = view(storefront())!
    expect(told).toMatchObject({ mode: 'closed', preset: null, minimumCalls: 10, trialInUs: null })
    expect(told.opens).toEqual({ failureRate: 0.5, slowRate: null, slowUs: 0, failuresInARow: 0 })
    expect(told.window).toEqual({ kind: 'count', calls: 20, lengthUs: 0 })
    expect(told.counted.calls).toBe(20)
    expect(told.counted.failures).toBeLessThan(10)
  })

  it('stands on the caller’s way to the callee, and nowhere else', () => {
    const lab = storefront()
    expect(view(lab, 'recommendations', 'api-1')).toBeNull()
    expect(view(lab, 'api-1', 'cache')).toBeNull()
    expect(breakerView(lab.player, 9_999)).toBeNull()
  })

  it('opened by failures, counts down to its trials', () => {
    const lab = storefront()
    finish(lab.act({ kind: 'kill', target: { node: 'recommendations' } }))
    while (view(lab)!.mode !== 'open') lab.advance(100_000, () => false)
    const { forUs, trialInUs } = view(lab)!
    expect(trialInUs).toBe(5 * SECOND - forUs)
    lab.advance(SECOND, () => false)
    expect(view(lab)!.trialInUs).toBe(trialInUs! - SECOND)
  })

  it('promises nothing where a policy decides', () => {
    const codes = [
      codeOf('breakerTrip', "export default function never() { return 'stay' }"),
      codeOf('breakerTrial', 'export default function never() { return false }'),
    ]
    const policies = new PolicyBook()
    for (const code of codes) policies.add(policyId(code), loaded(code))
    const lab = new Lab({ scenario: 'storefront', seed: 1 }, { policies })
    finish(lab.seek(SECOND))
    expect(view(lab)!.byPolicy).toEqual({ trip: false, trial: false })
    finish(lab.act(applying(codes[0], { group: 'balancer' }).command))
    expect(view(lab)!.byPolicy).toEqual({ trip: false, trial: false })
    finish(lab.act(applying(codes[0], { called: 'recommendations' }).command))
    finish(lab.act(applying(codes[1]).command))
    finish(lab.act({ kind: 'tripBreaker', ...ofApi1 }))
    expect(view(lab)).toMatchObject({ mode: 'open', trialInUs: null, byPolicy: { trip: true, trial: true } })
  })

  it('by hand it is held until it is reset', () => {
    const lab = storefront()
    finish(lab.act({ kind: 'openBreaker', ...ofApi1 }))
    lab.advance(20 * SECOND, () => false)
    expect(view(lab)).toMatchObject({ mode: 'forcedOpen', forUs: 20 * SECOND })
    expect(view(lab, 'api-2')!.mode).toBe('closed')
    finish(lab.act({ kind: 'resetBreaker', ...ofApi1 }))
    expect(view(lab)).toMatchObject({ mode: 'closed', counted: { calls: 0 } })
  })

  it('looking at it changes nothing', () => {
    const [seen, unseen] = [storefront(), storefront()]
    for (let i = 0; i < 5; i++) {
      view(seen)
      for (const lab of [seen, unseen]) lab.advance(200_000, () => false)
    }
    expect(seen.fingerprint()).toEqual(unseen.fingerprint())
  })
})
