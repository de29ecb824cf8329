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
}
