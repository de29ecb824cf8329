/**
 * How much a room may hold and how much its messages may ask for: far above what a lesson needs, far below what would exhaust a
 * teacher's laptop. Refusals quote them.
 */
import { LIMITS } from '../scenarios/limits'

export const ROOM_LIMITS = {
  learners: 600,
  /** Of one room and role. */
  sockets: 1_000,
  /** Of one person; the oldest gives way. */
  socketsEach: 4,
  hosts: 12,
  groups: 40,
  nameCharacters: 24,
  titleCharacters: 80,
  questionCharacters: 280,
  noteCharacters: 2_000,
  options: 8,
  votes: 200,
  faults: 200,
  commandsOfFault: 20,
  diagnosesEach: 20,
  /** Steps of a plan, and the plan's file in characters. */
  planSteps: 100,
  planCharacters: 1_000_000,
  /** A run or scenario as link text. */
  linkCharacters: Math.ceil((LIMITS.linkBytes * 4) / 3) + 2,
  /** Side by side on the projector. */
  runsCompared: 4,
  /** Entries of one document that are read; what is beyond is set aside. */
  entries: 8_000,
  /** One message over the socket, in bytes; a larger one closes the connection. */
  messageBytes: 1_048_576,
  /** Of a text message, in characters. */
  textCharacters: 100_000,
  /** A learner's document and any other, encoded, in bytes. */
  learnerBytes: 1_048_576,
  /** Of a learner's work in their document: characters of a piece, pieces of one run or lesson, characters of all. */
  keptPiece: 65_536,
  keptPieces: 6,
  keptCharacters: 420_000,
  documentBytes: 16_777_216,
  /** Commands of a shared cluster. */
  sharedCommands: LIMITS.commands,
  /** The newest checkpoint of a shared cluster. */
  checkpointBytes: LIMITS.carriedBytes,
  digestValue: 1e12,
} as const

/** Milliseconds of a wall clock since 1970, as far as year 2100: what is beyond is a wrong clock. */
export const CLOCK_MAX_MS = 4_102_444_800_000
