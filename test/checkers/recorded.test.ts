/** Real histories that other projects recorded and judged. They are not part of this repository: skipped where absent. */
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  MODELS,
  guessFormat,
  guessModel,
  judge,
  readHistory,
  writeJepsenEdn,
  writeJepsenJson,
} from '../../src/checkers'

const folder = new URL('../../../shared/histories/', import.meta.url)
const present = existsSync(new URL('verdicts.json', folder))
if (!present) console.log('skipped: ../shared/histories, the recorded histories, are not here')

type Expected = Record<string, { format: string; model: string; valid: boolean }>
const expected: Expected = present
  ? (JSON.parse(readFileSync(new URL('verdicts.json', folder), 'utf8')) as Expected)
  : {}
const judged = Object.entries(expected).filter(([, { model }]) => MODELS.includes(model))

describe.skipIf(!present)('recorded histories', () => {
  test.each(judged)('%s', (file, { format, model, valid }) => {
    const text = readFileSync(new URL(file, folder), 'utf8')
    const history = readHistory(text, format)
    const verdict = judge(history, model)
    expect(verdict.valid).toBe(valid)
    const kinds = [...new Set(verdict.anomalies.map(({ type }) => type))]
    expect(kinds).toEqual(valid ? [] : [model === 'list-append' ? 'cycle' : 'nonlinearizable'])
    expect(guessFormat(text)).toBe(format)
    if (model !== 'cas-register') expect(guessModel(history)).toBe(model)
    if (format === 'porcupine-etcd') return
    expect(judge(readHistory(writeJepsenEdn(history), 'jepsen-edn'), model).valid).toBe(valid)
    expect(judge(readHistory(writeJepsenJson(history), 'jepsen-json'), model).valid).toBe(valid)
  })
})
