/** Names and stories of the scenarios that come with Faultline. */
import type { PresetTopic } from '../../../scenarios/presets/topics'

export const presetTopics: Record<PresetTopic, string> = {
  shop: 'Whole systems',
  replicas: 'Copies of data',
  load: 'Too much to do',
  dependence: 'Leaning on others',
  later: 'Work for later',
}
export const presets: Record<string, { name: string; story: string }> = {
  storefront: {
    name: 'Storefront',
    story: 'A shop with four shards, three replicas each: checkouts insist on two replicas, the dashboard trusts one.',
  },
  'quorum-disk': {
    name: 'One quorum on disks',
    story: 'Reading one replica of three is fast and now and then old: LinkedIn’s disk latencies, as published.',
  },
  'slow-replica': {
    name: 'A slow replica',
    story:
      'One replica of three turns twenty times slower: who waits for two hardly notices, who waits for three does.',
  },
  'flapping-link': {
    name: 'A flapping link',
    story: 'One link comes and goes; a few users suffer now and then, and averages hide it.',
  },
  'retry-storm': {
    name: 'A retry storm',
    story: 'A tier is slow for ten seconds, its clients retry at once, and the outage outlives its cause.',
  },
  'retry-budget': {
    name: 'A retry storm, healed',
    story: 'The same slow ten seconds; retries wait a random while and are a tenth of all requests at most. It passes.',
  },
  'slow-dependency': {
    name: 'A dependency hangs',
    story:
      'Recommendations hang for half a minute. Whoever waits for them holds a connection that checkouts would need.',
  },
  'slow-dependency-breaker': {
    name: 'A dependency hangs, behind a breaker',
    story: 'The same half minute. A breaker gives up on the recommendations, and nobody else notices.',
  },
  'web-tier': {
    name: 'A web tier',
    story: 'A balancer, two queues, two servers: what a bounded queue does when the load comes near its limit.',
  },
  'own-replica': {
    name: 'Your own replica',
    story: 'Three replicas run a program that you may write. To begin with it is a primary and its backups.',
  },
  payments: {
    name: 'Payments',
    story:
      'The storefront, and each checkout moves money between two accounts, on a store whose clocks know how wrong they may be.',
  },
  'double-charge': {
    name: 'Charged twice',
    story:
      'Payments whose answers get lost, on a store that keeps no record of what it has done: who asks again pays again. “Do it once” in the store’s settings heals it.',
  },
  overload: {
    name: 'Overload',
    story: 'A tier can serve only two thirds of what comes. It keeps working for those who have already left.',
  },
  'overload-shed': {
    name: 'Overload, with load shedding',
    story:
      'The same, but what could not be answered in time is turned away at once, and buyers are served before browsers.',
  },
  'queue-backlog': {
    name: 'A backlog',
    story: 'Workers are slow for twenty seconds: every order is taken, and reports come later and later.',
  },
  'queue-backpressure': {
    name: 'A backlog, refused',
    story: 'The same slowness, and a queue of forty places: jobs stay young, and users hear that there is no room.',
  },
  'stream-rebalance': {
    name: 'A stream is shared out anew',
    story: 'Twelve partitions, four consumers; one falls ill and dies, and the others must take over its partitions.',
  },
  'poison-job': {
    name: 'Poison jobs',
    story: 'One job in fifty fails whoever works on it, and an outage sends good ones after it into the dead letters.',
  },
  'cache-stampede': {
    name: 'A cache stampede',
    story: 'A cache comes back empty, and everybody asks the store behind it at once, for the same few keys.',
  },
  'cache-coalesced': {
    name: 'A cache stampede, coalesced',
    story: 'The same, but of those who want the same only one asks the store: the others have what it brings.',
  },
  'zone-loss': {
    name: 'A zone is lost',
    story:
      'Everything in one zone of three dies at once. A third of the requests fail until health checks notice; then the rest carries on, slower.',
  },
  'tail-fanout': {
    name: 'The tail of many',
    story:
      'Every answer of a leaf is slow one time in a hundred. Ask a hundred leaves and wait for all, and two of three requests are slow.',
  },
  'slow-instance': {
    name: 'One slow server',
    story: 'One of two servers turns four times slower. Every second request waits for it, and the tail is its tail.',
  },
  'slow-instance-tied': {
    name: 'One slow server, hedged and tied',
    story:
      'The same, but what has no answer after 100 ms is asked of the other server too. Whichever begins calls the other copy off where it still waits.',
  },
  autoscale: {
    name: 'Scaling too late',
    story:
      'Three times as many users come at once. More instances are ordered, and take 20 s to boot: requests fail until they are there.',
  },
  'hot-tenant': {
    name: 'A hot tenant',
    story:
      'Four shops share a web tier. One of them has a sale and eight times its usual customers, and the customers of all four wait and fail.',
  },
  'hot-tenant-limited': {
    name: 'A hot tenant, limited',
    story:
      'The same sale, but each shop may send only so many requests a second: the hot one is turned away beyond it, and the others are served.',
  },
  'failing-well': {
    name: 'A shop that fails well',
    story: 'The storefront again: where a shard is gone, its users see a copy of their figures, and how old it is.',
  },
}
