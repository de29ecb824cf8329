/** What went wrong: what, where and what to do, by the code that the lab, a link or a file gave. */
import type { ContractName } from '../../../decisions'
import { decisionName } from './decisions'

type Params = Record<string, string | number>

const PROBLEMS: Record<string, string> = {
  missing: 'is missing',
  unknownField: 'is not known here',
  wrongType: 'is of the wrong kind',
  outOfRange: 'is out of range',
  notWhole: 'is not a whole number',
  notFinite: 'is not a number',
  notName: 'is not a name',
  reservedName: 'is a reserved name',
  notOneOf: 'is none of the choices',
  tooLong: 'is too long',
  tooFew: 'has too few entries',
  tooMany: 'has too many entries',
  tooDeep: 'is nested too deeply',
  empty: 'is empty',
  gap: 'leaves some users without a shard',
  overlap: 'gives some users to two shards',
  notRange: 'has a range that is empty or reaches too far',
  notJson: 'is not valid JSON',
  duplicate: 'is there twice',
  notAscending: 'goes back in time',
  crossed: 'has bounds that contradict each other',
  needsDelay: 'serves the newest first under overload, and must say how long one may wait',
  needsWorkers: 'turns work away, which needs workers that can be busy',
  unknownVersion: 'is of an unknown version',
  unknownPreset: 'names no scenario of ours',
  unknownNode: 'names no node of this scenario',
  unknownShard: 'names no shard of this scenario',
  unknownBreaker: 'names no breaker of this scenario',
  unknownBranch: 'names no branch of this run',
  unknownGroup: 'names no group of this scenario',
  unknownZone: 'names no zone of this scenario',
  needsStore: 'needs a store',
  cannotReshard: 'is not possible in this mode, whose shards stay as they are',
  needsShardsMax: 'needs a store that says how many shards it may come to have (shardsMax)',
  needsCountMax: 'needs a group that says how many instances it may come to have (countMax)',
  needsBalancer: 'is called directly; only a balancer hears of instances that come and go',
  oneEach: 'must have one weight for each instance, those that stand by too',
  notForStrategy: 'is not for this strategy',
  oneMeasure: 'or queueDepth: an autoscaler goes by exactly one of them',
  needsCapacity: 'needs a group with workers, or there is no load to go by',
  needsTenants: 'is for users of several tenants, of which the scenario tells none (users.tenants)',
  tenantUnknown: 'limits tenants where requests do not say whose they are',
  notAllUsers: 'leaves some users without a tenant, or has more than there are',
  notLeaf: 'names servers that ask leaves of their own',
  needsFanOut: 'asks for leaves, and the servers it reaches have none',
  tooManyToMove: 'has too many users for shards that move',
  notReplicas: 'is not the number of replicas',
  needsLastWriter: 'needs the last writer’s version to be kept, for it fixes one',
  needsSloppyQuorum: 'is of no use without a sloppy quorum, which alone leaves hints',
  needsConditionalWrites: 'moves money, which needs a mode with conditional writes',
  forbiddenKey: 'has a name that no field may have',
  pullOrPush: 'is for a queue that workers take from; a queue either has it or calls a server itself',
  pushHasNoCapacity: 'is not for a queue that calls its server: what waits in it waits for that server',
  pullOnly: 'is only for a queue that workers take from',
  streamHasNoCapacity: 'is not for a stream: what waits in it waits for its consumers',
  needsLagMax: 'lets producers wait for room, of which a stream has no end without a limit to its lag (lagMax)',
  consumerOfStream: 'is for workers that take from a stream',
  consumerAdmits: 'is not for workers that take from a stream: they take only what they can work on',
  noDeadLetters: 'has no queue or stream that could have dead letters',
  notForwarding: 'asks for work through a group that forwards to nobody',
  notPulled: 'submits to a queue that no worker takes from',
  notServed: 'asks a server for what only a service does',
  needsQueue: 'submits a job, and the service it reaches has no queue',
  needsCopies: 'is content with copies, of which the service it reaches keeps none',
  copiesOfUsers: 'is content with copies, which there are of users’ data only',
  strongHasNoCopies: 'is content with copies, and asks for the newest there is',
  needsCache: 'keeps copies, which needs a cache',
  unknownFeature: 'names no feature of this scenario',
  needsRecommendations: 'asks for recommendations that the service it reaches does not have',
  moreThanReplicas: 'asks more replicas than a shard has',
  orderNotWritten: 'reads an order that no earlier step has written',
  boundOfBounded: 'is a bound, which only a bounded read has',
  notRead: 'names no reading step of that journey',
  unknownTenant: 'names no tenant of this scenario',
  unknownJourney: 'names no journey of this scenario',
  onlyOfLatency: 'is a threshold, which only an objective on latency has',
  readsNothing: 'promises fresh reads of a journey that reads nothing',
  windowUpsideDown: 'ends before it begins',
  needsObjectives: 'is about what a journey promises, and this one promises nothing',
  noWorkers: 'is about workers that can be busy, and there are none',
  notJudged: 'is about a guarantee that cannot be judged of what is stored here',
  notOneClients: 'must have exactly one group of clients',
  wrongRole: 'names a group that cannot do this',
  missingLink: 'lack one that this scenario’s calls need',
  tooManyNodes: 'makes too many nodes',
  tooManyLinks: 'makes too many links',
  tooManyStores: 'is a second store',
  noSuchEdge: 'names a call that nobody makes here',
  notOnThisEdge: 'is not possible for calls like these',
  notRepeatable: 'would be done twice: only what changes nothing may be asked twice at once',
  needsRetry: 'limits retries, and there are none to limit',
  needsBreaker: 'says what each breaker stands for, and there is none',
  strategySays: 'is already said by the strategy: give one or the other',
  lessThanFirst: 'is shorter than the first wait',
  aboveDeadline: 'is longer than the operation may take',
  neverComes: 'comes only when the attempt has already been given up',
  tiedInPairs: 'must be 2: tied copies come in pairs',
  tiedNeedsLinks: 'needs a link among those who have the copies, over which one calls the other off',
  tiedNeedsQueue: 'needs a queue in which a copy can wait',
  outlivesRecords:
    'go on for so long that, at the rate of writes here, the store may have forgotten what it did, and would do it twice',
  boundTwice: 'says again how many calls may be under way: give a bulkhead or a limit',
  waitingNeedsBoth: 'must be given together: how many may wait, and how long',
  neverReached: 'comes after one that always stands in',
  neverOpens: 'never opens the breaker, and nothing else does',
  needsClock: 'needs a window of cells of the clock',
  notMultiple: 'is not a multiple of its parts',
  unknownCode: 'names code that the run does not carry',
  otherContract: 'is for another decision than the code',
  notItsId: 'is not the name of this code',
  tooMuchLoad: 'is more load than a page can carry',
}

/** "groups[2].count is out of range: 5000000 (allowed: 1 to 64)" */
export function refusedField(p: Params): string {
  const field = p.field ? `“${p.field}”` : 'It'
  const what = PROBLEMS[String(p.problem)] ?? 'is not right'
  const got = p.got === undefined || p.got === '' ? '' : `: ${p.got}`
  const allowed = p.allowed ? ` (allowed: ${p.allowed})` : ''
  return `${field} ${what}${got}${allowed}.`
}

const known: Record<string, (p: Params) => string> = {
  crashed: (p) => `The simulation crashed (${p.what}). It was started again and your run restored.`,
  crashedEmpty: (p) => `The simulation crashed (${p.what}) before a run was open. It was started again.`,
  crashedAgain: (p) => `The simulation keeps crashing (${p.what}). Your run is kept; reload the page to try again.`,
  unexpected: (p) => `Something failed that should not: ${p.what}. Your run is untouched.`,
  unknownPreset: (p) => `There is no scenario called “${p.preset}”. Choose one from the list.`,
  loop: () => 'Events keep causing each other within one microsecond, so time cannot pass. Undo the last act.',
  'link.version': () => 'This link has a form that this version does not know. It may come from a newer one.',
  'link.tooLong': (p) => `This run is too long for a link (${p.got} bytes). Save it as a file instead.`,
  'link.damaged': () => 'This link is damaged: a part of it is missing or changed. Copy it again, whole.',
  'link.unpacksTooLong': () => 'This link unpacks to more than is allowed, so it was not opened.',
  'link.text': () => 'This link holds no readable run. Copy it again, whole.',
  'file.text': () => 'This file is not a run saved by Faultline: it is no readable JSON.',
  'file.version': (p) =>
    `This file has format version ${p.got}; this Faultline reads ${p.allowed}. It may come from a newer one.`,
  'file.tooLong': (p) => `This file is too long (${p.got} characters).`,
  'file.unreadable': () => 'This file could not be read. Choose it again.',
  'shards.underWay': () => 'Shards are being changed already. Wait until everything has moved, or undo that.',
  'shards.noSpareShard': () => 'There is no spare shard: all of them are in use.',
  'shards.notInUse': () => 'This shard is not in use, so it cannot be removed.',
  'shards.onlyShard': () => 'This is the only shard: its keys would have nowhere to go.',
  'shards.onlyLast': () => 'Keys are placed by jump hash, where only the last shard can be removed.',
  'shards.nobodyUp': () => 'No replica of the store is up, so nobody can be told. Restart one first.',
  'instances.noneStandsBy': () => 'No instance stands by: all that there are take part, or are down.',
  'instances.noneServes': () => 'None of these takes part now, so there is nothing to drain.',
  'branch.tooMany': () => 'There are as many branches as a run may have. Remove one first.',
  'undo.nothing': () => 'There is nothing to undo on this branch.',
  'room.frozen': () => 'Your teacher has stopped the clock: nothing can be done to the cluster for now.',
  'room.shared': () => 'The whole room shares this cluster and its clock: nobody can do this alone.',
  'room.proposal': ({ why }) =>
    why === 'room.notOwner'
      ? 'This part of the shared cluster belongs to somebody else.'
      : why === 'room.notYours'
        ? 'The cluster is only shown here.'
        : 'The room did not take this: it may be stopped, or its computer away. Try again.',
  'room.broken': () =>
    'What your teacher gave could not be opened here. Your teacher knows what it was; ask for it again.',
  'room.locked': () => 'Your teacher has locked this for now.',
  'redo.nothing': () => 'There is nothing to redo.',
  'branch.trunk': () => 'The main branch cannot be removed.',
  'compare.itself': () => 'A branch cannot be compared with itself.',
  'run.tooManyCommands': (p) => `This branch has the most acts allowed (${p.allowed}). Go on from a new branch or run.`,
  policySearched: () =>
    'The simulation does not answer: some code in this run does not come to an end. It was ended, and is played again to find which.',
  policyHung: (p) =>
    `The code for ${decisionName(p.contract as ContractName)} (${p.file}) did not come to an end at ${(Number(p.atUs) / 1e6).toFixed(3)} s. It was stopped just before: what is built in decides from there on. The code is kept, and so is your run.`,
  // With `reason`: what the compiler says, in words.
  'policy.invalid': (p) =>
    `This run carries code for ${decisionName(p.contract as ContractName)} that does not compile, so it was not opened. What was open is untouched. ${p.file}, line ${p.line}: ${p.reason}`,
  'policy.unknown': (p) => `There is no such code for ${decisionName(p.contract as ContractName)} in this run.`,
  'policy.tooMany': (p) => `This run carries as many pieces of code as it may (${p.allowed}). Go on from a new run.`,
  'image.failed': () => 'The picture could not be made in this browser.',
}

const TITLES: Record<string, string> = {
  link: 'This link was not opened, your run is untouched. ',
  file: 'This file was not opened, your run is untouched. ',
  run: 'This run was not opened. ',
  session: 'The kept run could not be brought back. ',
  scenario: 'This scenario is refused. ',
  command: 'That cannot be done. ',
}

export const problem = (code: string, params: Params): string => {
  if (code in known) return known[code](params)
  const kind = code.split('.')[0]
  return (TITLES[kind] ?? 'That did not work. ') + (params.field !== undefined ? refusedField(params) : `(${code})`)
}
