/**
 * What pages and the server say to each other beside the documents themselves: joining, over HTTP, and small messages over the socket.
 *
 * Paths are relative to the folder that serves the site, so that a room works behind a proxy at any path. The socket speaks Hocuspocus;
 * a page's messages travel on the document named beside each, as one line of JSON.
 */
import * as v from 'valibot'
import type { Command } from '../cluster/command'
import { parseJson } from '../scenarios/jsonText'
import { command } from '../scenarios/schema/faults'
import type { Schema } from '../scenarios/schema/fields'
import { choice, flag, momentUs, read, strict, text } from '../scenarios/schema/fields'
import type { Fingerprint } from '../scenarios/run'
import { fingerprint } from '../scenarios/schema/runs'
import type { Digest, DigestBatch } from './digests'
import { digest, digestBatch } from './digests'
import type { Ownership } from './documents/sequence'
import { ownership, sharedPace } from './documents/sequence'
import { clockMs, counter, hostId, learnerId, learnerIds, link } from './fields'
import { ROOM_LIMITS } from './limits'

/** Whoever speaks another is told so in plain words, and nothing of theirs is lost: they reload. */
export const ROOM_PROTOCOL = 2
export const PATHS = {
  /** With SOCKET_QUERY. */
  socket: 'classroom/socket',
  /** GET: Hello. There is none where the site stands alone, and the page says how to open a room. */
  hello: 'classroom/hello',
  /** POST JoinRequest: Joined. */
  join: 'classroom/join',
  /** POST EnterRequest: Entered. With a token from a link (host, projector) or kept in the browser. */
  enter: 'classroom/enter',
  /** POST { key }: Entered, as the host of a new room. The key is the server's own, printed at its start. */
  open: 'classroom/open',
  /**
   * With `Authorization: Bearer TOKEN` and ?room=. GET: the newest checkpoint of its shared cluster as bytes, or 204. POST, a host's alone,
   * with a CheckpointSent in the address: a newer one.
   */
  checkpoint: 'classroom/checkpoint',
  /** A page that tells from a phone whether joining works. */
  check: 'check',
} as const

/** A page that was left open while the server was renewed comes back by it, and is told. */
export const SOCKET_QUERY = `?protocol=${ROOM_PROTOCOL}`

export interface Hello {
  faultline: 'classroom'
  protocol: number
  build: string
  nowMs: number
}
/**
 * By code, or by the room's id and its present code (as the link and the QR code carry them). With `returnCode` as the learner one was:
 * then the room's id alone will do, whatever its code has become.
 */
export interface JoinRequest {
  protocol: number
  code?: string
  room?: string
  name?: string
  returnCode?: string
}
export interface Joined {
  room: string
  id: string
  name: string
  token: string
  returnCode: string
  nowMs: number
}
export interface EnterRequest {
  protocol: number
  room: string
  token: string
}
export interface Entered {
  room: string
  role: 'host' | 'learner' | 'projector'
  id: string
  /** What a learner is called. */
  name: string | null
  /** What learners type; not for learners. */
  code: string | null
  /** A learner's own. */
  returnCode: string | null
  nowMs: number
  /** A host's: the projector's token. */
  projector: string | null
  /** Of a room just opened: the teacher's. */
  token: string | null
}
export interface Refusal {
  code: RefusalCode
  /** Seconds after which to try again. */
  retryS?: number
}
/** Why the server says no; the words are the page's. Over HTTP as { code }, over the socket as the reason of a refused document or a close. */
export const REFUSAL_CODES = [
  'room.badRequest', // malformed
  'room.protocol', // an older or newer build
  'room.noSuchRoom', // dead or mistyped code
  'room.ended',
  'room.full',
  'room.oldLink', // its code is not the room's any more
  'room.tooManyFailures', // from this address: joining by QR code still works
  'room.tooManyHosts',
  'room.tooManyJoins', // from this address, into this room
  'room.withdrawn', // a co-host's link, taken back
  'room.noSuchToken', // unknown, replayed elsewhere or withdrawn
  'room.noSuchReturnCode',
  'room.barred',
  'room.notYours', // a document that is not for this role
  'room.readOnly', // a write where only reading is allowed
  'room.presence', // awareness: presence is the server's
  'room.tooLarge', // a message or a document
  'room.tooFast',
  'room.tooManySockets',
  'room.malformed', // a frame that is none
  'room.silent', // connected and never said who
  'room.elsewhere', // this page was opened once too often; the newest stays
  'room.notStored', // the disk or Redis refuses; nothing was acknowledged
  'room.locked', // frozen, or faults are locked
  'room.notOwner', // of the node or role that a proposal acts on
  'room.noCluster', // no shared cluster is running
  'room.sequenceFull',
  'name.empty',
  'name.long',
  'name.signs',
  'name.refused',
  'name.taken',
  'name.given', // in this room names are given
] as const
export type RefusalCode = (typeof REFUSAL_CODES)[number]

/** A code of WebSocket closing (4000 to 4999 are ours): told with a RefusalCode as its reason. */
export const CLOSE_CODES: Readonly<Partial<Record<RefusalCode, number>>> = {
  'room.malformed': 4400,
  'room.protocol': 4426,
  'room.noSuchToken': 4401,
  'room.barred': 4403,
  'room.withdrawn': 4403,
  'room.full': 4403,
  'room.notYours': 4403,
  'room.readOnly': 4403,
  'room.presence': 4403,
  'room.silent': 4408,
  'room.elsewhere': 4409,
  'room.ended': 4410,
  'room.tooLarge': 4413,
  'room.tooFast': 4429,
  'room.tooManySockets': 4429,
}

/** From a page. On the document named. */
export type ToServer =
  /**
   * On any that one writes: asks to be told when all that was sent before is stored. Not answered before the page has sent what the server
   * lacks of the document (the provider's `synced`): ask then, after every reconnection too.
   */
  | { say: 'store'; n: number }
  /** A learner, on its own document. */
  | { say: 'digest'; digest: Digest }
  /** On sequence. `n` is the page's own count, for the answer. */
  | { say: 'propose'; n: number; command: Command }
  /** A host, on the host document. */
  | { say: 'act'; n: number; act: HostAct }
export type HostAct =
  | { do: 'rename'; learner: string; name: string }
  | { do: 'bar' | 'unbar'; learner: string }
  | { do: 'returnCode'; learner: string } // told again
  | { do: 'clear'; which: Cleared }
  | { do: 'inviteHost'; name: string } // a token for a co-host, told once; `name`: how the list calls it
  | { do: 'withdrawHost'; host: string }
  | { do: 'newCode' } // the old one is dead, and with it the join link and the QR code
  | { do: 'end' } // the room is over and its data deleted
  | { do: 'share'; link: string; endUs: number; pace: number }
  | { do: 'unshare' }
  | { do: 'run'; running: boolean }
  | { do: 'pace'; pace: number }
  | { do: 'own'; learners: string[]; ownership: Ownership }

/**
 * Which seats are given free: those that nobody ever came to, which are forgotten; or those of whoever is away, who take theirs again when
 * they come back, if the room is not full.
 */
export type Cleared = 'unused' | 'away'

export type ToPage =
  /** All that this connection sent on this document before `store` of that n is on disk (or in Redis). */
  | { say: 'stored'; n: number }
  /** Nothing since is; the page keeps what it has and says so. */
  | { say: 'notStored'; code: RefusalCode }
  /** The answer to a proposal or act. `told`: a token, a code, how many. */
  | { say: 'done'; n: number; told?: string }
  | { say: 'refused'; n: number; code: RefusalCode }
  /** To a learner: what it is called from now on, and why not as wished. */
  | { say: 'named'; name: string; code?: RefusalCode }
  /** To hosts and the projector, on roster, once a second. */
  | { say: 'digests'; atMs: number; digests: DigestBatch }
  /** To all, on sequence, five times a second while a shared cluster runs: no browser steps beyond; `commands` were stamped up to there. */
  | { say: 'horizon'; base: string; horizonUs: number; commands: number; running: boolean; print: Fingerprint | null }
  /** To all, on lead, every ten seconds: the server is awake. A page that hears nothing for longer says that the teacher's computer sleeps. */
  | { say: 'awake'; nowMs: number }
  /** The room is over; take your work home. */
  | { say: 'ended' }

const name = text(ROOM_LIMITS.noteCharacters)
const short = text(60)
export const joinRequest: Schema<JoinRequest> = strict({
  protocol: counter,
  code: v.optional(short),
  room: v.optional(short),
  name: v.optional(name),
  returnCode: v.optional(short),
})
export const enterRequest: Schema<EnterRequest> = strict({ protocol: counter, room: short, token: text(80) })
export const openRequest: Schema<{ protocol: number; key: string }> = strict({ protocol: counter, key: text(80) })

const hostAct: Schema<HostAct> = choice('do', [
  strict({ do: v.literal('rename'), learner: learnerId, name }),
  strict({ do: v.picklist(['bar', 'unbar']), learner: learnerId }),
  strict({ do: v.literal('returnCode'), learner: learnerId }),
  strict({ do: v.literal('clear'), which: v.picklist(['unused', 'away']) }),
  strict({ do: v.literal('inviteHost'), name: text(ROOM_LIMITS.nameCharacters) }),
  strict({ do: v.literal('withdrawHost'), host: hostId }),
  strict({ do: v.literal('newCode') }),
  strict({ do: v.literal('end') }),
  strict({ do: v.literal('share'), link, endUs: momentUs, pace: sharedPace }),
  strict({ do: v.literal('unshare') }),
  strict({ do: v.literal('run'), running: flag }),
  strict({ do: v.literal('pace'), pace: sharedPace }),
  strict({ do: v.literal('own'), learners: learnerIds, ownership }),
])
const toServer: Schema<ToServer> = choice('say', [
  strict({ say: v.literal('store'), n: counter }),
  strict({ say: v.literal('digest'), digest }),
  strict({ say: v.literal('propose'), n: counter, command }),
  strict({ say: v.literal('act'), n: counter, act: hostAct }),
])
const refusalCode = v.picklist(REFUSAL_CODES, 'notOneOf: codes')
const toPage: Schema<ToPage> = choice('say', [
  strict({ say: v.literal('stored'), n: counter }),
  strict({ say: v.literal('notStored'), code: refusalCode }),
  strict({ say: v.literal('done'), n: counter, told: v.optional(text(80)) }),
  strict({ say: v.literal('refused'), n: counter, code: refusalCode }),
  strict({ say: v.literal('named'), name: short, code: v.optional(refusalCode) }),
  strict({ say: v.literal('digests'), atMs: clockMs, digests: digestBatch }),
  strict({
    say: v.literal('horizon'),
    base: short,
    horizonUs: momentUs,
    commands: counter,
    running: flag,
    print: v.nullable(fingerprint),
  }),
  strict({ say: v.literal('awake'), nowMs: clockMs }),
  strict({ say: v.literal('ended') }),
])
/** What the server answered. Whatever a newer one says beside it is passed over: its protocol must stay readable. */
export const hello: Schema<Hello> = v.object({
  faultline: v.literal('classroom'),
  protocol: counter,
  build: short,
  nowMs: clockMs,
})
export const joined: Schema<Joined> = strict({
  room: short,
  id: short,
  name: short,
  token: text(80),
  returnCode: short,
  nowMs: clockMs,
})
export const entered: Schema<Entered> = strict({
  room: short,
  role: v.picklist(['host', 'learner', 'projector']),
  id: short,
  name: v.nullable(short),
  code: v.nullable(short),
  returnCode: v.nullable(short),
  nowMs: clockMs,
  projector: v.nullable(text(80)),
  token: v.nullable(text(80)),
})
export const refusal: Schema<Refusal> = strict({ code: refusalCode, retryS: v.optional(counter) })

/** Throws room.message for what is none. */
export function readToServer(line: string): ToServer {
  return read(toServer, parseJson(line, 'room.message'), 'room.message', ROOM_LIMITS.linkCharacters)
}
/** Throws room.message for what is none. */
export function readToPage(line: string): ToPage {
  return read(toPage, parseJson(line, 'room.message'), 'room.message', ROOM_LIMITS.linkCharacters)
}
