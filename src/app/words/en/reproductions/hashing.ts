/** Words on src/experiments/hashing. */
import type { About } from './about'

export const hashing: Readonly<Record<string, About>> = {
  'hash.moved': {
    title: 'What one more shard moves',
    compared: [
      'Consistent hashing promises that a new shard only takes the keys that it will own, one part in n + 1. Modulo hashing moves nearly everything. We add a shard to partitions of each kind and count the keys that change their place.',
    ],
    figures: { moved: 'Share of keys that move' },
  },
  'hash.vnode': {
    title: 'How even a ring is',
    compared: [
      'With one point a shard a ring is very uneven; many points each (virtual nodes) even it out, and theory says how fast. We build hundreds of rings and measure the shares of their shards.',
    ],
    figures: {
      relSd: 'Deviation of shares, mean of all rings',
      rmsSd: 'Deviation of shares, root of the mean square',
      meanMax: 'Greatest share, in means',
    },
  },
  'hash.crc16slot': {
    title: 'Hash slots of Redis Cluster',
    compared: [
      'Which of 16,384 slots a key belongs to, with hash tags. Our slots must be those of the real thing, to the last bit.',
    ],
    figures: { slot: 'Slot', crc16: 'CRC16 of the whole key' },
  },
  'hash.jump': {
    title: 'Jump consistent hash',
    compared: ['Buckets of keys as Google’s library and others compute them, over keys of 64 bits.'],
    figures: { bucket: 'Bucket' },
  },
  'hash.murmur3': {
    title: 'Tokens of Cassandra',
    compared: ['Murmur3 tokens of keys, with the treatment of signed bytes that Cassandra’s own implementation has.'],
    figures: { token: 'Token' },
  },
  'hash.ketama': {
    title: 'Ketama’s ring',
    compared: ['Points of servers and owners of keys on the MD5 ring that memcached clients agree on.'],
    figures: {
      hash: 'First word of the digest',
      word2: 'Second word',
      word3: 'Third word',
      word4: 'Fourth word',
      owner: 'Server',
    },
  },
  'hash.bounded': {
    title: 'Consistent hashing with bounded loads',
    compared: [
      'No shard may take more than 1 + ε times the mean; a key whose shard is full goes on along the ring. The bound must hold exactly. What it costs is the number of shards that a key looks at, which varies so much from ring to ring that we compare means over many with another simulation; the published figure stands beside.',
    ],
    figures: {
      maxload: 'Greatest load, in means',
      cap: 'Allowed load, in means',
      probes: 'Shards looked at a key, mean',
    },
  },
  'dynamo.strategies': {
    title: 'How evenly Dynamo spreads its load',
    compared: [
      'Dynamo’s makers tried three ways of placing partitions on nodes: random tokens, random tokens with partitions of equal size, and equal partitions dealt to the nodes. We build such rings with thirty nodes and three replicas and compare the mean load with the greatest one. The paper drew its result and printed no figures, so another simulation of the same model is the reference.',
    ],
    figures: { efficiency: 'Mean load over greatest load', sd: 'Its deviation from ring to ring' },
  },
}
