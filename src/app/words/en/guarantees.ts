/** What breaks the guarantees that need no order of everything: sessions, staleness, sets, logs and what remains in the end. */
type Params = Readonly<Record<string, string | number>>
type Sentences = Readonly<Record<string, (p: Params) => string>>

/** " of key x", where there are keys. */
const of = ({ key }: Params): string => (key === '' || key === 'nil' ? '' : ` of key ${key}`)
const shown = (got: string | number | undefined): string => (got === undefined || got === '' ? 'nothing' : String(got))
const inLog = (p: Params): string => `${p.value} at offset ${p.offset} of ${p.key}`

export const GUARANTEE_FINDINGS: Sentences = {
  'read.invented': (p) => `a read${of(p)} showed ${p.got}, which nobody wrote, or whose write failed`,
  'session.monotonicReads': (p) =>
    p.got === undefined
      ? `monotonic reads: process ${p.process} had seen ${p.newer}${of(p)}, and then read without it`
      : `monotonic reads: process ${p.process} had seen ${p.newer}${of(p)}, and then read ${shown(p.got)}, which is older`,
  'session.readYourWrites': (p) =>
    `read your writes: process ${p.process} wrote ${p.newer}${of(p)}, and then read ${p.got === undefined ? 'without it' : `${p.got}, which is older`}`,
  'session.monotonicWrites': (p) =>
    `monotonic writes: process ${p.process} wrote ${p.first} and then ${p.second}${of(p)}; a read shows ${p.missing ? `${p.second} without ${p.first}` : `${p.second} before ${p.first}`}`,
  'session.writesFollowReads': (p) =>
    `writes follow reads: process ${p.process} had seen ${p.first} when it wrote ${p.second}${of(p)}; a read shows ${p.missing ? `${p.second} without ${p.first}` : `${p.second} before ${p.first}`}`,
  staleness: (p) =>
    `a read${of(p)} showed ${p.got} and missed ${p.missed === 1 ? 'a newer write' : `${p.missed} newer writes`}, acknowledged before it began: the first, ${p.first}${Number(p.staleMs) < 0 ? '' : `, ${Math.round(Number(p.staleMs) * 10) / 10} ms before`}`,
  monotonicity: (p) =>
    `a read${of(p)} gave ${p.got} after another had given ${p.before}: it only grows, so it went back`,
  convergence: (p) => `when writing had ended, one read${of(p)} showed ${p.one} and another ${p.other}`,
  'lost-write': (p) => `${p.value} was acknowledged${of(p)}, and in the end it is not there, nor anything newer`,
  'set-full.lost': (p) => `element ${p.value} was known to be in the set, and then never seen again`,
  'set-full.twice': (p) => `a read shows element ${p.value} twice`,
  'set-full.unexpected': (p) => `a read shows element ${p.value}, which nobody tried to add, or whose add failed`,
  'long-fork': (p) =>
    `long fork: one transaction saw the write of ${p.one} and not that of ${p.other}, another the write of ${p.other} and not that of ${p.one}`,
  'unique-ids': (p) => `${p.id} was handed out twice`,
  'log.inconsistentOffset': (p) => `offset ${p.offset} of ${p.key} holds ${p.other} for one and ${p.value} for another`,
  'log.duplicate': (p) => `${p.value} stands in ${p.key} twice, at offsets ${p.other} and ${p.offset}`,
  'log.aborted': (p) => `${inLog(p)} was polled, although its send failed`,
  'log.lost': (p) => `lost: ${inLog(p)} was acknowledged and nobody polled it, though what comes after it was polled`,
  'log.sendBackwards': (p) =>
    `${inLog(p)} was sent after what the same process had sent, and does not lie beyond its offset ${p.before}`,
  'log.pollBackwards': (p) => `a process polled ${inLog(p)} after it had come to offset ${p.before}`,
  'log.pollSkip': (p) =>
    `a process went from offset ${p.from} to ${p.to} of ${p.key} and passed over ${p.value} at ${p.offset}`,
}
