/** The history page's lists are those of the checkers, which it does not load. */
import { expect, test } from 'vitest'
import { FORMATS, MODELS } from '../../src/app/history/offered'
import { FORMATS as READ, MODELS as JUDGED } from '../../src/checkers'

test('formats and models', () => {
  expect(FORMATS).toEqual(READ)
  expect(MODELS).toEqual(JUDGED)
})
