/** The words of src/app/room: the door, and what a learner in a room sees. */
import type { RefusalCode } from '../../../classroom/messages'
import type { CauseKind } from '../../../classroom/suspects'
import type { SharedRole } from '../../../classroom/documents/sequence'
import type { Sure } from '../../../classroom/fields'
import { duration, moment } from '../numbers'

const SURE: Record<Sure, string> = { guess: 'a guess', likely: 'fairly sure', sure: 'sure' }
const SAVED: Record<'saved' | 'saving' | 'away' | 'refused', string> = {
  saved: 'Saved',
  saving: 'Saving…',
  away: 'The room’s computer is away. Go on: nothing is lost, and it is sent when it is back.',
  refused: 'The room’s computer could not store your work. It is kept in this browser.',
}
const REFUSALS: Record<RefusalCode, string> = {
  'room.badRequest': 'The room’s computer did not understand this page. Reload it and try again.',
  'room.protocol': 'This page is older or newer than the room’s computer. Reload it: your work is kept.',
  'room.noSuchRoom': 'There is no room with this code. Look at it again: letters and digits, nine of them.',
  'room.ended': 'This room is over.',
  'room.full':
    'This room is full: every place is taken. Tell your teacher, who can free the places of those who are away.',
  'room.oldLink':
    'This link or QR code is an old one: your teacher has made a new code. Ask for it, or scan the QR code that is shown now.',
  'room.tooManyFailures': 'Too many wrong codes came from here. Wait a little, or use the QR code.',
  'room.tooManyHosts': 'This room has as many co-hosts as it can have. Withdraw one first.',
  'room.tooManyJoins': 'Too many are coming in from here at once.',
  'room.withdrawn': 'This link no longer leads the room: whoever gave it has withdrawn it.',
  'room.noSuchToken':
    'This browser’s place in the room is no longer known. Join again, with your return code if you have it.',
  'room.noSuchReturnCode':
    'Nobody in this room has this return code. Look at it again: letters and digits, eight of them.',
  'room.barred': 'The teacher has closed this room for you.',
  'room.notYours': 'This part of the room is not for you.',
  'room.readOnly': 'This part of the room is only for reading.',
  'room.presence': 'The room’s computer keeps the list of who is here by itself.',
  'room.tooLarge': 'This is too large for the room. Undo some of it, or save it as a file.',
  'room.tooFast': 'Too much at once. Wait a moment.',
  'room.tooManySockets': 'This room has more pages open than it can hold.',
  'room.malformed': 'The room’s computer did not understand this page. Reload it and try again.',
  'room.silent': 'The room’s computer did not hear who you are. Reload the page.',
  'room.elsewhere': 'The room is open in another tab or on another device of yours, and goes on there.',
  'room.notStored': 'The room’s computer could not store this. It is kept in this browser.',
  'room.locked': 'The teacher has locked this for now.',
  'room.notOwner': 'This part of the cluster belongs to somebody else.',
  'room.noCluster': 'No shared cluster is running.',
  'room.sequenceFull': 'The shared cluster has had as many acts as it can hold.',
  'name.empty': 'Type a name first.',
  'name.long': 'This name is too long: 24 letters at most.',
  'name.signs': 'Letters, digits and spaces only, please.',
  'name.refused': 'Choose another name, please.',
  'name.taken': 'Somebody here has this name already.',
  'name.given': 'In this room names are given.',
}

const KINDS: Record<CauseKind, string> = {
  kill: 'it died',
  stall: 'it stands still',
  slow: 'it works slowly',
  stallDisk: 'its disk stands still',
  offsetClock: 'its clock is off',
  jumpClock: 'its clock jumped',
  driftClock: 'its clock runs wrong',
  degrade: 'it answers with errors or late',
  cut: 'nothing gets through',
  delay: 'everything takes longer on the way',
  lose: 'some of it gets lost on the way',
  duplicate: 'some of it comes twice',
  reorder: 'some of it comes out of order',
  limit: 'the way is narrow',
  flap: 'the way breaks and heals again and again',
  partition: 'the network is parted',
  isolate: 'it is cut off from everything',
}

/** node db-1, shard 1, zone north, link node a>node b: as it reads in a list. Shards count from 1, as the map names them. */
function place(where: string): string {
  const link = /^link (.+)>(.+)$/.exec(where)
  if (link) return `${place(link[1])} ↔ ${place(link[2])}`
  const [what, ...rest] = where.split(' ')
  const name = rest.join(' ')
  if (what === 'node') return name
  return what === 'shard' ? `shard-${Number(name) + 1}` : where
}

export const room = {
  title: 'A room',
  sure: SURE,
  /** As a sentence begins: “Your teacher killed shard-2b”. */
  actors: { teacher: 'Your teacher', somebody: 'Somebody in the room' },
  refused: (code: string, retryS?: number): string =>
    `${REFUSALS[code as RefusalCode] ?? REFUSALS['room.badRequest']}${retryS === undefined ? '' : ` In ${retryS} s you can try again.`}`,
  wait: 'One moment…',
  alone: {
    title: 'There is no room here',
    text: 'This page was opened from a plain website, or the room’s computer does not answer. Everything but rooms works without it.',
    retry: 'Try again',
    how: 'To open a room for a class',
    steps: [
      'On your computer, with Node.js 20.19 or newer, in Faultline’s folder:',
      'Share the address that it prints, or its QR code. Nobody needs an account.',
    ],
    command: 'npm ci && npm run classroom -- --host 0.0.0.0',
    home: 'Start page',
  },
  door: {
    title: 'Join a room',
    lead: 'No account. The room gives you a friendly name, and you can change it.',
    code: 'Code',
    codeHint: 'nine letters and digits, from your teacher',
    join: 'Join',
    joinThis: 'Join this room',
    again: 'I was here before',
    againHint: 'On another device, or after clearing the browser: your return code brings you back to your place.',
    returnCode: 'Return code',
    comeBack: 'Come back',
    last: 'Back to the room I was in',
    notACode: 'A code has nine letters and digits.',
    notAReturnCode: 'A return code has eight letters and digits.',
    host: 'Open a room',
    hostHint: 'With the key that the room’s computer printed when it was started.',
    key: 'Key',
    open: 'Open',
  },
  out: {
    title: 'You are out of the room',
    left: 'Your place is kept: come back whenever you like.',
    back: 'Come back',
    work: 'Save my work as a file',
    lab: 'To the lab',
  },
  bar: {
    label: 'You in the room',
    name: (name: string): string => `You are ${name}`,
    rename: 'Change your name',
    wish: 'What should the room call you?',
    take: 'Take this name',
    returnCode: (code: string): string => `Return code ${code}`,
    returnHint: 'With it you find your place again on any device.',
    hand: 'Raise your hand',
    handUp: 'Your hand is up',
    saved: SAVED,
    tooLong: 'This run is too long for the room to keep: save it as a file.',
    frozen: 'Your teacher has stopped the clock.',
    locked: 'Your teacher has locked acts and code.',
    lockedCode: 'Your teacher has locked code.',
    lockedFaults: 'Your teacher has locked acts.',
    leave: 'Leave',
    work: 'Save my work',
    workFile: 'faultline-my-work.json',
    more: 'Me ▾',
  },
  thisDevice: 'on this device',
  given: {
    none: 'You are in. Your teacher will give you something to do; until then, here is the lab.',
    broken: 'What your teacher gave could not be opened. Your teacher knows what it was; ask for it again.',
    shared: 'One cluster for the whole class',
  },
  shared: {
    roles: { balancer: 'the balancer', adversary: 'the adversary', onCall: 'on call' } satisfies Record<
      SharedRole,
      string
    >,
    shard: (shard: number): string => `shard-${shard + 1}`,
    yours: (parts: string[]): string => `Yours to act on: ${parts.join(', ')}`,
    nothing: 'One cluster for the whole class. Nothing of it is yours yet: you watch.',
    paused: 'Your teacher has paused it.',
    behind: 'This device is behind the room, and catching up.',
    steps: 'This device is slower than the room: it follows in steps.',
    caughtUp: (fromUs: number): string => `You came to it at ${moment(fromUs)}, from the room’s checkpoint.`,
    again: 'A checkpoint was not what the others compute: this page played again from the beginning.',
    same: (atUs: number): string => `At ${moment(atUs)} it is what everybody computes.`,
    differs: (atUs: number): string =>
      `At ${moment(atUs)} it is not what the others compute: reload the page, and tell your teacher.`,
  },
  vote: {
    title: 'A question to the class',
    second: 'Once more, after talking it over',
    howSure: 'How sure are you?',
    vote: 'Vote',
    change: 'Change my vote',
    yours: (option: string): string => `You voted: ${option}`,
    predict: 'Commit to your prediction in the lesson: it counts as your first vote.',
    predicted: (option: string): string =>
      `Your prediction: ${option}. What the others think stays hidden until your teacher reveals it.`,
    closed: 'Voting is over. The answers come in a moment.',
    missed: 'Voting is over.',
    result: (votes: number, of: number): string => `${votes} of ${of}`,
    right: 'so it is',
    first: 'first vote',
    then: 'second vote',
    close: 'Close',
  },
  fault: {
    title: 'Something is wrong with your cluster',
    text: 'Find out from charts, signals and traces what it is, and say so here. Then mend it.',
    kind: 'What happened',
    where: 'Where',
    choose: 'Choose…',
    whole: 'the whole cluster',
    kinds: KINDS,
    place,
    cause: ({ kind, where }: { kind: string; where: string }): string =>
      `${where === '' ? 'the whole cluster' : place(where)}: ${KINDS[kind as CauseKind] ?? kind}`,
    say: 'This is it',
    said: (n: number): string => `You have said ${n === 1 ? 'one thing' : `${n} things`} so far. You can say more.`,
    mendIt: 'What you named last would be mended by this:',
    mended: 'It is mended',
    mendedSaid: 'You said that it is mended. Your run does not show it yet.',
    repaired: (afterUs: number): string => `Your run shows it mended, ${duration(afterUs)} after it began.`,
    revealed: 'It was:',
    open: 'Diagnose',
    openly: (what: string): string => `Your teacher did this: ${what}`,
  },
}
