/** `faultline export`, as its users call it: what it writes, `check` reads. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'faultline-export-'))
afterAll(() => rmSync(folder, { recursive: true }))

function faultline(...args: string[]) {
  return spawnSync(process.execPath, ['dist/cli/faultline.js', ...args], { encoding: 'utf8', maxBuffer: 1e8 })
}
const CUT = { kind: 'cut', link: { from: { node: 'shard-1a' }, to: { group: 'store' } } }
const cut = JSON.stringify([{ atUs: 2_000_000, afterEvents: 0, command: CUT }])

describe('export', () => {
  test.each(['jepsen-edn', 'jepsen-json'])(
    '%s: read back, checkouts stand; dashboards, which read and write one replica, do not',
    (format) => {
      const commands = join(folder, 'commands.json')
      writeFileSync(commands, cut)
      for (const [journey, valid] of [
        ['checkout', true],
        ['dashboard', false],
      ] as const) {
        const said = faultline(
          'export',
          'storefront',
          '--for',
          '10s',
          '--commands',
          commands,
          '--journey',
          journey,
          '--format',
          format,
        )
        expect(said).toMatchObject({ status: 0, stderr: '' })
        const file = join(folder, `${journey}.history`)
        writeFileSync(file, said.stdout)
        const verdict = faultline('check', file, '--format', format, '--model', 'register', '--json')
        expect(JSON.parse(verdict.stdout)).toMatchObject({ valid })
      }
    },
  )
  test('csv: a row an event, for spreadsheets', () => {
    const rows = faultline('export', 'storefront', '--for', '1s', '--format', 'csv').stdout.split('\r\n')
    expect(rows[0]).toBe('index,time_ns,process,type,f,value')
    expect(rows.length).toBeGreaterThan(100)
    const file = join(folder, 'rows.csv')
    writeFileSync(file, rows.join('\r\n'))
    const { status, stderr } = faultline('check', file)
    expect(status).toBe(3)
    expect(stderr).toContain('line 1 cannot be read: index,time_ns')
  })
  test.each([
    [['--format', 'yaml'], 'there is no format "yaml"'],
    [['--journey', 'nobody'], 'there is no journey "nobody"; there are checkout, dashboard, report'],
  ])('%j exits 2 with one clear line', (options, said) => {
    const { status, stderr } = faultline('export', 'storefront', ...options)
    expect(status).toBe(2)
    expect(stderr).toContain(said)
  })
})
