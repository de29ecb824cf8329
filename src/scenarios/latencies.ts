/**
 * Message delays measured in production, as fitted by PBS (Bailis et al., VLDB 2012, table 3; digits from the authors'
 * repository paper-repo-cacm-pbs-research-highlight). They are delays of messages, never service times: one of them has an
 * infinite second moment. The paper gives milliseconds and rates per millisecond; here are microseconds and means.
 */
import type { DistributionSpec } from '../kernel/distribution'
import type { LegLatency } from './scenario'

/** LinkedIn, solid state disks: every leg. 0.9122 Pareto(.235 ms, 10) + 0.0878 Exp(1.66 per ms). Mean about 0.291 ms. */
export const LNKD_SSD: DistributionSpec = {
  kind: 'mixture',
  of: [
    { weight: 0.9122, spec: { kind: 'pareto', minUs: 235, alpha: 10 } },
    { weight: 0.0878, spec: { kind: 'exponential', meanUs: 1000 / 1.66 } },
  ],
}

/** LinkedIn, spinning disks: the write leg waits for the disk. 0.38 Pareto(1.05 ms, 1.51) + 0.62 Exp(.183 per ms). */
const LNKD_DISK_WRITE: DistributionSpec = {
  kind: 'mixture',
  of: [
    { weight: 0.38, spec: { kind: 'pareto', minUs: 1050, alpha: 1.51 } },
    { weight: 0.62, spec: { kind: 'exponential', meanUs: 1000 / 0.183 } },
  ],
}

export const LNKD_DISK: LegLatency = { write: LNKD_DISK_WRITE, ack: LNKD_SSD, read: LNKD_SSD, response: LNKD_SSD }
