/**
 * What a learner may begin with: the source of every decision that stands in src/decisions, as text, each loaded when it is asked for.
 * A decision is added by its file there, its line here and its words in words/en/gallery.ts.
 */
import type { ContractName } from '../../decisions'
import type { Catalogue } from '../words'

export interface GalleryEntry {
  /** File of src/decisions/CONTRACT, without ending. */
  id: string
  /** Whether it is what runs where nobody changed anything. */
  builtIn: boolean
  text: () => Promise<string>
}
type Words = Catalogue['gallery']
type Ids<C extends ContractName> = readonly (keyof Words[C] & string)[]

/** By contract: first what is built in, then variants. */
const ENTRIES: { [C in ContractName]: { builtIn: Ids<C>; variants: Ids<C> } } = {
  balancer: {
    builtIn: ['roundRobin', 'random', 'leastOutstanding', 'powerOfTwo', 'consistentHash'],
    variants: ['near'],
  },
  breakerTrip: { builtIn: ['shares'], variants: ['inARow', 'never'] },
  breakerTrial: { builtIn: ['afterWait'], variants: ['patient', 'oneInTen'] },
  admit: { builtIn: ['asConfigured'], variants: ['inTime', 'shortQueue', 'importantFirst'] },
  replica: { builtIn: ['inTurn'], variants: ['nearest', 'leaderOnly', 'lowestLatency', 'random'] },
  consistency: { builtIn: ['asSet'], variants: ['strong', 'giveWay'] },
  quorum: { builtIn: ['asAsked'], variants: ['majority', 'one', 'reachable'] },
  partition: {
    builtIn: ['range', 'modulo', 'ring', 'jump', 'rendezvous', 'asMapped'],
    variants: ['hashed', 'inBlocks', 'oneShard'],
  },
  merge: { builtIn: ['lastWriter', 'keepAll', 'greatest'], variants: ['firstWriter', 'oneAuthority', 'mine'] },
  electionTimeout: { builtIn: ['randomised'], variants: ['widening', 'fixed'] },
  autoscale: { builtIn: ['proportional'], variants: ['withSpare', 'hasty', 'stepwise'] },
  fallback: { builtIn: ['inOrder'], variants: ['anything', 'refuse'] },
  limit: { builtIn: ['fixed', 'aimd', 'gradient', 'vegas'], variants: ['againstBest'] },
  cache: { builtIn: ['asFresh'], variants: ['always', 'never', 'youngerThan'] },
  hedge: { builtIn: ['afterDelay'], variants: ['atP95', 'both', 'never'] },
  program: { builtIn: ['primaryBackup'], variants: ['eager'] },
  retry: { builtIn: ['backoff', 'decorrelated'], variants: ['fullJitter', 'noJitter', 'atOnce', 'never'] },
}

const SOURCES = import.meta.glob<string>(
  ['../../decisions/*/*.ts', '!../../decisions/*/{contract,types,names,handlers}.ts'],
  { query: '?raw', import: 'default' },
)

export function galleryOf(contract: ContractName): GalleryEntry[] {
  const { builtIn, variants } = ENTRIES[contract]
  const made = (isBuiltIn: boolean) => (id: string) => ({
    id,
    builtIn: isBuiltIn,
    text: SOURCES[`../../decisions/${contract}/${id}.ts`],
  })
  return [...builtIn.map(made(true)), ...variants.map(made(false))]
}
