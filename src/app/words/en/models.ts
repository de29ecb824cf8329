/** Consistency models: their names, a plain sentence for each, and the definition with its source. */
export interface ModelWords {
  name: string
  plain: string
  definition: string
}

const words = (name: string, plain: string, definition: string): ModelWords => ({ name, plain, definition })

export const models: Readonly<Record<string, ModelWords>> = {
  'strict-serializable': words(
    'strict serializable',
    'Transactions behave as if they ran one at a time, each at a moment between its beginning and its end.',
    'Serializable, in an order that agrees with real time. Papadimitriou 1979; Adya 1999 (PL-SS).',
  ),
  'strong-session-serializable': words(
    'strong session serializable',
    'Transactions behave as if one at a time, and those of one session in their order.',
    'Serializable, in an order that agrees with each session. Daudjee and Salem, ICDE 2004.',
  ),
  serializable: words(
    'serializable',
    'Transactions behave as if they ran one at a time, in some order.',
    'The dependency graph has no cycle (G1, G2). Bernstein, Hadzilacos and Goodman 1987; Adya 1999 (PL-3).',
  ),
  'strong-snapshot-isolation': words(
    'strong snapshot isolation',
    'Each transaction reads a snapshot that holds everything committed before it began.',
    'Snapshot isolation whose snapshots agree with real time. Daudjee and Salem, VLDB 2006.',
  ),
  'strong-session-snapshot-isolation': words(
    'strong session snapshot isolation',
    "Each transaction reads a snapshot that holds its own session's earlier work.",
    'Snapshot isolation whose snapshots agree with each session. Daudjee and Salem, VLDB 2006.',
  ),
  'snapshot-isolation': words(
    'snapshot isolation',
    'Each transaction reads one snapshot, and of two that write the same thing at once only one commits.',
    'No G1, and every cycle has two adjacent anti-dependencies. Berenson et al. 1995; Adya 1999 (PL-SI); Cerone and Gotsman 2016.',
  ),
  'parallel-snapshot-isolation': words(
    'parallel snapshot isolation',
    'Snapshots, without lost updates; two readers may see independent writes in different orders.',
    'Snapshots that are causally closed, with no two concurrent writes of one object. Sovran et al., SOSP 2011.',
  ),
  prefix: words(
    'prefix consistency',
    'Each transaction reads a beginning of one common order of commits; updates may be lost.',
    'Atomic visibility of a prefix of the commit order. Cerone, Bernardi and Gotsman, CONCUR 2015.',
  ),
  'transactional-causal': words(
    'transactional causal consistency',
    'Transactions are seen whole, and never without what caused them.',
    'Atomic visibility with transitive visibility. Cerone, Bernardi and Gotsman, CONCUR 2015.',
  ),
  'read-atomic': words(
    'read atomic',
    'Of each transaction one sees everything or nothing.',
    'No fractured reads. Bailis et al., SIGMOD 2014.',
  ),
  'monotonic-atomic-view': words(
    'monotonic atomic view',
    'Once a transaction has seen part of another, it sees all of it from then on.',
    'Bailis et al., VLDB 2014.',
  ),
  'monotonic-view': words(
    'monotonic view',
    'What a transaction sees never goes back while it runs.',
    'No G1 and no G-monotonic. Adya 1999 (PL-2L).',
  ),
  'repeatable-read': words(
    'repeatable read',
    'As serializable, save for reads by condition.',
    'No G1 and no G2-item. Adya 1999 (PL-2.99).',
  ),
  'update-serializable': words(
    'update serializable',
    'Transactions that write behave as if one at a time; each reader sees some such order.',
    'No G1 and no G-update. Adya 1999 (PL-3U).',
  ),
  'forward-consistent-view': words(
    'forward consistent view',
    'A transaction sees a consistent state, perhaps of later than it began.',
    'No G1 and no G-SIb. Adya 1999 (PL-FCV).',
  ),
  'consistent-view': words(
    'consistent view',
    'A transaction sees a state that some order of the others could have left.',
    'No G1 and no G-single. Adya 1999 (PL-2+).',
  ),
  'cursor-stability': words(
    'cursor stability',
    'What a transaction read and then writes, nobody changed in between.',
    'No G1 and no G-cursor, hence no lost update. Adya 1999 (PL-CS).',
  ),
  'strong-read-committed': words(
    'strong read committed',
    'Only committed data is read, and information never flows back in time.',
    'Read committed with the order of real time.',
  ),
  'strong-session-read-committed': words(
    'strong session read committed',
    'Only committed data is read, and information never flows back within a session.',
    'Read committed with the order of each session.',
  ),
  'read-committed': words(
    'read committed',
    'Only committed data is read.',
    'No G1: no aborted, intermediate or circular reads. Adya 1999 (PL-2).',
  ),
  'strong-read-uncommitted': words(
    'strong read uncommitted',
    'Writes are ordered, and in the order of real time.',
    'Read uncommitted with the order of real time.',
  ),
  'strong-session-read-uncommitted': words(
    'strong session read uncommitted',
    'Writes are ordered, and those of a session in its order.',
    'Read uncommitted with the order of each session.',
  ),
  'read-uncommitted': words(
    'read uncommitted',
    'Writes of two transactions never interleave.',
    'No G0. Adya 1999 (PL-1).',
  ),
  linearizable: words(
    'linearizable',
    'Every operation takes effect at one moment between its call and its answer.',
    'Herlihy and Wing, TOPLAS 1990.',
  ),
  sequential: words(
    'sequential',
    "There is one order of all operations, and it keeps each process's own.",
    'Lamport, IEEE Transactions on Computers 1979.',
  ),
  causal: words('causal', 'Nobody sees an effect without its cause.', 'Ahamad et al., Distributed Computing 1995.'),
  pram: words(
    'PRAM',
    'Everybody sees the writes of one process in the order in which it wrote them.',
    'Lipton and Sandberg 1988; as read your writes, monotonic reads and monotonic writes together: Brzezinski et al. 2004.',
  ),
  'writes-follow-reads': words(
    'writes follow reads',
    'What I write after reading something comes after it for everybody.',
    'Terry et al., PDIS 1994.',
  ),
  'monotonic-reads': words(
    'monotonic reads',
    'Having seen something, I never see an older state.',
    'Terry et al., PDIS 1994.',
  ),
  'monotonic-writes': words(
    'monotonic writes',
    'My writes take effect in the order in which I made them.',
    'Terry et al., PDIS 1994.',
  ),
  'read-your-writes': words('read your writes', 'I see what I wrote.', 'Terry et al., PDIS 1994.'),
  'bounded-staleness': words(
    'bounded staleness',
    'A read is never older than so long, and never misses more than so many writes.',
    'k-staleness and t-visibility: Bailis et al. (PBS), VLDB 2012.',
  ),
  'no-invention': words(
    'no invention',
    'What is read was written.',
    'Safety that every model of one object here includes; a read of what nobody wrote breaks it.',
  ),
}
