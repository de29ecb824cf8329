/** What the accuracy page says of reproductions, by id; a file for each of their folders. */
import type { About } from './about'
import { gossip } from './gossip'
import { hashing } from './hashing'
import { quorums } from './quorums'
import { raft } from './raft'
import { spanner } from './spanner'

export const reproductions: Readonly<Record<string, About>> = { ...quorums, ...hashing, ...gossip, ...raft, ...spanner }
