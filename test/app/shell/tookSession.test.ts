/** A session's file is known by its first words, wherever a file is opened; all others are somebody else's. */
import { afterEach, expect, test, vi } from 'vitest'
import { useOpened } from '../../../src/app/pastSession/opened'
import { tookSession } from '../../../src/app/shell/tookSession'

afterEach(() => vi.unstubAllGlobals())
const file = (text: string): File => new File([text], 'file.json')

test('a session’s is read and shown on its page', async () => {
  const location = { hash: '' }
  vi.stubGlobal('window', { location })
  expect(await tookSession(file('\uFEFF{ "faultlineSession": 1, "documents": {} }'))).toBe(true)
  expect(location.hash).toBe('#/session')
  expect(useOpened.getState()).toMatchObject({ reading: false, problem: null, session: { damaged: 0 } })
})
test.each(['{"faultline":1,"title":"\\"faultlineSession\\":"}', '"faultlineSession":', '[]', ''])(
  '%s is none',
  async (text) => {
    expect(await tookSession(file(text))).toBe(false)
  },
)
