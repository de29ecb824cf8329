/**
 * `limit.usl`: what n workers get done relative to one, by the universal scalability law X(N) = N / (1 + σ(N − 1) + κN(N − 1))
 * (Gunther, Guerrilla Capacity Planning, 2007); without coherence cost (κ = 0) it is Amdahl's law (1967).
 */
import { instant } from '../caseTable'

type Usl = { sigma: number; kappa: number; N: number }
const SIGMA = 0.05
const KAPPA = 0.002
const USL = { 1: 1, 2: 1.8975, 4: 3.4072, 8: 5.472, 16: 7.1749, 22: 7.3974, 32: 7.0578, 64: 5.2399 }
const AMDAHL = { 1: 1, 2: 1.9048, 4: 3.4783, 8: 5.9259, 16: 9.1429, 32: 12.549, 64: 15.4217, 1000: 19.6271 }
const NMAX = 21.794494717703365
const HALF_A_DIGIT = 5.1e-5

export const limitUsl = instant<Usl>({
  id: 'limit.usl',
  source: 'Gunther, "Guerrilla Capacity Planning", 2007; Amdahl, AFIPS 1967',
  parameters: [
    { name: 'sigma', min: 0, max: 1, whole: false },
    { name: 'kappa', min: 0, max: 1, whole: false },
    { name: 'N', min: 1, max: 1_000_000, whole: true },
  ],
  cases: [
    ...Object.keys(USL).map((N) => ({ sigma: SIGMA, kappa: KAPPA, N: Number(N) })),
    ...Object.keys(AMDAHL).map((N) => ({ sigma: SIGMA, kappa: 0, N: Number(N) })),
  ],
  name: ({ sigma, kappa, N }) => (kappa === 0 ? `amdahl s${sigma} N=${N}` : `usl s${sigma} k${kappa} N=${N}`),
  measure({ sigma, kappa, N }) {
    const X = N / (1 + sigma * (N - 1) + kappa * N * (N - 1))
    const published =
      sigma !== SIGMA ? undefined : kappa === KAPPA ? at(USL, N) : kappa === 0 ? at(AMDAHL, N) : undefined
    const Nmax = kappa === 0 ? undefined : Math.sqrt((1 - sigma) / kappa)
    const known = sigma === SIGMA && kappa === KAPPA
    return {
      expected:
        published === undefined && !known
          ? null
          : { ...(published === undefined ? {} : { X: published }), ...(known ? { Nmax: NMAX } : {}) },
      measured: { X, ...(Nmax === undefined ? {} : { Nmax }) },
      tolerance: { X: HALF_A_DIGIT, Nmax: 1e-12 },
    }
  },
})

function at(table: Readonly<Record<number, number>>, N: number): number | undefined {
  return table[N]
}
