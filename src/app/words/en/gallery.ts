/**
 * The gallery of decisions, by contract and file of src/decisions: what each is called, and one sentence on when it is right.
 * Built-in ones say what they are for too.
 */
export const gallery = {
  balancer: {
    roundRobin: { title: 'In turn', when: 'Right when all requests cost about the same and all instances are alike.' },
    random: {
      title: 'At random',
      when: 'Right with many balancers that know nothing of each other: no two march in step.',
    },
    leastOutstanding: {
      title: 'Fewest requests open',
      when: 'Right for one balancer when requests differ in cost or an instance may be slow.',
    },
    powerOfTwo: {
      title: 'The less busy of two',
      when: 'Right with several balancers: nearly as even as looking at all, and nobody runs to the same instance at once.',
    },
    consistentHash: {
      title: 'By user, on a hash ring',
      when: 'Right when an instance keeps what its users need: each stays with one, and only a lost one’s users move.',
    },
    near: {
      title: 'Own zone first',
      when: 'Right where crossing zones is slow or costs money, and each zone can carry its own load.',
    },
  },
  program: {
    primaryBackup: {
      title: 'A primary with backups',
      when: 'Right where no acknowledged write may be lost, and writing may stop while a backup is out of reach.',
    },
    eager: {
      title: 'A primary that does not wait',
      when: 'Never quite right: it is quick, and has a bug for you to find under faults.',
    },
  },
  retry: {
    backoff: {
      title: 'Backoff as set',
      when: 'Right for most callers: waits grow, so that who fails is asked less and less, and luck spreads them.',
    },
    decorrelated: {
      title: 'Decorrelated jitter',
      when: 'Right when many callers fail at one moment and none should wait much longer than its last time.',
    },
    fullJitter: {
      title: 'Full jitter',
      when: 'Right when many callers share one server: those who failed together come back one by one.',
    },
    noJitter: {
      title: 'Without jitter',
      when: 'Right for a lone caller, whose waits should be the same every time.',
    },
    atOnce: {
      title: 'At once',
      when: 'Right against a lost message on an idle server, and harmful to one that is overloaded.',
    },
    never: {
      title: 'Never',
      when: 'Right where a layer above tries again already, for tries of several layers multiply.',
    },
  },
  breakerTrip: {
    shares: {
      title: 'Share of failures',
      when: 'Right where calls are many: a share over a window tells a sick server from a single bad request.',
    },
    inARow: {
      title: 'Failures in a row',
      when: 'Right where calls are few, or a server is either well or down.',
    },
    never: {
      title: 'Never opens',
      when: 'Right only to see what a breaker is for: every call waits for its own timeout.',
    },
  },
  breakerTrial: {
    afterWait: {
      title: 'After a wait',
      when: 'Right when the usual repair takes about as long as the wait.',
    },
    patient: {
      title: 'Ever longer waits',
      when: 'Right against a server that a few trials already hurt, or that stays down for long.',
    },
    oneInTen: {
      title: 'One call in ten',
      when: 'Right when a failed call costs little and recovery should be seen at once.',
    },
  },
  admit: {
    asConfigured: { title: 'As configured', when: 'Right where rates, limits and priorities were set with care.' },
    inTime: {
      title: 'What can be answered in time',
      when: 'Right when callers say their deadline: nobody works for someone who has gone.',
    },
    shortQueue: {
      title: 'A short queue',
      when: 'Right where a quick no is worth more than a late yes, since others can be asked.',
    },
    importantFirst: {
      title: 'The important first',
      when: 'Right when callers differ in importance and say so: the last room is kept for what must not fail.',
    },
  },
  replica: {
    inTurn: {
      title: 'The leader, or anyone in turn',
      when: 'Right for most callers: load is spread, and whoever must know the newest state is asked.',
    },
    nearest: {
      title: 'The nearest',
      when: 'Right for reads that may be old where crossing zones is slow; a zone that is cut off is served what it has.',
    },
    leaderOnly: {
      title: 'The leader alone',
      when: 'Right where nothing may be stale and one replica carries all reads; nobody reads without a leader.',
    },
    lowestLatency: {
      title: 'The quickest of late',
      when: 'Right when replicas differ or one may become slow; callers that all think alike crowd the best one.',
    },
    random: {
      title: 'Anyone',
      when: 'Right in a leaderless store; where one leads, most writes go a long way round.',
    },
  },
  consistency: {
    asSet: { title: 'As set', when: 'Right where somebody has thought about what each read is for.' },
    strong: {
      title: 'Always strong',
      when: 'Right where an old answer does harm and none does less: money, stock, permissions.',
    },
    giveWay: {
      title: 'Give way in trouble',
      when: 'Right where an old answer is better than none, as on a dashboard.',
    },
  },
  quorum: {
    asAsked: { title: 'As asked', when: 'Right where each operation says what it needs.' },
    majority: {
      title: 'A majority',
      when: 'Right where every read must see every acknowledged write, at the pace of the median replica.',
    },
    one: {
      title: 'The first answer',
      when: 'Right for data that may be old or lost: sessions, counters, caches.',
    },
    reachable: {
      title: 'Those that are there',
      when: 'Right where going on matters more than what is lost if the last disk fails too.',
    },
  },
  partition: {
    range: {
      title: 'By range',
      when: 'Right where neighbours are read together, and no stretch of keys is much more popular than the rest.',
    },
    modulo: {
      title: 'Modulo',
      when: 'Right where the number of shards never changes: with one more, nearly every key would have to move.',
    },
    ring: {
      title: 'Consistent hashing, on a ring',
      when: 'Right where shards come and go: a new one takes its part from all, and no other key moves.',
    },
    jump: {
      title: 'Jump consistent hash',
      when: 'Right where shards are numbered, and only the last one ever goes.',
    },
    rendezvous: {
      title: 'Rendezvous hashing',
      when: 'Right where there are few shards and callers must agree without a table or a ring.',
    },
    asMapped: {
      title: 'As the map says',
      when: 'Right where somebody keeps a table of places, and moves the keys with it.',
    },
    hashed: {
      title: 'Hash modulo shards',
      when: 'Right where neighbouring keys are popular together, and nobody reads them in order.',
    },
    inBlocks: {
      title: 'In blocks, dealt out',
      when: 'Right where a few neighbours are read together, but long stretches of them would be too much for one shard.',
    },
    oneShard: {
      title: 'All to one shard',
      when: 'Never right: it shows what a hot shard does, to itself and to everybody who waits for it.',
    },
  },
  merge: {
    lastWriter: {
      title: 'The last writer',
      when: 'Right where a lost write harms nobody and clocks agree well: a session, a presence, a cache.',
    },
    keepAll: {
      title: 'All, side by side',
      when: 'Right where nothing may be lost and whoever reads can tell what to make of several: a basket.',
    },
    greatest: {
      title: 'The greatest value',
      when: 'Right for what only ever grows: a high-water mark, a highest bid.',
    },
    firstWriter: {
      title: 'The first writer',
      when: 'Right where whoever came first has it and nobody ever writes over it: a name, a seat.',
    },
    oneAuthority: {
      title: 'One has the last word',
      when: 'Right where one place owns the data and the others write only while it cannot be reached.',
    },
    mine: {
      title: 'What is here already',
      when: 'Never right: replicas keep what came to each of them first, and differ.',
    },
  },
  electionTimeout: {
    randomised: {
      title: 'Anywhere between two bounds',
      when: 'Right for most groups: bounds far enough apart let one member stand alone.',
    },
    widening: {
      title: 'Wider with every round',
      when: 'Right where quick failover is wanted and the bounds are close: split votes grow rare by themselves.',
    },
    fixed: {
      title: 'The same for all',
      when: 'Never right: it shows why Raft needs luck, for votes are split again and again.',
    },
  },
  autoscale: {
    proportional: {
      title: 'In proportion to load',
      when: 'Right for load that changes slower than instances boot; the cooldown keeps it from flapping.',
    },
    withSpare: {
      title: 'With some to spare',
      when: 'Right where a rush comes faster than instances boot and idle ones are cheap.',
    },
    hasty: {
      title: 'At once, both ways',
      when: 'Right where instances boot in no time and each idle second costs.',
    },
    stepwise: {
      title: 'Step by step',
      when: 'Right where the measure says too much or too little, but not how much.',
    },
  },
  hedge: {
    afterDelay: { title: 'After a set delay', when: 'Right where the usual latency is known and does not move.' },
    atP95: {
      title: 'When later than most',
      when: 'Right for reads with a long tail: one request in twenty more, and the slowest answers are gone.',
    },
    both: { title: 'Two at once', when: 'Right when servers are mostly idle and every millisecond counts.' },
    never: {
      title: 'Never',
      when: 'Right when servers are busy: their queues, not their slowest answers, are what is slow.',
    },
  },
  fallback: {
    inOrder: {
      title: 'First that fits',
      when: 'Right where each stand-in is good for some failures only, and a copy only while it is young.',
    },
    anything: {
      title: 'Whatever is there',
      when: 'Right for pages to look at: an old answer, marked as such, is better than none.',
    },
    refuse: {
      title: 'Refuse honestly',
      when: 'Right where somebody acts on the answer: a wrong price or balance costs more than an error.',
    },
  },
  limit: {
    fixed: {
      title: 'Fixed',
      when: 'Right when it is known how much can be done at once, and that stays so.',
    },
    aimd: {
      title: 'Additive increase, multiplicative decrease',
      when: 'Right when drops and time-outs are what tells of overload: it probes upwards until they come.',
    },
    gradient: {
      title: 'Gradient',
      when: 'Right when round trips grow before anything is dropped, and what is usual changes in time.',
    },
    vegas: {
      title: 'Vegas',
      when: 'Right when the shortest round trip is a steady measure: it keeps a short queue and no more.',
    },
    againstBest: {
      title: 'Against the best seen',
      when: 'Right when one kind of work takes always alike; with work of many sizes it is too strict.',
    },
  },
  cache: {
    asFresh: {
      title: 'While it is fresh',
      when: 'Right when the time that the cache keeps a copy was chosen for what readers can bear.',
    },
    always: {
      title: 'Always',
      when: 'Right for what hardly changes, or while the store must be spared at any price.',
    },
    never: {
      title: 'Never',
      when: 'Right when the store has room and only its answer will do: copies are kept for when it fails.',
    },
    youngerThan: {
      title: 'Younger than half a second',
      when: 'Right when one reader needs newer data than the cache was set up for.',
    },
  },
}
