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
    near: {
      title: 'Own zone first',
      when: 'Right where crossing zones is slow or costs money, and each zone can carry its own load.',
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
}
