import { deflateSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type * as lab from '../../src/lab/protocol'
import { fromBase64url, toBase64url } from '../../src/scenarios/base64url'
import { decodeFile, encodeFile } from '../../src/scenarios/codec'
import { decodeLink, encodeLink } from '../../src/scenarios/link'
import { PRESETS } from '../../src/scenarios/presets/all'
import type { Fingerprint, RunValue, SavedRun, Session } from '../../src/scenarios/run'
import { validateRun, validateSession } from '../../src/scenarios/savedRun'
import { storefrontFaults } from './everyFault'
import { changed, refusalOf } from './gate'

const run: RunValue = {
  engine: '0.1.0',
  scenario: 'storefront',
  seed: 7,
  policies: {},
  commands: storefrontFaults.map((command, i) => ({ atUs: 1_000_000 * i, afterEvents: 3_000 * i, command })),
  horizonUs: 60_000_000,
}
const saved: SavedRun = {
  run,
  fingerprint: { hex: '00ff00ff00ff00ff', atUs: 60_000_000, events: 200_000 },
  view: {
    map: 'spaceTime',
    playheadUs: 41_000_000,
    selection: { kind: 'operation', client: 0, count: 99 },
    openGroups: ['store'],
    moved: { cache: { dx: 40, dy: -12 } },
    speed: 0.02,
    caption: 'Schauen Sie: → 数 😀 \u0000 </script>',
  },
}
const whole: SavedRun = { run: { ...run, scenario: PRESETS.storefront } }

describe('the shapes that the lab speaks', () => {
  it('are the shapes saved here', () => {
    const asSpoken: lab.RunValue = run
    const asSaved: RunValue = asSpoken
    const spoken = (session: Session): lab.Session => session
    const kept = (session: lab.Session): Session => session
    const fingerprint = (f: lab.Fingerprint): Fingerprint => f
    expect([asSaved, spoken, kept, fingerprint]).toHaveLength(4)
  })
})

describe.each([
  ['file', encodeFile, decodeFile],
  ['link', encodeLink, decodeLink],
] as const)('a saved run through a %s', (_kind, encode, decode) => {
  it('comes back equal', () => {
    expect(decode(encode(saved))).toEqual(saved)
    expect(decode(encode(whole))).toEqual(whole)
    expect(encode(decode(encode(saved)))).toBe(encode(saved))
  })

  it.each([
    ['run.seed', -1, 'run.invalid', 'run.seed', 'outOfRange'],
    ['run.seed', 2 ** 53, 'run.invalid', 'run.seed', 'outOfRange'],
    ['run.seed', 1.5, 'run.invalid', 'run.seed', 'notWhole'],
    ['run.engine', '<b>', 'run.invalid', 'run.engine', 'notName'],
    ['run.scenario', 'nowhere', 'run.unknownPreset', 'scenario', 'unknownPreset'],
    ['run.scenario', 'constructor', 'run.invalid', 'run.scenario', 'reservedName'],
    ['run.scenario', 7, 'run.invalid', 'run.scenario', 'wrongType'],
    ['run.scenario', { version: 2 }, 'scenario.version', 'version', 'unknownVersion'],
    ['run.scenario', { ...PRESETS.storefront, zones: [] }, 'scenario.invalid', 'zones', 'tooFew'],
    ['run.policies', { retry: 'while (true) {}' }, 'run.invalid', 'run.policies.retry', 'notHex'],
    ['run.horizonUs', 1e12, 'run.invalid', 'run.horizonUs', 'outOfRange'],
    ['run.commands.0.command.target.node', 'shard-9z', 'run.command', 'commands[0].command.target.node', 'unknownNode'],
    ['run.commands.1.atUs', -1, 'run.invalid', 'run.commands[1].atUs', 'outOfRange'],
    ['run.commands.1.atUs', 9e9, 'run.invalid', 'commands[2].atUs', 'notAscending'],
    ['run.more', 1, 'run.invalid', 'run.more', 'unknownField'],
    ['fingerprint.hex', 'xyz', 'run.invalid', 'fingerprint.hex', 'notHex'],
    ['fingerprint.events', -1, 'run.invalid', 'fingerprint.events', 'outOfRange'],
    ['view.map', '3d', 'run.invalid', 'view.map', 'notOneOf'],
    ['view.caption', 'x'.repeat(281), 'run.invalid', 'view.caption', 'tooLong'],
    ['view.selection', { kind: 'node', node: 'x' }, 'run.invalid', 'view.selection.node', 'wrongType'],
    ['view.moved', { cache: { dx: 1e9, dy: 0 } }, 'run.invalid', 'view.moved.cache.dx', 'outOfRange'],
    ['view.moved', { cache: 7 }, 'run.invalid', 'view.moved.cache', 'wrongType'],
    ['view.script', 'x', 'run.invalid', 'view.script', 'unknownField'],
  ])('with %s = %j is refused', (path, value, code, field, problem) => {
    const bad = changed(path, value, saved) as SavedRun
    expect(refusalOf(() => decode(encode(bad)))).toMatchObject({ code, field, problem })
  })
})

describe('a file', () => {
  it.each([
    ['', 'file.text', 'empty'],
    ['{', 'file.text', 'notJson'],
    ['[]', 'file.invalid', 'wrongType'],
    ['null', 'file.invalid', 'wrongType'],
    ['{"version": 1}', 'file.invalid', 'wrongType'],
    ['{"faultline": 2, "run": {}}', 'file.version', 'unknownVersion'],
    ['{"faultline": 1}', 'run.invalid', 'missing'],
    ['{"faultline": 1, "__proto__": {}}', 'file.invalid', 'forbiddenKey'],
    ['['.repeat(20_000), 'file.text', 'tooDeep'],
    [`{"faultline": "${'x'.repeat(5_000_000)}"}`, 'file.text', 'tooLong'],
  ])('%.30s is refused', (text, code, problem) => {
    expect(refusalOf(() => decodeFile(text))).toMatchObject({ code, problem })
  })
})

describe('a link', () => {
  const linkOf = (bytes: Uint8Array) => `1.${toBase64url(bytes)}`
  const ascii = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0))

  it('to a preset is short', () => {
    const link = encodeLink({ run: { ...run, commands: run.commands.slice(0, 3) }, fingerprint: saved.fingerprint })
    expect(link).toMatch(/^1\.[A-Za-z0-9_-]+$/)
    expect(link.length).toBeLessThan(500)
  })

  it.each([
    ['', 'link.version'],
    ['2.AAAA', 'link.version'],
    ['1.', 'link.text'],
    ['1.AA=A', 'link.damaged'],
    ['1.AAAAA', 'link.damaged'],
    ['1.____', 'link.damaged'],
    [`1.${'A'.repeat(100_000)}`, 'link.tooLong'],
  ])('%.12s is refused', (link, code) => {
    expect(refusalOf(() => decodeLink(link))).toMatchObject({ code })
  })

  it('cut short anywhere, or with any one character changed, gives a refusal or a valid run, never a crash', () => {
    const link = encodeLink(saved)
    for (let at = 2; at < link.length; at += 3) {
      refusalOf(() => decodeLink(link.slice(0, at)))
      const other = link[at] === 'A' ? 'B' : 'A'
      try {
        expect(validateRun(decodeLink(link.slice(0, at) + other + link.slice(at + 1)).run)).toBeDefined()
      } catch (error) {
        expect(error).toMatchObject({ name: 'FaultlineError' })
      }
    }
  })

  it('that would unpack to a hundred megabytes is refused after the first', () => {
    const bomb = deflateSync(new Uint8Array(40_000_000).fill(32), { level: 9 })
    expect(bomb.length).toBeLessThan(64 * 1024)
    expect(refusalOf(() => decodeLink(linkOf(bomb)))).toMatchObject({
      code: 'link.unpacksTooLong',
      allowed: '0 to 1000000',
    })
  })

  it('holds JSON in plain characters, or is damaged', () => {
    expect(refusalOf(() => decodeLink(linkOf(deflateSync(ascii('{}')))))).toMatchObject({ code: 'link.invalid' })
    expect(refusalOf(() => decodeLink(linkOf(deflateSync(ascii('{')))))).toMatchObject({ code: 'link.text' })
    expect(refusalOf(() => decodeLink(linkOf(deflateSync(ascii('"é"')))))).toMatchObject({ code: 'link.damaged' })
  })

  it('that would unpack to more than it may is refused when made, however well it packs', () => {
    const sides = [[{ zone: 'a' }], Array.from({ length: 200 }, () => ({ zone: 'b' }))]
    const commands = Array.from({ length: 600 }, () => ({
      atUs: 0,
      afterEvents: 0,
      command: { kind: 'partition' as const, groups: sides },
    }))
    const long = { run: { ...run, commands } }
    expect(refusalOf(() => encodeLink(long))).toMatchObject({ code: 'link.tooLong', allowed: '0 to 1000000' })
    expect(refusalOf(() => encodeFile(long))).toMatchObject({ code: 'file.tooLong', allowed: '0 to 1000000' })
  })

  it('too long for an address is refused when made, so that a file can be offered', () => {
    const commands = Array.from({ length: 5_000 }, (_, i) => ({
      atUs: i * 7_919,
      afterEvents: i * 104_729 + ((i * i) % 7_907),
      command: { kind: 'offsetClock' as const, target: { node: 'api-1' }, offsetUs: (i * 2_654_435_761) % 1_000_003 },
    }))
    const long = { run: { ...run, commands } }
    expect(refusalOf(() => encodeLink(long))).toMatchObject({ code: 'link.tooLong', allowed: '0 to 65536' })
    expect(decodeFile(encodeFile(long))).toEqual(long)
  })
})

describe('base64url', () => {
  it('is that of RFC 4648, without padding', () => {
    const table = { '': '', f: 'Zg', fo: 'Zm8', foo: 'Zm9v', foob: 'Zm9vYg', fooba: 'Zm9vYmE', foobar: 'Zm9vYmFy' }
    for (const [plain, encoded] of Object.entries(table)) {
      const bytes = Uint8Array.from(plain, (c) => c.charCodeAt(0))
      expect(toBase64url(bytes)).toBe(encoded)
      expect(fromBase64url(encoded)).toEqual(bytes)
    }
    expect(toBase64url(Uint8Array.of(0xfb, 0xff))).toBe('-_8')
  })
})

describe('a session', () => {
  const session: Session = {
    engine: '0.1.0',
    scenario: 'storefront',
    seed: 7,
    policies: {},
    branches: [
      { id: 0, parent: null, forkAtUs: 0, name: null, commands: run.commands, endUs: 60_000_000 },
      { id: 3, parent: 0, forkAtUs: 20_000_000, name: 'what if …?', commands: [], endUs: 50_000_000 },
    ],
    active: 3,
    compare: 0,
    playheadUs: 33_000_000,
  }

  it('comes back as it was saved', () => {
    expect(validateSession(JSON.parse(JSON.stringify(session)))).toEqual(session)
    const own = { ...session, scenario: PRESETS.storefront }
    expect(validateSession(structuredClone(own))).toEqual(own)
  })

  it.each([
    ['branches', [], 'branches', 'tooFew'],
    ['branches.1.id', 0, 'branches[1].id', 'duplicate'],
    ['branches.1.parent', 3, 'branches[1].parent', 'unknownBranch'],
    ['branches.1.parent', null, 'branches[1].parent', 'unknownBranch'],
    ['branches.0.parent', 0, 'branches[0].parent', 'unknownBranch'],
    ['branches.1.name', 'x'.repeat(61), 'branches[1].name', 'tooLong'],
    ['active', 1, 'active', 'unknownBranch'],
    ['compare', 9, 'compare', 'unknownBranch'],
    ['playheadUs', -1, 'playheadUs', 'outOfRange'],
  ])('with %s = %j is refused', (path, value, field, problem) => {
    const bad = changed(path, value, session)
    expect(refusalOf(() => validateSession(bad))).toMatchObject({ code: 'session.invalid', field, problem })
  })
})
