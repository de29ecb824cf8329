/** A learner comes back: by the short return code, in a browser that knows nothing and at another address, to all that they had. */
import { readFileSync, writeFileSync } from 'node:fs'
import { policyId } from '../../src/policies'
import { ENGINE_VERSION } from '../../src/scenarios/engineVersion'
import { plainText } from '../../src/lessons/text/lessonText'
import { applying, codeOf } from '../policies/applied'
import { REMEMBERING } from '../policies/remembering'
import type { Classroom } from './support/classroom'
import { comeBack, inARoom, joinBy, part, returnCode, saved, teach } from './support/classroom'
import { act, clock, fingerprint, pause, press, reload, running } from './support/lab'
import { experiment, lessonOf, predict, section, titleOf } from './support/lesson'
import type { Page } from './support/test'
import { expect, test } from './support/test'

let room: Classroom
inARoom((opened) => (room = opened))

async function theirRun(teacher: Page, name: string) {
  await part(teacher, 'Learners')
  await teacher.getByRole('button', { name: new RegExp(`^${name}\\b`) }).click()
  await press(teacher, 'Open their run')
  return teacher.getByRole('dialog', { name: `${name}’s run` })
}

test('the run is the one that was left, for the teacher too, and what is done there goes on everywhere', async ({
  page: teacher,
  watched,
}) => {
  await teach(teacher, room)
  const first = await watched.freshPage()
  const name = await joinBy(first, room.join)
  await running(first)
  await act(first, 'shard-2b', 'Kill')
  await pause(first)
  await saved(first)
  const print = await fingerprint(first)
  const atS = await clock(first)

  const second = await watched.freshPage()
  await comeBack(second, room, await returnCode(first))
  await expect(second.getByText(`You are ${name}`)).toBeVisible()
  await expect(second.getByText(/^You killed shard-2b/).first()).toBeVisible()
  await expect.poll(() => clock(second)).toBe(atS)
  expect(await fingerprint(second)).toBe(print)
  await saved(second)
  const dialog = await theirRun(teacher, name)
  await expect(
    dialog
      .frameLocator('iframe')
      .getByText(/^You killed shard-2b/)
      .first(),
  ).toBeVisible({ timeout: 60_000 })
  await press(teacher, 'Close', dialog)

  await act(second, 'shard-4c', 'Kill')
  await expect.poll(() => fingerprint(second)).not.toBe(print)
  await saved(second)
  const further = await fingerprint(second)
  await reload(first)
  await expect.poll(() => clock(first)).toBe(atS)
  expect(await fingerprint(first)).toBe(further)
})

test('a run too long for a link comes back too, and the teacher can look at it', async ({ page: teacher, watched }) => {
  await teach(teacher, room)
  const first = await watched.freshPage()
  const name = await joinBy(first, room.join)
  await running(first)
  await press(first, 'Share')
  const chooser = first.waitForEvent('filechooser')
  await press(first, 'Open file…')
  await (await chooser).setFiles({ name: 'long.json', mimeType: 'application/json', buffer: Buffer.from(longRun()) })
  await press(first, 'Run', first.getByRole('alertdialog', { name: 'This run carries code' }))
  await expect.poll(() => clock(first)).toBe(20)
  await saved(first)
  const print = await fingerprint(first)

  const dialog = await theirRun(teacher, name)
  const frame = dialog.frameLocator('iframe')
  await frame.getByRole('button', { name: 'Run', exact: true }).click({ timeout: 60_000 })
  await expect(frame.getByTitle('Virtual time')).toContainText(/\b20\.0*\b/, { timeout: 60_000 })
  await press(teacher, 'Close', dialog)

  const second = await watched.freshPage()
  await comeBack(second, room, await returnCode(first))
  await expect.poll(() => clock(second)).toBe(20)
  expect(await fingerprint(second)).toBe(print)
})
/** Its code is longer than any link holds, however it is packed. */
function longRun(): string {
  let x = 1
  const noise = Array.from({ length: 60_000 }, () => {
    x = (Math.imul(x, 1_103_515_245) + 12_345) & 0x7fffffff
    return String.fromCharCode(48 + ((x >> 16) % 74))
  }).join('')
  const source = REMEMBERING.files[REMEMBERING.entry]
  const codes = [0, 1].map((i) =>
    codeOf(REMEMBERING.contract, `${source}\n// ${i} ${noise.split('').reverse().join('')}`.slice(0, 63_000)),
  )
  const policies = Object.fromEntries(codes.map((code) => [policyId(code), code]))
  const commands = codes.map((code, i) => applying(code, {}, (i + 1) * 1_000_000))
  const run = { engine: ENGINE_VERSION, scenario: 'storefront', seed: 11, policies, commands, horizonUs: 20_000_000 }
  return JSON.stringify({ faultline: 1, run })
}

test('a lesson goes on where it was left, with what was predicted and tried, on another device and from a file', async ({
  page: teacher,
  watched,
}) => {
  await teach(teacher, room)
  const lesson = lessonOf('did-it-happen')
  const give = await part(teacher, 'Give')
  await give.getByRole('combobox', { name: 'What', exact: true }).selectOption('A lesson')
  await give.getByRole('combobox', { name: 'Which' }).selectOption(titleOf(lesson))
  await press(teacher, 'Give to everybody', give)
  const first = await watched.freshPage()
  await joinBy(first, room.join)
  await press(first, 'Go on')
  await predict(first, lesson)
  await experiment(first, lesson)
  await expect(section(first, 'What happened')).toBeVisible()
  await press(first, 'Go on')
  await expect(section(first, 'Why')).toBeVisible()
  await saved(first)

  const second = await watched.freshPage()
  await comeBack(second, room, await returnCode(first))
  await expect(section(second, 'Why')).toBeVisible()
  await second
    .getByRole('button', { name: /What happened/ })
    .first()
    .click()
  const [prediction] = lesson.spec.predictions
  const [option] = prediction.kind === 'choice' ? prediction.options : []
  await expect(
    second.getByText(plainText(lesson.text.predictions[prediction.id].items[option.id]).trim()).first(),
  ).toBeVisible()

  // And without the room, from what they took home: the run, verified, and the lesson beside it.
  await press(first, 'Me ▾')
  const download = first.waitForEvent('download')
  await press(first, 'Save my work')
  const file = await (await download).path()
  const home = await watched.freshPage()
  await home.goto('./#/lab')
  await running(home)
  const open = async (path: string): Promise<void> => {
    await press(home, 'Share')
    const chooser = home.waitForEvent('filechooser')
    await press(home, 'Open file…')
    await (await chooser).setFiles(path)
  }
  const damaged = test.info().outputPath('damaged.json')
  writeFileSync(damaged, readFileSync(file, 'utf8').replace('"visited":', '"seen":'))
  await open(damaged)
  await expect(home.getByText(/verified.*A part of the progress .* could not be read, and was left out/)).toBeVisible()
  await open(file)
  await expect(home.getByText(/verified.*Progress of one lesson came with it/)).toBeVisible()
  await home.goto(`./#/lesson/${lesson.spec.slug}`)
  await expect(section(home, 'Why')).toBeVisible()
})
