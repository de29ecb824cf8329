/** A room with its teacher, three learners and the hall's screen, each in a browser of their own, on plain http under another name. */
import type { Classroom } from './support/classroom'
import { inARoom, joinBy, joinByCode, part, saved, teach } from './support/classroom'
import { findings } from './support/axe'
import { clock, find, press, running } from './support/lab'
import type { Page } from './support/test'
import { expect, test } from './support/test'

let room: Classroom
inARoom((opened) => (room = opened))

const barOf = (page: Page) => page.getByRole('region', { name: 'You in the room' })
const tile = (page: Page, name: string) =>
  page.getByRole('region', { name: 'Learners', exact: true }).getByRole('button', { name: new RegExp(`^${name}\\b`) })

async function ask(teacher: Page, question: string, answers: string[]): Promise<void> {
  const votes = await part(teacher, 'Votes')
  await votes.getByRole('textbox', { name: 'Question' }).fill(question)
  for (const [i, answer] of answers.entries()) {
    if (i > 1) await press(teacher, 'One more answer', votes)
    await votes.getByRole('textbox', { name: `Answer ${i + 1}` }).fill(answer)
  }
  await press(teacher, 'Ask', votes)
}
async function vote(learner: Page, answer: string): Promise<void> {
  const card = learner.getByRole('region', { name: 'A question to the class' })
  await card.getByRole('radio', { name: answer }).check()
  await card.getByRole('radio', { name: 'sure', exact: true }).check()
  await press(learner, 'Vote', card)
  await expect(card.getByText(`You voted: ${answer}`)).toBeVisible()
}

test('learners join by code and by link, are given a cluster, frozen and released, raise hands, are renamed and removed', async ({
  page: teacher,
  watched,
}) => {
  await teach(teacher, room)
  expect(await teacher.evaluate(() => isSecureContext)).toBe(false)
  const title = teacher.getByRole('textbox', { name: 'The room’s title' })
  await title.fill('Replicas on Monday')
  await title.press('Enter')
  await expect(teacher.getByText(room.code, { exact: true })).toBeVisible()

  const [ada, bob] = [await watched.freshPage(), await watched.freshPage()]
  const adaName = await joinByCode(ada, room)
  const bobName = await joinBy(bob, room.join)
  await expect(teacher.getByText('2 here', { exact: true })).toBeVisible()
  await expect(ada.getByText('Replicas on Monday')).toBeVisible()
  await expect(tile(teacher, adaName)).toContainText('running')

  const give = await part(teacher, 'Give')
  await give.getByRole('combobox', { name: 'Which' }).selectOption('A web tier')
  await press(teacher, 'Give to everybody', give)
  await expect(ada.getByRole('button', { name: /^A web tier/ })).toBeVisible()
  await running(ada)

  await press(teacher, 'Freeze')
  await expect(ada.getByText('Your teacher has stopped the clock.')).toBeVisible()
  const frozenAt = await clock(ada)
  await find(ada, 'Seek to 50 s', 'seek 50 s')
  await expect(ada.getByText(/^Your teacher has stopped the clock: nothing can be done/)).toBeVisible()
  expect(await clock(ada)).toBeLessThan(50)
  await press(teacher, 'Release')
  await expect.poll(() => clock(ada)).toBeGreaterThan(frozenAt)

  await press(bob, 'Raise your hand')
  await part(teacher, 'Learners')
  await expect(tile(teacher, bobName)).toContainText('Hand up')
  await expect(teacher.getByRole('list').getByRole('button').first()).toContainText(bobName)

  await tile(teacher, bobName).click()
  const person = teacher.getByRole('complementary', { name: bobName })
  await person.getByRole('textbox', { name: 'New name' }).fill('Robert')
  await press(teacher, 'Rename', person)
  await expect(barOf(bob)).toContainText('You are Robert')
  const robert = teacher.getByRole('complementary', { name: 'Robert' })
  await press(teacher, 'Remove and bar', robert)
  await press(teacher, 'Yes, remove', robert)
  await expect(bob.getByText('The teacher has closed this room for you.')).toBeVisible()
  await press(bob, 'Come back')
  await expect.poll(() => watched.complaints.some((complaint) => complaint.includes('403'))).toBe(true)
  watched.forgive(/403 \(Forbidden\).*classroom\/enter/)
  await expect(bob.getByText('The teacher has closed this room for you.')).toBeVisible()
  await expect(tile(teacher, 'Robert')).toHaveCount(0)

  // Whoever goes away is a node that crashed; back again, it has recovered.
  await ada.goto('about:blank')
  await expect(tile(teacher, adaName)).toContainText('away')
  await joinBackTo(ada)
  await expect(tile(teacher, adaName)).toContainText('back again')
})
async function joinBackTo(page: Page): Promise<void> {
  await page.goto(room.join)
  await running(page)
}

test('a question is voted on twice, hidden until revealed, and the hall sees the answers only then', async ({
  page: teacher,
  watched,
}) => {
  await teach(teacher, room)
  const learners = [await watched.freshPage(), await watched.freshPage(), await watched.freshPage()]
  for (const learner of learners) await joinBy(learner, room.join)
  const screens = await part(teacher, 'Projector')
  const hall = await watched.freshPage()
  await hall.goto((await screens.getByRole('link', { name: 'Open the projector’s page' }).getAttribute('href')) ?? '')
  await expect(hall.getByText(room.code, { exact: true })).toBeVisible()
  await expect(hall.getByRole('img', { name: 'QR code of the link to this room' })).toBeVisible()

  await ask(teacher, 'Who notices when one replica of three dies?', ['Everybody', 'A third of them', 'Nobody'])
  const votes = await part(teacher, 'Votes')
  await press(teacher, 'Show on the projector', votes)
  await expect(hall.getByRole('heading', { name: 'Who notices when one replica of three dies?' })).toBeVisible()
  await vote(learners[0], 'Everybody')
  await vote(learners[1], 'A third of them')
  await expect(votes.getByText('2 of 3 have voted')).toBeVisible()
  await expect(hall.getByText('2 of 3 have voted')).toBeVisible()
  await press(teacher, 'Close the vote', votes)
  await expect(learners[2].getByText('Voting is over.', { exact: true })).toBeVisible()
  for (const page of [teacher, hall, ...learners]) await expect(page.getByRole('table')).toHaveCount(0)

  await press(teacher, 'Reveal', votes)
  for (const page of [teacher, hall, ...learners])
    await expect(page.getByRole('row', { name: /Everybody 1 of 2/ })).toBeVisible()

  await press(teacher, 'Vote again', votes)
  await expect(hall.getByText('Talk it over, then vote again')).toBeVisible()
  for (const learner of learners) await vote(learner, 'Nobody')
  await press(teacher, 'Close the vote', votes)
  await votes.getByRole('combobox', { name: 'Which is right' }).selectOption('Nobody')
  await press(teacher, 'Reveal', votes)
  for (const page of [teacher, hall, ...learners])
    await expect(page.getByRole('row', { name: /Nobody \(so it is\) 0 of 2 3 of 3/ })).toBeVisible()
  const moved = votes.getByRole('table', { name: /From the first vote/ })
  await expect(moved.getByRole('row', { name: 'Everybody 0 0 1' })).toBeVisible()
})

test('a concealed fault is diagnosed from what it does; who was first and how soon is told, and what it was on revealing', async ({
  page: teacher,
  watched,
}) => {
  await teach(teacher, room)
  const learner = await watched.freshPage()
  const name = await joinBy(learner, room.join)
  await running(learner)
  const faults = await part(teacher, 'Faults')
  await expect(faults.getByText(/developer tools can still see it/)).toBeVisible()
  await faults.getByRole('combobox', { name: 'What happens' }).selectOption('it stands still')
  await faults.getByRole('combobox', { name: 'Where' }).first().selectOption('shard-2b')
  await press(teacher, 'Do it to everybody', faults)

  const card = learner.getByRole('region', { name: 'Something is wrong with your cluster' })
  await expect(card).toBeVisible()
  await expect(faults.getByText('0 of 1 named it')).toBeVisible()
  const say = async (kind: string, where: string): Promise<void> => {
    await card.getByRole('combobox', { name: 'What happened' }).selectOption(kind)
    await card.getByRole('combobox', { name: 'Where' }).selectOption(where)
    await press(learner, 'This is it', card)
  }
  await say('it died', 'shard-2b')
  await expect(faults.getByRole('row', { name: `${name} 1 – – –` })).toBeVisible()
  await say('it stands still', 'shard-2b')
  await expect(faults.getByText('1 of 1 named it')).toBeVisible()
  await expect(faults.getByText(new RegExp(`First: ${name}, after `))).toBeVisible()
  await expect(faults.getByText(/Mean time to detect \(MTTD\)/)).toBeVisible()
  // To say that it is mended is a claim; that it is, the run shows.
  await press(learner, 'It is mended', card)
  await expect(card.getByText('You said that it is mended. Your run does not show it yet.')).toBeVisible()
  await expect(faults.getByRole('row', { name: new RegExp(`^${name} 2 \\d+ s – \\d+ s$`) })).toBeVisible()
  await expect(faults.getByText(/mean time to repair \(MTTR\)/)).toHaveCount(0)
  await expect(learner.getByText(/Stalled shard-2b/)).toHaveCount(0)
  await press(teacher, 'Reveal what it was', faults)
  await expect(card.getByText(/Stalled shard-2b/)).toBeVisible()
  // And from then on their lab tells it as any other fault.
  await expect(learner.getByRole('button', { name: /^shard-2b, store, stalled/ })).toBeVisible()
  await expect(learner.locator('.sentence')).toContainText('Your teacher stalled shard-2b')
  await press(learner, 'Resume shard-2b', card)
  await expect(card.getByText(/Your run shows it mended, .* after it began/)).toBeVisible()
  await expect(faults.getByText(/mean time to repair \(MTTR\)/)).toBeVisible()
  await expect(faults.getByRole('row', { name: new RegExp(`^${name} 2 .* of their run\\) \\d+ s$`) })).toBeVisible()

  // What a learner has open can be looked at, as a copy.
  await part(teacher, 'Learners')
  await tile(teacher, name).click()
  await press(teacher, 'Open their run')
  const dialog = teacher.getByRole('dialog', { name: `${name}’s run` })
  const frame = dialog.frameLocator('iframe')
  await expect(frame.getByRole('region', { name: 'The cluster', exact: true })).toBeVisible({ timeout: 60_000 })
  await press(teacher, 'Close', dialog)
  await press(teacher, 'Put beside others')
  const screens = await part(teacher, 'Projector')
  await expect(screens.getByRole('textbox', { name: /What it says above it/ })).toHaveValue('Run 1')
  const hall = await watched.freshPage()
  await hall.goto((await screens.getByRole('link', { name: 'Open the projector’s page' }).getAttribute('href')) ?? '')
  await press(teacher, 'Runs side by side', screens)
  await expect(hall.getByRole('heading', { name: 'Run 1' })).toBeVisible()
  await expect(hall.frameLocator('iframe').getByRole('region', { name: 'The cluster', exact: true })).toBeVisible({
    timeout: 60_000,
  })
  await press(teacher, 'The class, without names', screens)
  await expect(hall.getByText(/^1 (running|paused)$/)).toBeVisible()
  await expect(hall.getByText(name)).toHaveCount(0)
  await press(teacher, 'The class, with names', screens)
  await expect(hall.getByText(name)).toBeVisible()
})

test('a plan is written, saved, loaded and followed step by step; the session is taken along, and the room ends', async ({
  page: teacher,
  watched,
}) => {
  await teach(teacher, room)
  const learner = await watched.freshPage()
  const name = await joinBy(learner, room.join)
  const plan = teacher.getByRole('complementary', { name: 'Plan' })
  await press(teacher, 'Write a plan', plan)
  await plan.getByRole('textbox', { name: 'The plan’s title' }).fill('One replica')
  const step = plan.getByRole('form', { name: 'Add a step' })
  await step.getByRole('combobox', { name: 'What it does' }).selectOption('Freeze')
  await press(teacher, 'Add a step', step)
  await step.getByRole('combobox', { name: 'What it does' }).selectOption('Ask')
  await step.getByRole('textbox', { name: 'Question' }).fill('Does anybody notice?')
  await step.getByRole('textbox', { name: /^Answers/ }).fill('Yes\nNo')
  await step.getByRole('combobox', { name: 'The right one' }).selectOption('No')
  await press(teacher, 'Add a step', step)
  await press(teacher, 'Done', plan)
  const planSaved = teacher.waitForEvent('download')
  await press(teacher, 'Save the plan', plan)
  const file = await (await planSaved).path()
  const chooser = teacher.waitForEvent('filechooser')
  await press(teacher, 'Load a plan…', plan)
  await (await chooser).setFiles(file)

  await plan.getByRole('button', { name: 'Begin: Freeze' }).dblclick() // begins once
  await expect(learner.getByText('Your teacher has stopped the clock.')).toBeVisible()
  await press(teacher, 'Next: Does anybody notice?', plan)
  await vote(learner, 'No')
  const votes = teacher.getByRole('tabpanel', { name: 'Votes' })
  await press(teacher, 'Close the vote', votes)
  await press(teacher, 'Reveal', votes)
  await expect(learner.getByRole('row', { name: /No \(so it is\)/ })).toBeVisible()
  await expect(plan.getByText('The plan is through.')).toBeVisible()
  await running(learner)
  await saved(learner) // their run is with the room: of one that is not, the session tells nothing

  await press(teacher, 'Room ▾')
  await press(teacher, 'End the room…')
  const dialog = teacher.getByRole('dialog', { name: 'End the room?' })
  const table = await downloaded(teacher, () => press(teacher, 'Participation as a table (CSV)', dialog))
  expect(table).toContain(`${name},,joined,`)
  expect(table).toMatch(new RegExp(`${name},,vote,vote-\\d+/1,Does anybody notice\\?,No,sure,true`))
  const session = await downloaded(teacher, () => press(teacher, 'The whole session (JSON)', dialog))
  const bundle = JSON.parse(session) as {
    documents: { learners: Record<string, { ballot: object }> }
    missing: string[]
  }
  expect(bundle.missing).toEqual([])
  expect(Object.values(bundle.documents.learners)[0].ballot).not.toEqual({})
  await press(teacher, 'End it and delete everything', dialog)
  await expect(learner.getByText('This room is over.')).toBeVisible()
  await expect(learner.getByRole('button', { name: 'Save my work as a file' })).toBeVisible()
  await expect(teacher.getByText('This room is over.')).toBeVisible()

  // The session is looked at again without the room: dropped where files are dropped.
  const later = await watched.freshPage()
  await later.goto('./#/lab')
  await running(later)
  await drop(later, session)
  await expect(later.getByRole('heading', { name: 'A session without a title' })).toBeVisible()
  await expect(later.getByRole('row', { name: /No \(so it is\)/ })).toBeVisible()
  expect(await findings(later)).toEqual([])
  const theirs = later.getByRole('region', { name: 'Learners' }).getByRole('row', { name })
  await expect(theirs).toContainText('No (sure)')
  await theirs.getByRole('button', { name: /^Open “/ }).click()
  const run = later.getByRole('dialog', { name: new RegExp(`^${name}: `) })
  await expect(run.frameLocator('iframe').getByRole('region', { name: 'The cluster', exact: true })).toBeVisible()
  await press(later, 'Close', run)
  await drop(later, session.slice(0, 2_000))
  await expect(later.getByRole('alert')).toContainText('This file is damaged')
  await expect(theirs).toBeVisible()
})
async function drop(page: Page, text: string): Promise<void> {
  await page.evaluate((content) => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File([content], 'dropped.json'))
    window.dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }))
  }, text)
}
async function downloaded(page: Page, act: () => Promise<void>): Promise<string> {
  const download = page.waitForEvent('download')
  await act()
  const stream = await (await download).createReadStream()
  let text = ''
  for await (const piece of stream as AsyncIterable<Buffer>) text += piece.toString('utf8')
  return text
}

test('axe finds nothing on the hall’s screen', async ({ page: teacher, watched }) => {
  await teach(teacher, room)
  const learner = await watched.freshPage()
  await joinBy(learner, room.join)
  await ask(teacher, 'Which?', ['This', 'That'])
  const screens = await part(teacher, 'Projector')
  const hall = await watched.freshPage()
  await hall.goto((await screens.getByRole('link', { name: 'Open the projector’s page' }).getAttribute('href')) ?? '')
  await expect(hall.getByRole('heading', { level: 1 })).toBeVisible()
  for (const shown of ['How to join', 'The class, with names', 'The vote', 'What is given']) {
    await press(teacher, shown, screens)
    await expect(screens.getByRole('button', { name: shown, pressed: true })).toBeVisible()
    expect(await findings(hall), shown).toEqual([])
  }
})
