/**
 * What learners are called. Nobody gives a name to join: the room gives a friendly one of two plain words, and a learner may wish for
 * another, which passes a filter before anybody sees it. The filter is for the worst; hosts can rename anybody.
 */
import { ROOM_LIMITS } from './limits'
import { isAsItLooks } from './lookAlikes'

const FIRST = words(
  'Amber Bold Brave Bright Brisk Calm Cheerful Clear Clever Copper Crisp Curious Daring Deft Eager Early Fair Fleet Fond Frank ' +
    'Gentle Glad Golden Grand Green Happy Hardy Honest Humble Jolly Keen Kind Lively Loyal Lucky Mellow Merry Mild Neat Nimble ' +
    'Noble Open Patient Placid Plucky Polite Prompt Proud Quick Quiet Ready Rosy Silver Smart Snug Spry Steady Sunny Swift ' +
    'Tidy True Upbeat Warm Witty',
)
const SECOND = words(
  'Acorn Alder Badger Beacon Birch Bison Bridge Cedar Clover Comet Condor Coral Crane Dolphin Falcon Fern Finch Fjord Gecko Harbour ' +
    'Hazel Heron Ibis Island Juniper Kestrel Koala Lantern Lark Lemur Lynx Maple Marten Meadow Moose Nightjar Oak Orca Osprey Otter ' +
    'Panda Pebble Pelican Pine Plover Puffin Quail Raven Reef River Robin Sparrow Spruce Stork Summit Swallow Tapir Tern Thistle ' +
    'Toucan Walnut Willow Wren Yak',
)
function words(text: string): string[] {
  return text.split(' ')
}

/** The `n`th of 4,096 names, each once before any comes again; near numbers give names that differ in both words. */
export function friendlyName(n: number): string {
  const place = (Math.imul(n, 1_531) >>> 0) % (FIRST.length * SECOND.length)
  return `${FIRST[place % FIRST.length]} ${SECOND[Math.floor(place / FIRST.length)]}`
}

export type NameProblem = 'empty' | 'long' | 'signs' | 'refused' | 'taken'

/** A wished name as it may be shown, or why not. `taken`: names of others in the room. */
export function wishedName(wish: string, taken: Iterable<string>): { name: string } | { problem: NameProblem } {
  const name = wish.slice(0, 400).normalize('NFKC').replace(/\s+/gu, ' ').trim()
  if (name === '') return { problem: 'empty' }
  if (name.length > ROOM_LIMITS.nameCharacters) return { problem: 'long' }
  // Letters, their marks, digits, and few signs: no control characters, no turned direction, nothing invisible, no pictures.
  if (!/^[\p{L}\p{M}\p{N} .'’_-]+$/u.test(name) || !/[\p{L}\p{N}]/u.test(name)) return { problem: 'signs' }
  if (!isAsItLooks(name)) return { problem: 'signs' }
  if (/\p{M}{3}/u.test(name)) return { problem: 'signs' }
  if (isRude(name)) return { problem: 'refused' }
  const same = sound(name)
  for (const other of taken) if (sound(other) === same) return { problem: 'taken' }
  return { name }
}

/** Words that are refused anywhere in a name, and those only as a word of their own (they stand inside harmless ones). */
const ANYWHERE = words(
  'fuck shit cunt nigger nigga faggot bitch whore wank hitler nazi rapist porn penis vagina retard pussy bastard arsehole asshole',
)
const ALONE = words('ass arse cock dick tit tits cum fag sex slut twat rape anus kkk isis poo turd')
const FOLDED: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '9': 'g',
}

/** As it would be heard: without marks, case, signs, and digits for letters. */
function sound(name: string): string {
  return plain(name).replace(/[^\p{L}\p{N}]/gu, '')
}
function plain(name: string): string {
  const bare = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return bare.replace(/[0-9]/g, (digit) => FOLDED[digit] ?? digit)
}
/** Words are looked at one by one (“Open Island” is harmless), and letters spelled out (“f u c k”) as one. */
function isRude(name: string): boolean {
  const parts = plain(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '')
  const spelled = parts.every((part) => part.length <= 2) ? [parts.join('')] : []
  return [...parts, ...spelled].some((word) => {
    // Letters drawn out (fuuuck) are one.
    const short = drawnIn(word)
    return ALONE.includes(word) || ANYWHERE.some((rude) => word.includes(rude) || short.includes(drawnIn(rude)))
  })
}
function drawnIn(word: string): string {
  return word.replace(/(.)\1+/gu, '$1')
}
