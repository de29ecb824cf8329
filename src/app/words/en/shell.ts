/** The words of src/app/shell: top bar, sentence, transport, notices, home, panels. Long texts stand in files of their own. */
import { duration, exact, percent } from '../numbers'
import { firstSteps } from './firstSteps'
import type { PresetTopic } from '../../../scenarios/presets/topics'
import { presetTopics, presets } from './presets'
import { sentence } from './sentence'
import { stores } from './stores'

const speedWords = (speed: number): string => {
  if (speed === Infinity) return 'fastest: as much as this machine can'
  if (speed === 1) return 'real time: 1 s here = 1 s there'
  if (speed < 1) return `slow motion: 1 s here = ${duration(speed * 1e6)} there`
  return `fast: 1 s here = ${duration(speed * 1e6)} there`
}

const notices: Record<string, (p: Record<string, string | number>) => string> = {
  did: (p) => String(p.what),
  undone: (p) => `Undone, as if it never happened: ${String(p.what)}`,
  verified: () => 'Opened. The fingerprint is verified: this is the same run, bit for bit.',
  altered: () =>
    'Opened, but its fingerprint does not match: the link or file was altered, or this is a bug of ours. What you see is what this engine computes.',
  otherEngine: (p) =>
    `Replayed with this engine (version ${p.ours}); it was made with version ${p.theirs}, so figures may differ.`,
  brought: (p) => String(p.text),
  unstated: () => 'Opened. It states no fingerprint, so there was nothing to verify.',
  resettled: (p) => `The same users and faults, with other settings of: ${stores.modeName(String(p.mode))}`,
  reconfigured: () => 'The same users and faults, with calls set otherwise.',
  switched: (p) => `The same users and faults, with the store as: ${stores.modeName(String(p.mode))}`,
  withoutCode: () => 'The same seed without your code lies beside this run, dashed.',
  seedOpened: (p) => `Seed ${p.seed} with the change; dashed, without it. Your own run is kept under More.`,
  forked: () => 'A branch without what came later. The run as it was stays beside it, dashed.',
}

export const shell = {
  name: 'Faultline',
  openInFaultline: 'Open in Faultline',
  main: 'The lab',
  graph: 'The cluster',
  signals: 'Signals and objectives',
  find: 'Find an action',
  findHint: 'Everything that can be done, by name (Ctrl+K)',
  shareThis: 'Share',
  more: 'More',
  asTable: 'The cluster as a table',
  traces: 'Traces',
  howAccurate: 'How accurate is this?',
  makeLesson: 'Make a lesson of this run',
  backToPrevious: 'Back to the run you had before',
  showDetails: 'Show branch, seed and fingerprint',
  letterKeys: 'Letter keys act on the focused node or link',
  theme: { legend: 'Theme', system: 'As the system', light: 'Light', dark: 'Dark' },
  fingerprint: 'Fingerprint',
  fingerprintAt: (atUs: number, events: number): string =>
    `at ${(atUs / 1e6).toFixed(3)} s, after ${exact(events)} events`,
  fingerprintHint: (atUs: number, events: number): string =>
    `Fingerprint after ${exact(events)} events, at ${(atUs / 1e6).toFixed(3)} s. The same run gives the same fingerprint in every browser.`,
  branchName: (name: string | null, id: number): string => name ?? (id === 0 ? 'main' : `branch ${id}`),
  seed: (seed: number): string => `seed ${seed}`,
  memory: (used: string, bound: string): string => `Memory ${used}, never more than ${bound}`,
  scenarioHint: 'Choose another scenario',
  presetTopic: (topic: PresetTopic): string => presetTopics[topic],
  presetName: (id: string): string => (id in presets ? presets[id].name : id),
  presetStory: (id: string): string => (id in presets ? presets[id].story : ''),
  undo: 'Undo',
  redo: 'Redo',
  undoHint: 'Undo: it never happened',
  redoHint: 'Redo: it did happen',
  repairHint: 'From now on; what happened stays',
  dismiss: 'Dismiss',
  close: 'Close',
  reload: 'Reload the page',
  saveFile: 'Save as a file',
  resize: {
    charts: 'Height of the charts',
    left: 'Width of the left panel',
    lesson: 'Width of the lesson',
    pictures: 'Width of the pictures',
    code: 'Width of the code',
    inspector: 'Width of the inspector',
  },
  lesson: 'Lesson',
  userScreen: 'User’s screen',
  code: 'Code',
  codeHint: 'Read and change the code that decides',
  editDecision: 'Edit a decision…',
  userScreenHint: 'What a user of this system sees right now',
  views: {
    label: 'View of the cluster',
    service: 'Service map',
    network: 'Network',
    spaceTime: 'Space-time',
    table: 'Table',
    hint: {
      service: 'Who calls whom, left to right',
      network: 'Zones, hosts and the links between them',
      spaceTime: 'A lane for every node, an arrow for every message',
      table: 'Everything as a table',
    },
  },
  tools: {
    lead: 'Break something:',
    name: { select: 'Select', cut: 'Cut', kill: 'Kill', slow: 'Slow', partition: 'Partition' },
    hint: {
      select: 'Tap a node or link to look at it',
      cut: 'Tap a link to cut it',
      kill: 'Tap a node, shard or zone to kill it',
      slow: 'Tap a node to make it ten times slower',
      partition: 'Tap the nodes of one side, then split',
    },
  },
  transport: {
    label: 'Time',
    play: 'Play',
    pause: 'Pause',
    playHint: 'Play or pause (space)',
    stepTo: 'Step to the next',
    step: { event: 'event', message: 'message', change: 'change' },
    stepHint: {
      event: 'One event of the simulation',
      message: 'The next message sent, delivered or lost',
      change: 'The next change of a node, link or breaker',
    },
    speed: 'Speed',
    speedIs: speedWords,
    pace: (pace: number, speed: number): string =>
      speed === Infinity ? `, now ${pace} s a second` : `, reaching ${pace} s`,
    without: 'Play on without what comes later',
    withoutHint: 'Starts a branch from here; the run as it was stays beside it',
    clock: 'Virtual time',
    seeking: 'Computing that moment',
  },
  sentence,
  notice: (code: string, params: Record<string, string | number>): string =>
    code in notices ? notices[code](params) : `${code}${params.what ? `: ${String(params.what)}` : ''}`,
  storage: {
    full: 'This browser has no room left to keep the run: a reload would lose it.',
    refused: 'This browser refuses to keep the run: a reload would lose it.',
  },
  firstSteps,
  inspectorTitle: 'Selected',
  update: { ready: 'A new version of Faultline is ready.', take: 'Load it', later: 'Later' },
  crash: {
    title: 'The page has stopped.',
    text: 'A part of it failed. Your run is kept in this browser; loading the page again brings it back.',
    details: 'What failed',
  },
  unsupported: {
    title: 'This browser is too old.',
    text: 'Faultline simulates a cluster inside the page and needs a browser from 2022 or later: Firefox, Chrome, Edge or Safari 16. Missing here:',
  },
  nothing: {
    title: 'Nothing here yet',
    text: (path: string): string => `There is no page at ${path}. Your run, if you have one, is kept.`,
    toLab: 'Go to the lab',
    toHome: 'Start page',
  },
  home: {
    course: 'Start the course',
    courseText: 'One question at a time: predict, break it, watch, explain, mend it.',
    goOn: (title: string): string => `Continue: ${title}`,
    allLessons: 'All lessons',
    lead: 'A small production system runs in this page. Break it, and see what its users pay in consistency, availability and latency.',
    how: 'Nothing is scripted: messages, queues, clocks and replicas are simulated one by one, the same in every browser. Any run can be rewound, changed, compared and shared as a link.',
    open: 'Open the lab',
    resume: 'Back to your run',
    presets: 'Scenarios, each with a story',
    homework: 'Homework',
    homeworkText: 'Given by link or file, handed in as a file, judged by playing it again.',
    room: 'Join a class',
    roomText: 'With a code from your teacher; or see how to open a room for a class of yours.',
    history: 'Judge a history',
    historyText: 'Drop what clients of a database saw, and see whether it kept its promises.',
    accurate: 'How accurate is this?',
    accurateText: 'Published results, computed again in your browser, beside the papers’ own figures.',
  },
  room: { inIt: 'You are still in the room.', back: 'Back to it' },
  help: { title: 'What the keys do' },
  percent,
}
