/**
 * Which documents a room has, and who may read and write each. The server holds everybody to this table (by the token that a
 * connection shows), never the page.
 *
 * | document       | written by       | read by                      | holds                                                     |
 * | -------------- | ---------------- | ---------------------------- | --------------------------------------------------------- |
 * | lead           | hosts            | all                          | what is given, pace, freeze, locks, votes, faults, groups |
 * | host           | hosts            | hosts                        | plan, answers to concealed faults, notes                  |
 * | screen         | hosts            | hosts, projector             | what the projector shows, runs side by side               |
 * | learner/ID     | that learner     | that learner, hosts          | name wished, run, ballots, diagnoses, hand, goals         |
 * | roster         | server           | hosts, projector             | who is here: name, group, present or away                 |
 * | answers        | server           | hosts                        | of each learner's document what hosts must see at once    |
 * | sequence       | server           | all                          | the shared cluster: stamped commands, who owns what       |
 */
import { LEARNER_ID, ROOM_ID } from '../fields'

export type Role = 'host' | 'learner' | 'projector'
export interface Member {
  role: Role
  id: string
}
export const COMMON_DOCUMENTS = ['lead', 'host', 'screen', 'roster', 'answers', 'sequence'] as const
export type CommonDocument = (typeof COMMON_DOCUMENTS)[number]
export type DocumentPlace = { room: string } & ({ document: CommonDocument } | { document: 'learner'; learner: string })

/** As the room engine names it: `ROOM/lead`, `ROOM/learner/ID`. */
export function documentName(place: DocumentPlace): string {
  return place.document === 'learner' ? `${place.room}/learner/${place.learner}` : `${place.room}/${place.document}`
}
/** null: there is no such document. */
export function placeOfDocument(name: string): DocumentPlace | null {
  const [room, document, learner, ...more] = name.slice(0, 100).split('/')
  if (!ROOM_ID.test(room) || more.length > 0) return null
  if (document === 'learner') return learner && LEARNER_ID.test(learner) ? { room, document, learner } : null
  const common = COMMON_DOCUMENTS.find((one) => one === document)
  return common && learner === undefined ? { room, document: common } : null
}

export interface Access {
  read: boolean
  write: boolean
}
const NONE: Access = { read: false, write: false }
const READ: Access = { read: true, write: false }
const BOTH: Access = { read: true, write: true }

const TABLE: Record<CommonDocument, Record<Role, Access>> = {
  lead: { host: BOTH, learner: READ, projector: READ },
  host: { host: BOTH, learner: NONE, projector: NONE },
  screen: { host: BOTH, learner: NONE, projector: READ },
  roster: { host: READ, learner: NONE, projector: READ },
  answers: { host: READ, learner: NONE, projector: NONE },
  sequence: { host: READ, learner: READ, projector: READ },
}

/** What one of the room's people may do with one of its documents. */
export function accessOf({ role, id }: Member, place: DocumentPlace): Access {
  if (place.document !== 'learner') return TABLE[place.document][role]
  if (role === 'host') return READ
  return role === 'learner' && place.learner === id ? BOTH : NONE
}
