/** The words of src/app/graph: what stands on nodes and links, the verbs with their codes, the four maps. */
import type { NodeTarget } from '../../../cluster/command'
import { count, duration, moment, percent } from '../numbers'

const NODE_STATES: Record<string, string> = {
  ok: 'running',
  busy: 'nearly saturated',
  down: 'down',
  diskLost: 'its disk is lost',
  stalled: 'stalled',
  diskStalled: 'its disk is stalled',
  joining: 'joining',
  slow: 'slow',
  degraded: 'degraded',
  bare: 'recommendations switched off',
  copying: 'fresh data switched off',
  clockOff: 'its clock is off',
  standsBy: 'stands by',
  boots: 'booting',
  drains: 'draining',
}
const LINK_STATES: Record<string, string> = {
  cut: 'cut',
  held: 'holding messages',
  delayed: 'delayed',
  lossy: 'losing messages',
  duplicating: 'duplicating messages',
  reordering: 'reordering messages',
  limited: 'bandwidth limited',
  flapping: 'flapping',
}
const BREAKERS = ['no breaker', 'closed', 'open', 'half open', 'held open', 'held closed']
const ROLES: Record<string, string> = {
  clients: 'customers',
  balancer: 'load balancer',
  api: 'service',
  store: 'store',
  cache: 'cache',
  queue: 'queue',
  stream: 'stream',
  worker: 'worker',
  dependency: 'dependency',
  server: 'server',
  autoscaler: 'autoscaler',
}
const NODE_CHANGES: Record<string, string> = {
  crashed: 'killed',
  crashedDiskLost: 'killed, disk lost',
  restarted: 'restarted',
  stalled: 'stalled',
  resumed: 'resumed',
  slowed: 'new pace',
  diskStalled: 'disk stalled',
  diskResumed: 'disk resumed',
  clockOffset: 'clock set',
  clockDrift: 'clock drift',
  degraded: 'degraded',
  joining: 'joining',
  joined: 'joined',
  booting: 'boots',
  serving: 'takes part',
  draining: 'drains',
  standingBy: 'stands by',
}
const signed = (us: number): string => `${us < 0 ? '−' : '+'}${duration(Math.abs(us))}`
const plural = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`

/** By the values of OFFICE; a primary's followers say nothing of themselves. */
const OFFICES = ['', '', 'candidate', 'leader', 'primary']

export const graph = {
  role: (role: string): string => ROLES[role] ?? role,
  nodeState: (code: string): string => NODE_STATES[code] ?? code,
  linkState: (code: string): string => LINK_STATES[code] ?? code,
  linkOk: 'open',
  breaker: (state: number): string => BREAKERS[state] ?? '',
  breakerLabel: (state: number): string => `Breaker, ${BREAKERS[state] ?? ''}`,
  breakerOn: (from: string, to: string, state: number): string =>
    `Breaker from ${from} to ${to}, ${BREAKERS[state] ?? ''}`,
  nodeLabel: (
    name: string,
    role: string,
    codes: string[],
    s: {
      utilisation: number
      queueDepth: number
      waiting: number
      deadLetters: number
      behindKeys: number
      of: number
      down: number
      office: number // OFFICE of src/lab/protocol
      term: number
    },
  ): string => {
    const parts = [name, ROLES[role] ?? role]
    if (s.of === 1 && s.down === 0 && OFFICES[s.office])
      parts.push(`${OFFICES[s.office]} in ${s.office === 4 ? 'epoch' : 'term'} ${s.term}`)
    if (s.of > 1) parts.push(s.down > 0 ? `${s.down} of ${s.of} down` : `${s.of} of them`)
    parts.push(...codes.map((code) => NODE_STATES[code] ?? code))
    const waiting = s.queueDepth + s.waiting
    if (waiting >= 1) parts.push(`${count(waiting)} waiting`)
    if (s.deadLetters > 0) parts.push(plural(s.deadLetters, 'dead letter'))
    if (s.behindKeys > 0) parts.push(`behind on ${plural(s.behindKeys, 'key')}`)
    return parts.join(', ')
  },
  edgeLabel: (from: string, to: string, codes: string[]): string =>
    `Link between ${from} and ${to}${codes.length > 0 ? `, ${codes.map((c) => LINK_STATES[c] ?? c).join(', ')}` : ''}`,
  between: (from: string, to: string): string => `${from} ↔ ${to}`,
  oneWay: (from: string, to: string): string => `${from} → ${to}`,
  zone: (zone: string): string => `Zone ${zone}`,
  times: (n: number): string => `×${n}`,
  open: (group: string): string => `Open ${group}: show each node`,
  close: (group: string): string => `Close ${group}`,
  spareShard: 'spare',
  shardComing: 'taking keys',
  shardGoing: 'giving its keys away',
  keyRange: (from: number, to: number): string => `keys ${short(from)}–${short(to)}`,

  onNode: {
    down: 'down',
    partlyDown: (down: number, of: number): string => `${down} of ${of} down`,
    behind: (keys: number): string => `${keys} behind`,
    behindShort: (keys: number): string => `−${keys > 99 ? '99+' : keys}`,
    clock: (us: number, brief: boolean): string => (brief ? signed(us) : `clock ${signed(us)}`),
    stalled: 'stalled',
    slow: (factor: number): string => `slow ×${Math.round(factor * 10) / 10}`,
    degraded: 'degraded',
    standsBy: 'stands by',
    boots: 'booting',
    drains: 'draining',
    perSecond: (n: number): string => `${count(n)} a second`,
    waiting: (n: number): string => `${count(n)} waiting`,
    line: (waiting: number, oldestUs: number, dead: number): string =>
      [
        ...(waiting > 0
          ? [`${count(waiting)} waiting${oldestUs >= 1e6 ? `, ${Math.round(oldestUs / 1e6)} s` : ''}`]
          : []),
        ...(dead > 0 ? [`${count(dead)} dead`] : []),
      ].join(' · '),
    term: (primary: boolean, term: number): string => `${primary ? 'epoch' : 'term'} ${term}`,
    leads: (primary: boolean, term: number): string => (primary ? `primary, epoch ${term}` : `leader, term ${term}`),
  },
  onLink: {
    perSecond: (n: number): string => `${count(n)}/s`,
    delayed: (us: number): string => `+${duration(us)}`,
    lossy: (p: number): string => `${percent(p)} lost`,
    held: (n: number): string => (n > 0 ? `${n} held` : 'held'),
    limited: 'limited',
    duplicating: 'twice',
    reordering: 'out of order',
    flapping: 'flapping',
  },
  cutOf: (cut: number, links: number): string => `${cut} of ${links}`,

  /** The verb's label on a button. */
  verb: {
    kill: 'Kill',
    killShard: 'Kill shard',
    killZone: 'Kill zone',
    killAll: 'Kill all',
    killDisk: 'Kill and lose its disk',
    restart: 'Restart',
    stall: 'Stall',
    resume: 'Resume',
    slow: 'Slow ×10',
    unslow: 'Back to speed',
    stallDisk: 'Stall its disk',
    resumeDisk: 'Resume its disk',
    clockAhead: 'Clock 2 s ahead',
    clockRight: 'Set its clock right',
    jumpClock: 'Jump its clock −500 ms',
    driftClock: 'Let its clock drift',
    stopDrift: 'Stop the drift',
    degrade: 'Degrade',
    repair: 'Repair it',
    isolate: 'Isolate',
    cutPeers: 'Cut from its peers',
    healPeers: 'Heal to its peers',
    healAll: 'Heal all links',
    cut: 'Cut',
    cutOneWay: 'Cut one way',
    heal: 'Heal',
    delay: 'Delay +80 ms',
    lose: 'Lose 20 %',
    duplicate: 'Duplicate 20 %',
    reorder: 'Reorder 20 %',
    limit: 'Limit to 20 kB a second',
    flap: 'Flap',
    hold: 'Hold',
    release: 'Release',
    drop: 'Drop',
    addInstance: 'Add an instance',
    addThis: 'Add it',
    drainInstance: 'Drain',
    addShard: 'Add a shard',
    removeShard: 'Remove this shard',
    redrive: 'Redrive dead letters',
    tripBreaker: 'Trip breaker',
    openBreaker: 'Hold breaker open',
    closeBreaker: 'Hold breaker closed',
    resetBreaker: 'Reset breaker',
    recommendationsOff: 'Switch recommendations off',
    recommendationsOn: 'Switch recommendations on',
    freshDataOff: 'Switch fresh data off',
    freshDataOn: 'Switch fresh data on',
  },
  verbsOf: (name: string): string => `What to do to ${name}`,
  moreVerbs: 'More',
  fewerVerbs: 'Less',
  message: 'this message',
  operation: 'this operation',
  dismiss: 'Deselect',

  map: {
    service: 'Service map: who calls whom, left to right',
    network: 'Network: zones, their hosts and the links between them',
    keys: 'Arrow keys move between nodes, Shift and an arrow key to the links of a node. Enter selects or uses the chosen tool. Escape deselects.',
    fit: 'Fit',
    controls: 'Map',
    fitHint: 'Show the whole map',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    tidy: 'Tidy up',
    tidyHint: 'Put groups back to where they were',
    loading: 'Building the cluster…',
    empty: 'This scenario has no nodes.',
  },
  partition: {
    bar: 'Partition',
    choose: 'Tap the nodes or zones that should end up on one side.',
    chosen: (names: string[]): string =>
      names.length <= 3
        ? `One side: ${names.join(', ')}`
        : `One side: ${names.slice(0, 2).join(', ')} and ${names.length - 2} more`,
    everything: 'Split from the rest',
    peers: 'Split from their peers only',
    peersHint: 'Callers such as the API still reach both sides',
    cancel: 'Clear',
  },
  spaceTime: {
    label: 'Space-time: a lane for every node, time runs to the right, an arrow for every message',
    keys: 'Arrow keys step through the messages in time order. Enter selects one.',
    tooFast: 'Too fast to follow one by one: a still, renewed every second.',
    slowDown: 'Slow motion',
    empty: 'No message in this window. Play, or step to the next message.',
    next: 'Next message',
    filtered: (n: number, of: number): string => `${n} of ${plural(of, 'lane')}`,
    showAll: 'Show every lane',
    truncated: 'Only part of the messages fits',
    nearest: 'The 20 messages nearest to the playhead',
    fate: ['delivered', 'lost', 'under way'],
    arrow: (type: string, from: string, to: string, sentUs: number, tookUs: number, fate: string): string =>
      `${messageType(type)} from ${from} to ${to}, sent at ${moment(sentUs)}, ${fate}${Number.isFinite(tookUs) ? ` after ${duration(tookUs)}` : ''}`,
    now: (us: number): string => moment(us),
    tick: (us: number): string => (us >= 0 ? `+${duration(us)}` : `−${duration(-us)}`),
  },
  table: {
    label: 'The cluster as a table',
    nodes: 'Nodes',
    links: 'Links',
    linksHint: 'Links in the usual state are counted; those that are not are listed.',
    showAll: (n: number): string => `Show all ${n} links`,
    showTroubled: 'Show only links with a fault',
    noTrouble: (n: number): string => `All ${n} links are open.`,
    node: 'Node',
    role: 'Role',
    zone: 'Zone',
    state: 'State',
    load: 'Load',
    queue: 'Waiting',
    behind: 'Keys behind',
    link: 'Link',
    traffic: 'Messages a second',
    actions: 'Act',
    actOn: (verb: string, name: string): string => `${verb} ${name}`,
    select: (name: string): string => `Select ${name}`,
    share: percent,
    number: count,
  },
  messageType,
  nodeChange: (code: string): string => NODE_CHANGES[code] ?? code,
  targetName: (target: NodeTarget, shardName: (shard: number) => string): string => {
    if ('node' in target) return target.node
    if ('shard' in target) return shardName(target.shard)
    return 'zone' in target ? `zone ${target.zone}` : target.group
  },
}

/** "replicaWrite" → "replica write". */
function messageType(type: string): string {
  return type.replace(/([A-Z])/g, ' $1').toLowerCase()
}
/** 0, 2.5k, 10k. */
function short(n: number): string {
  return n < 1000 ? String(n) : `${String(Math.round(n / 100) / 10)}k`
}
