/** The words of src/app/accuracy about the reproductions of services. */
interface About {
  title: string
  compared: string[]
  figures: Record<string, string>
}
const LOSS = {
  loss: 'Share that finds no place',
  L: 'In the system, mean number',
  W: 'Time in the system, mean',
  thr: 'Served per unit of time',
  'L-lambda*W': 'Little’s law, relative error',
}
const about = (title: string, compared: string, figures: Record<string, string> = {}): About => ({
  title,
  compared: [compared],
  figures,
})

export const aboutServices: Record<string, About> = {
  'queue.erlangB': about(
    'No room to wait',
    'Erlang’s loss formula: how many customers are turned away when every worker is busy and nobody may wait. Measured on our nodes.',
    LOSS,
  ),
  'queue.mm1k': about(
    'One worker, few places',
    'A bounded queue loses customers instead of growing: how many, and how long the others stay. Measured on our nodes.',
    LOSS,
  ),
  'queue.mmck': about('Several workers, few places', 'The same for several workers behind one bounded queue.', LOSS),
  'p2c.fixed': about(
    'The power of two choices',
    'Looking at two servers and taking the shorter queue instead of one at random shortens waits dramatically. Michael Mitzenmacher computed by how much; our dispatcher is run on twenty thousand servers.',
    { W: 'Time in the system, mean' },
  ),
  'tail.fanout': about(
    'A request that asks many is slow when one is',
    'If one leaf in a hundred is slow, two requests in three that ask a hundred leaves are slow. Every leaf is drawn.',
    { P: 'Chance of a slow request' },
  ),
  'tail.hedge': about(
    'Asking twice',
    'Google asked again, elsewhere, after 10 ms without an answer, and the slowest thousandth fell from 1800 to 74 ms for 2 % more requests.',
    {
      'p999 no hedge ms': '99.9th percentile without hedging, ms',
      'p999 hedged ms': '99.9th percentile with hedging, ms',
      'extra requests': 'Extra requests',
    },
  ),
  'tail.tied': about(
    'Asking twice, tied',
    'At Google a read was sent to a second server after 1 ms, and whichever began called the other off: every percentile fell, by 16 to 38 %. Measured on our balancer and servers, whose work is set so that the percentiles without tying are Google’s.',
    {
      'p50 ms': 'Median, ms',
      'p90 ms': '90th percentile, ms',
      'p99 ms': '99th percentile, ms',
      'p999 ms': '99.9th percentile, ms',
      'p50 cut': 'Median, cut by',
      'p90 cut': '90th percentile, cut by',
      'p99 cut': '99th percentile, cut by',
      'p999 cut': '99.9th percentile, cut by',
    },
  ),
  'backoff.aws': about(
    'Backoff and jitter',
    'Clients compete for one row. Marc Brooker’s simulator at Amazon showed what exponential waits and randomness do to the work and to the time until all are done; ours is judged by its figures.',
    { calls: 'Write calls', ms: 'Until all are done, ms' },
  ),
  'retry.amp': about(
    'Retries multiply',
    'Attempts in every layer multiply on the way down. A budget of a tenth adds a tenth instead.',
    { calls: 'Calls at the bottom for one request', growth: 'Calls for each request' },
  ),
  'retry.throttle': about(
    'Clients that hold back',
    'Google’s clients refuse their own requests when too few are accepted, so that a backend is sent about K times what it takes.',
    { 'sent/accepted': 'Sent for each accepted', p: 'Chance of a refusal' },
  ),
  'retry.grpc': about(
    'Retries as gRPC allows them',
    'Tokens, waits and hedges exactly as gRPC’s proposal A6 has them.',
  ),
  'metastable.bronson': about(
    'The outage that stays',
    'After ten seconds without service a system whose clients retry recovers only below half of its capacity. On our own clients, queue and server.',
    {
      goodput: 'Answered in time, a second',
      sent: 'Sent, a second',
      flip: 'Load from which on it stays down, a second',
    },
  ),
  'cb.r4j.trace1': about('A breaker trips on failures', 'resilience4j’s own test, call for call.'),
  'cb.r4j.trace2': about('A breaker trips on slow calls', 'resilience4j’s own test, call for call.'),
  'cb.cockatiel.window': about('A breaker’s rolling windows', 'cockatiel’s own test, call for call.'),
  'limit.vegas': about(
    'A concurrency limit that listens',
    'Netflix’s own tests of its Vegas limit, sample for sample.',
  ),
  'limit.codel': about(
    'Dropping what waits too long',
    'When CoDel drops, by the control law of RFC 8289. Milliseconds after the first drop.',
  ),
  'limit.usl': about(
    'What more workers bring',
    'The universal scalability law, and Amdahl’s: more workers help less and less, and in the end hurt.',
    { X: 'Capacity relative to one worker', Nmax: 'Best number of workers' },
  ),
  'slo.table': about(
    'Error budgets and their alerts',
    'The tables of Google’s workbook: how fast a budget burns, and how soon which alert notices. Our alerts are run under such errors.',
    {
      '1h@14.4': 'Alert over 1 h: minutes until it fires',
      '6h@6': 'Alert over 6 h: minutes until it fires',
      '3d@1': 'Alert over 3 days: minutes until it fires',
    },
  ),
  'avail.math': about(
    'Availability of parts together',
    'Parts in series, side by side and as quorums, and the downtime that an availability allows.',
    { availability: 'Availability', minutes: 'Downtime, minutes' },
  ),
}
