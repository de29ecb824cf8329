/**
 * Every message type that a built-in service sends: its name, its leg in the WARS model of PBS (which delay distribution
 * a link draws from), how the page draws it, and its size. A type's index is part of the engine's version: append only.
 */
export type Leg = 'write' | 'ack' | 'read' | 'response'
export const LEGS: Leg[] = ['write', 'ack', 'read', 'response']
export type Shape = 'request' | 'reply' | 'replication' | 'gossip'

export interface MessageType {
  name: string
  leg: Leg
  shape: Shape
  bytes: number // of every such message; for a sized type, what its body's `bytes` adds to
  sized: boolean // its body says how many bytes it adds
}
/** The body of a sized message: immutable data. */
export interface SizedBody {
  readonly bytes: number
}
/** Whether such messages cost their receiver service time: requests and replication do; replies are handled as they come. */
export function isWork(shape: Shape): boolean {
  return shape === 'request' || shape === 'replication'
}
const type = (name: string, leg: Leg, shape: Shape, bytes = 256): MessageType => ({
  name,
  leg,
  shape,
  bytes,
  sized: false,
})
/** Each protocol's body-carrying messages are sized: what they cost on a link follows from what they carry. */
const sized = (name: string, leg: Leg, shape: Shape, bytes = 64): MessageType => ({
  name,
  leg,
  shape,
  bytes,
  sized: true,
})

export const MESSAGE_TYPES: MessageType[] = [
  type('none', 'read', 'request', 0),
  type('request', 'read', 'request'), // client → balancer → api: a whole operation
  type('answer', 'response', 'reply', 1024),
  type('storeRead', 'read', 'request'), // api → coordinator
  type('storeWrite', 'write', 'request', 512),
  type('storeAnswer', 'response', 'reply', 512),
  type('replicaRead', 'read', 'replication'), // coordinator → replica
  type('replicaWrite', 'write', 'replication', 512),
  type('replicaValue', 'response', 'reply', 512),
  type('replicaAck', 'ack', 'reply', 64),
  type('repair', 'write', 'replication', 512),
  type('cacheGet', 'read', 'request', 64),
  type('cachePut', 'write', 'request', 1024),
  type('cacheAnswer', 'response', 'reply', 1024),
  type('recommend', 'read', 'request'),
  type('recommendAnswer', 'response', 'reply', 1024),
  type('enqueue', 'write', 'request', 512),
  type('enqueued', 'ack', 'reply', 64),
  type('take', 'read', 'request', 64), // worker → queue: give me a job
  type('job', 'response', 'request', 512),
  type('jobDone', 'ack', 'request', 64),
  type('joinAsk', 'read', 'gossip', 64), // a new member asks a peer for a page of its data
  type('joinPage', 'response', 'gossip', 65536),
  type('storeTransfer', 'write', 'request', 512), // api → a replica of the paying account's shard
  sized('swimPing', 'read', 'gossip', 32),
  sized('swimAck', 'ack', 'gossip', 32),
  sized('swimPingReq', 'read', 'gossip', 32), // ping somebody for me
  sized('versionsWrite', 'write', 'replication', 384), // coordinator → replica, with vector clocks
  sized('versionsRepair', 'write', 'replication', 384),
  sized('versionsValue', 'response', 'reply', 384),
  sized('hints', 'write', 'replication'), // fallback → home: what was written while you were away
  type('hintsAck', 'ack', 'reply', 64),
  sized('merkleHashes', 'read', 'gossip'), // home → home: nodes of my Merkle tree
  sized('merkleCells', 'response', 'gossip'), // versions of the keys below differing leaves
  sized('merkleData', 'write', 'gossip'), // what one has and the other lacks
  type('broadcast', 'read', 'gossip'), // node → neighbour: a value to pass on
  sized('logShip', 'write', 'replication'), // primary → follower: entries of its log
  sized('logAck', 'ack', 'reply', 64),
  sized('primaryHeartbeat', 'write', 'gossip'),
  sized('heartbeatAck', 'ack', 'gossip'),
  sized('canvass', 'read', 'gossip'), // a follower that misses its primary asks around
  sized('canvassAnswer', 'response', 'gossip'),
  sized('promiseAsk', 'write', 'gossip'), // to follow nobody of an older epoch
  sized('promise', 'ack', 'gossip'),
  sized('copyAsk', 'read', 'gossip'),
  sized('copyPage', 'response', 'gossip'), // primary → follower: a page of its table
  sized('cellShip', 'write', 'replication'), // replica → replica: cells to be joined
  sized('cellAck', 'ack', 'reply'),
  sized('cellPulse', 'read', 'gossip'), // whether you have all of mine
  sized('cellAsk', 'read', 'gossip'), // a new member asks a peer for a page of its cells
  sized('cellPage', 'response', 'gossip'),
  sized('raftVoteRequest', 'read', 'gossip'),
  sized('raftVoteReply', 'response', 'gossip'),
  sized('raftAppend', 'write', 'gossip'), // entries; no work for a worker: whoever speaks the protocol takes them as they come
  sized('raftHeartbeat', 'write', 'gossip'),
  sized('raftAppendReply', 'ack', 'reply'),
  sized('raftSnapshot', 'write', 'gossip'),
  sized('raftTimeoutNow', 'read', 'gossip'),
  type('raftJoin', 'read', 'gossip', 64), // a member whose disk was lost asks to be taken in anew
  sized('groupVote', 'read', 'gossip'), // a replica of a transaction group asks for a vote
  sized('groupVoteReply', 'response', 'gossip'),
  sized('groupAppend', 'write', 'replication'), // leader of a group → follower: entries, and how far they are safe to read
  sized('groupAppendReply', 'ack', 'reply'),
  sized('groupSnapshot', 'write', 'replication'),
  sized('groupHandOver', 'write', 'gossip'), // lead now
  sized('groupJoin', 'read', 'gossip'), // a new member asks to be taken in
  sized('txnPrepare', 'write', 'replication'), // coordinator → participant
  sized('txnVote', 'ack', 'reply'),
  sized('txnOutcome', 'write', 'replication'),
  sized('txnEnded', 'ack', 'reply'), // the outcome is known there
  sized('txnAsk', 'read', 'gossip'), // a participant in doubt → coordinator
  sized('shardMap', 'read', 'gossip'), // which shards there are, to whoever has an older map
  sized('moveAsk', 'read', 'gossip'), // new home → old home: the next page of what moves to me
  sized('movePage', 'response', 'gossip'),
  sized('streamPoll', 'read', 'request', 32), // consumer → stream: what there is from these offsets on
  sized('streamBatch', 'response', 'reply', 32),
  sized('streamCommit', 'write', 'request', 32), // consumer → stream: done up to these offsets
  type('streamCommitted', 'ack', 'reply', 64),
  type('streamJoin', 'read', 'gossip', 64), // a consumer asks to be taken into its group
  sized('streamAssigned', 'response', 'gossip', 32),
  type('streamHeartbeat', 'read', 'gossip', 64),
  type('streamPulse', 'response', 'gossip', 64), // stream → consumer: how your group stands
  type('streamEntry', 'response', 'request', 512), // within a consumer: one entry to work on
  type('replicaFix', 'write', 'replication', 128), // coordinator → replica: the version that an operation has in every attempt
  type('healthCheck', 'read', 'gossip', 64), // balancer → instance: are you there? Answered as it comes, past the queue of work
  type('healthAnswer', 'response', 'gossip', 64),
  type('loadReport', 'write', 'gossip', 64), // instance → those who choose by it: whether it takes part, and how busy it is
  type('scaleOrder', 'write', 'gossip', 64), // autoscaler → instance: take part, or drain
  type('tied', 'read', 'gossip', 64), // server → server: of the two copies of a request, yours may still wait and mine waits, or has begun
  type('leave', 'read', 'gossip', 64), // consumer → stream, worker → queue: give me nothing more
  sized('programMessage', 'write', 'gossip', 32), // replica → replica: what a learner's program says
]
/** Bytes of the message whose record SENT stands there. */
export function bytesSent(words: Int32Array, at: number): number {
  const { sized, bytes } = MESSAGE_TYPES[words[at] >>> 8]
  return sized ? words[at + 5] : bytes
}
const index = (name: string): number => {
  const at = MESSAGE_TYPES.findIndex((t) => t.name === name)
  if (at < 0) throw new Error(`no message type ${name}`)
  return at
}
export const TYPE = {
  request: index('request'),
  answer: index('answer'),
  storeRead: index('storeRead'),
  storeWrite: index('storeWrite'),
  storeAnswer: index('storeAnswer'),
  replicaRead: index('replicaRead'),
  replicaWrite: index('replicaWrite'),
  replicaValue: index('replicaValue'),
  replicaAck: index('replicaAck'),
  repair: index('repair'),
  cacheGet: index('cacheGet'),
  cachePut: index('cachePut'),
  cacheAnswer: index('cacheAnswer'),
  recommend: index('recommend'),
  recommendAnswer: index('recommendAnswer'),
  enqueue: index('enqueue'),
  enqueued: index('enqueued'),
  take: index('take'),
  job: index('job'),
  jobDone: index('jobDone'),
  joinAsk: index('joinAsk'),
  joinPage: index('joinPage'),
  storeTransfer: index('storeTransfer'),
  swimPing: index('swimPing'),
  swimAck: index('swimAck'),
  swimPingReq: index('swimPingReq'),
  versionsWrite: index('versionsWrite'),
  versionsRepair: index('versionsRepair'),
  versionsValue: index('versionsValue'),
  hints: index('hints'),
  hintsAck: index('hintsAck'),
  merkleHashes: index('merkleHashes'),
  merkleCells: index('merkleCells'),
  merkleData: index('merkleData'),
  broadcast: index('broadcast'),
  logShip: index('logShip'),
  logAck: index('logAck'),
  primaryHeartbeat: index('primaryHeartbeat'),
  heartbeatAck: index('heartbeatAck'),
  canvass: index('canvass'),
  canvassAnswer: index('canvassAnswer'),
  promiseAsk: index('promiseAsk'),
  promise: index('promise'),
  copyAsk: index('copyAsk'),
  copyPage: index('copyPage'),
  cellShip: index('cellShip'),
  cellAck: index('cellAck'),
  cellPulse: index('cellPulse'),
  cellAsk: index('cellAsk'),
  cellPage: index('cellPage'),
  raftVoteRequest: index('raftVoteRequest'),
  raftVoteReply: index('raftVoteReply'),
  raftAppend: index('raftAppend'),
  raftHeartbeat: index('raftHeartbeat'),
  raftAppendReply: index('raftAppendReply'),
  raftSnapshot: index('raftSnapshot'),
  raftTimeoutNow: index('raftTimeoutNow'),
  raftJoin: index('raftJoin'),
  groupVote: index('groupVote'),
  groupVoteReply: index('groupVoteReply'),
  groupAppend: index('groupAppend'),
  groupAppendReply: index('groupAppendReply'),
  groupSnapshot: index('groupSnapshot'),
  groupHandOver: index('groupHandOver'),
  groupJoin: index('groupJoin'),
  txnPrepare: index('txnPrepare'),
  txnVote: index('txnVote'),
  txnOutcome: index('txnOutcome'),
  txnEnded: index('txnEnded'),
  txnAsk: index('txnAsk'),
  shardMap: index('shardMap'),
  moveAsk: index('moveAsk'),
  movePage: index('movePage'),
  streamPoll: index('streamPoll'),
  streamBatch: index('streamBatch'),
  streamCommit: index('streamCommit'),
  streamCommitted: index('streamCommitted'),
  streamJoin: index('streamJoin'),
  streamAssigned: index('streamAssigned'),
  streamHeartbeat: index('streamHeartbeat'),
  streamPulse: index('streamPulse'),
  streamEntry: index('streamEntry'),
  replicaFix: index('replicaFix'),
  healthCheck: index('healthCheck'),
  healthAnswer: index('healthAnswer'),
  loadReport: index('loadReport'),
  scaleOrder: index('scaleOrder'),
  tied: index('tied'),
  leave: index('leave'),
  programMessage: index('programMessage'),
}

/** By type, 1: its body has a size of its own, which its sending tells. */
export const IS_SIZED = Uint8Array.from(MESSAGE_TYPES, ({ sized }) => (sized ? 1 : 0))
/** By type, 1: it waits for a worker where its receiver has any. */
export const IS_WORK = Uint8Array.from(MESSAGE_TYPES, ({ shape }) => (isWork(shape) ? 1 : 0))
