/**
 * How much a scenario, a link or a file may ask for. Everything from outside is hostile until validated; these bounds are
 * far above what a lesson needs and far below what would exhaust a browser tab. Errors quote them.
 */
import { ATTEMPTS_MAX } from '../decisions/retry/contract'

export const HOUR_US = 3_600_000_000

export const LIMITS = {
  /** Text of a scenario or saved run, in characters. */
  textCharacters: 1_000_000,
  /** Numbers, strings, lists and objects in one document. */
  values: 250_000,
  depth: 20,
  stringCharacters: 60,
  captionCharacters: 280,
  zones: 20,
  groups: 40,
  instances: 100,
  nodes: 200,
  shards: 64,
  replicas: 7,
  /** Of a range map. */
  ranges: 1_000,
  /** Points of one shard on a ring. */
  vnodes: 1_000,
  /** Directed links. */
  links: 4_000,
  journeys: 12,
  steps: 8,
  /** Of one journey. */
  surges: 20,
  objectives: 48,
  /** Of an objective: below, its alerts' windows would be shorter than what they look at. */
  periodUsMin: HOUR_US,
  /** Journeys a second, of one journey and of all. */
  rate: 10_000,
  totalRate: 20_000,
  users: 10_000_000,
  /** Of a store whose shards can change: every user's shard is looked up before and after. */
  movingUsers: 200_000,
  activeUsers: 50_000,
  tenants: 8,
  workers: 64,
  /** Of a stream. */
  partitions: 64,
  queue: 100_000,
  policies: 100,
  /** Pieces of code that one run carries, and each one's files and text. */
  codes: 200,
  codeFiles: 20,
  codeCharacters: 64_000,
  /** Of one call, the first included. */
  attempts: ATTEMPTS_MAX,
  /** Calls under way at once over one edge. */
  inFlight: 10_000,
  faults: 500,
  commands: 5_000,
  branches: 200,
  mixtureParts: 16,
  empiricalPoints: 1_000,
  /** A duration drawn, waited or configured. */
  durationUs: HOUR_US,
  /** Virtual time of a run, of faults and of commands. */
  horizonUs: 24 * HOUR_US,
  openAtUs: HOUR_US / 6,
  /** What follows the `#` of a link, and what it may unpack to, in bytes. */
  linkBytes: 64 * 1024,
  unpackedBytes: 1_000_000,
  /** A checkpoint that is carried to another machine, and what it may unpack to. */
  carriedBytes: 12_582_912,
  carriedUnpackedBytes: 134_217_728,
} as const
