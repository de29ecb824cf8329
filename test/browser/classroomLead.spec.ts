/** What else a teacher leads with: a run of their own, a lesson at a pace, groups, one cluster for all, a co-host beside them. */
import type { Classroom } from './support/classroom'
import { ROOM_PROTOCOL } from '../../src/classroom/messages'
import { comeBack, inARoom, joinBy, part, returnCode, saved, teach } from './support/classroom'
import { act, clock, find, onMap, press, running } from './support/lab'
import { openDecision, studio } from './support/studio'
import { lessonOf, predict, section, titleOf } from './support/lesson'
import { parcelText } from '../../src/lessons/parcel'
import type { Page } from './support/test'
import { expect, test } from './support/test'

let room: Classroom
inARoom((opened) => (room = opened))

async function give(teacher: Page, what: string, which: string | null, to = 'everybody'): Promise<void> {
  const form = await part(teacher, 'Give')
  await form.getByRole('combobox', { name: 'What' }).selectOption(what)
  if (which !== null) await form.getByRole('combobox', { name: 'Which' }).selectOption(which)
  await form.getByRole('combobox', { name: 'To' }).selectOption(to)
  await press(teacher, `Give to ${to}`, form)
}

test('the run in the teacher’s lab is given with what was done to it, and to a group alone', async ({
  page: teacher,
  watched,
}) => {
  await teach(teacher, room)
  const [ada, bob] = [await watched.freshPage(), await watched.freshPage()]
  const name = await joinBy(ada, room.join)
  await joinBy(bob, room.join)
  await running(ada)

  const groups = (await part(teacher, 'Give')).getByRole('region', { name: 'Groups' })
  await groups.getByRole('textbox', { name: 'Name of a group' }).fill('North')
  await press(teacher, 'Add', groups)
  const learners = await part(teacher, 'Learners')
  await learners.getByRole('button', { name: new RegExp(`^${name}\\b`) }).click()
  await teacher.getByRole('complementary', { name }).getByRole('combobox', { name: 'Group' }).selectOption('North')

  await part(teacher, 'My lab')
  await running(teacher)
  await act(teacher, 'shard-2b', 'Kill')
  await expect(onMap(teacher, 'shard-2b')).toHaveAccessibleName(/down/)
  await give(teacher, 'The run in my lab', null, 'group North')
  await expect(onMap(ada, 'shard-2b')).toHaveAccessibleName(/down/)
  await expect(onMap(bob, 'shard-2b')).not.toHaveAccessibleName(/down/)
})

test('a lesson is gone at the teacher’s pace', async ({ page: teacher, watched }) => {
  const lesson = lessonOf('when-to-retry')
  await teach(teacher, room)
  const learner = await watched.freshPage()
  await joinBy(learner, room.join)
  await give(teacher, 'A lesson', titleOf(lesson))
  await expect(learner.getByRole('heading', { name: titleOf(lesson) })).toBeVisible()
  const form = await part(teacher, 'Give')
  await press(teacher, 'Question', form)
  await expect(teacher.getByRole('region', { name: 'Now' })).toContainText('up to “Question”')
  const next = learner.getByRole('button', { name: 'Your guess', exact: true })
  await expect(next).toBeDisabled()
  await press(teacher, 'All of it', form)
  await expect(next).toBeEnabled()
  // Within the experiment step by step: the second waits for the teacher.
  await press(teacher, 'Try it', form)
  const steps = form.getByRole('group', { name: 'Up to step' }).getByRole('button')
  await steps.first().click()
  await expect(teacher.getByRole('region', { name: 'Now' })).toContainText('up to “Try it”, step 1')
  await next.click()
  await predict(learner, lesson)
  const [first, second] = lesson.spec.experiment.map(({ id }) => lesson.text.steps[id].button)
  await press(learner, first)
  await press(learner, 'Jump there')
  const waits = learner.getByText('Your teacher opens the next part.')
  await expect(waits).toBeVisible()
  await expect(learner.getByRole('button', { name: second, exact: true })).toHaveCount(0)
  await steps.last().click()
  await expect(learner.getByRole('button', { name: second, exact: true })).toBeVisible()
  await expect(waits).toHaveCount(0)
})

test('a lesson of the teacher’s own is given from its file; nothing of it runs before the learner agrees, and it goes on on another device', async ({
  page: teacher,
  watched,
}) => {
  const lesson = lessonOf('safe-to-retry')
  const title = 'Twice or once'
  const files = { ...lesson.files }
  files['text.md'] = files['text.md'].replace(/^# .*$/m, `# ${title}`)
  const spec = JSON.parse(files['lesson.json']) as { slug: string }
  files['lesson.json'] = JSON.stringify({ ...spec, slug: 'twice-or-once' })
  await teach(teacher, room)
  const learner = await watched.freshPage()
  await joinBy(learner, room.join)
  const form = await part(teacher, 'Give')
  await form.getByRole('combobox', { name: 'What' }).selectOption('A lesson of my own, from a file')
  const field = form.getByLabel('The lesson’s file')
  await field.setInputFiles({ name: 'mine.json', mimeType: 'application/json', buffer: Buffer.from('{}') })
  await expect(form.getByRole('alert')).toBeVisible()
  await field.setInputFiles({
    name: 'mine.json',
    mimeType: 'application/json',
    buffer: Buffer.from(parcelText(files)),
  })
  await expect(form.getByText(`Lesson: ${title}`)).toBeVisible()
  await press(teacher, 'Give to everybody', form)
  await expect(teacher.getByRole('region', { name: 'Now' })).toContainText(title)
  await expect(form.getByRole('region', { name: 'What the lesson asks them to predict' })).toBeVisible()
  await press(learner, 'Open the lesson')
  await expect(learner.getByRole('heading', { name: title })).toBeVisible()
  await press(learner, 'Go on')
  await predict(learner, lesson)
  await expect(section(learner, 'Try it')).toBeVisible()
  await saved(learner)
  const other = await watched.freshPage()
  await comeBack(other, room, await returnCode(learner))
  await press(other, 'Open the lesson')
  await expect(section(other, 'Try it')).toBeVisible()
})

test('a lesson’s prediction is asked of the class: hidden until it is revealed, then voted on again', async ({
  page: teacher,
  watched,
}) => {
  const lesson = lessonOf('when-to-retry')
  await teach(teacher, room)
  const [ada, bob] = [await watched.freshPage(), await watched.freshPage()]
  for (const learner of [ada, bob]) await joinBy(learner, room.join)
  await give(teacher, 'A lesson', titleOf(lesson))
  // One commits before the teacher asks, the other afterwards.
  const commit = async (learner: Page): Promise<void> => {
    await learner.getByRole('button', { name: 'Your guess', exact: true }).click()
    await learner.getByRole('spinbutton').fill(String(first.kind === 'number' ? first.max : 0))
    await learner.getByRole('radio', { name: 'sure', exact: true }).check()
    await press(learner, 'Commit')
  }
  const [first] = lesson.spec.predictions
  await commit(ada)
  const form = await part(teacher, 'Give')
  const asked = form.getByRole('region', { name: 'What the lesson asks them to predict' })
  await asked.getByRole('button', { name: 'Ask this of the class' }).first().click()
  const votes = teacher.getByRole('tabpanel', { name: 'Votes' })
  await expect(votes.getByText('1 of 2 have voted')).toBeVisible()
  const card = (learner: Page) => learner.getByRole('region', { name: 'A question to the class' })
  await expect(card(ada).getByText(/^Your prediction: .* or more/)).toBeVisible()
  await expect(card(bob).getByText(/^Commit to your prediction in the lesson/)).toBeVisible()
  await commit(bob)
  await expect(votes.getByText('2 of 2 have voted')).toBeVisible()
  for (const page of [teacher, ada, bob]) await expect(page.getByRole('row', { name: /or more/ })).toHaveCount(0)
  await press(teacher, 'Close the vote', votes)
  await press(teacher, 'Reveal', votes)
  for (const page of [teacher, ada, bob]) await expect(page.getByRole('row', { name: /or more 2 of 2/ })).toBeVisible()
  await press(teacher, 'Vote again', votes)
  for (const learner of [ada, bob]) {
    await card(learner).getByRole('radio', { name: 'Not sure' }).check()
    await card(learner).getByRole('radio', { name: 'fairly sure', exact: true }).check()
    await press(learner, 'Vote', card(learner))
  }
  await expect(votes.getByText('second vote')).toBeVisible()
  await expect(votes.getByText('2 of 2 have voted')).toBeVisible()
  await press(teacher, 'Close the vote', votes)
  await press(teacher, 'Reveal', votes)
  for (const page of [teacher, ada, bob])
    await expect(page.getByRole('row', { name: /Not sure 0 of 2 2 of 2/ })).toBeVisible()
})

test('one cluster for all: time runs for everybody, an act of its owner lands for everybody, and browsers agree', async ({
  page: teacher,
  watched,
}) => {
  await teach(teacher, room)
  const [ada, bob] = [await watched.freshPage(), await watched.freshPage()]
  const name = await joinBy(ada, room.join)
  const bobName = await joinBy(bob, room.join)
  const shared = await part(teacher, 'Shared cluster')
  await press(teacher, 'Start it, paused, and give it to everybody', shared)
  await expect(shared.getByText('Paused')).toBeVisible()
  await shared.getByRole('combobox', { name: 'Who', exact: true }).selectOption(name)
  await shared.getByRole('combobox', { name: 'Part', exact: true }).selectOption('shard-2')
  await press(teacher, 'Give these parts', shared)
  await expect(shared.getByRole('listitem').filter({ hasText: name })).toContainText('shard-2')
  await press(teacher, 'Let time run', shared)
  await expect.poll(() => clock(ada)).toBeGreaterThan(1)
  await act(ada, 'shard-2', 'Kill shard')
  await expect(onMap(bob, 'shard-2b')).toHaveAccessibleName(/down/)
  await expect(shared.getByText(/1 act so far/)).toBeVisible()
  const faults = await part(teacher, 'Faults')
  await faults.getByRole('combobox', { name: 'What happens' }).selectOption('it died')
  await faults.getByRole('combobox', { name: 'Where' }).first().selectOption('shard-3b')
  await faults.getByRole('radio', { name: 'Openly' }).check()
  await press(teacher, 'Do it to everybody', faults)
  for (const page of [ada, bob]) await expect(onMap(page, 'shard-3b')).toHaveAccessibleName(/down/)
  await part(teacher, 'Shared cluster')
  await expect(shared.getByText(/2 acts so far/)).toBeVisible()
  await expect(shared.getByText(/^2 browsers agree at /)).toBeVisible({ timeout: 60_000 })
  // By role: the adversary harms and cannot mend, on-call mends.
  const role = async (who: string, what: string): Promise<void> => {
    await shared.getByRole('combobox', { name: 'Who', exact: true }).selectOption(who)
    await shared.getByRole('combobox', { name: 'Part', exact: true }).selectOption(what)
    await press(teacher, 'Give these parts', shared)
    await expect(shared.getByRole('listitem').filter({ hasText: who })).toContainText(what)
  }
  await role(bobName, 'the adversary')
  await role(name, 'on call')
  await act(bob, 'shard-4c', 'Kill')
  await expect(onMap(ada, 'shard-4c')).toHaveAccessibleName(/down/)
  await act(bob, 'shard-4c', 'Restart')
  await expect(bob.getByRole('alert')).toContainText('belongs to somebody else')
  await act(ada, 'shard-4c', 'Restart')
  await expect(onMap(bob, 'shard-4c')).not.toHaveAccessibleName(/down/)
  await find(bob, 'Seek to 50 s', 'seek 50 s')
  await expect(bob.getByText(/^The whole room shares this cluster and its clock/)).toBeVisible()
  await press(teacher, 'Pause it', shared)
  await expect(shared.getByText('Paused')).toBeVisible()
  await press(teacher, 'End the shared cluster', shared)
  await expect(shared.getByRole('button', { name: 'Start it, paused, and give it to everybody' })).toBeVisible()
})

test('a co-host leads beside the teacher; after a reload all is as it was; another code takes the old one’s place', async ({
  page: teacher,
  watched,
}) => {
  await teach(teacher, room)
  await press(teacher, 'Room ▾')
  await teacher.getByRole('textbox', { name: 'Name of a co-host' }).fill('Ms Berg')
  await press(teacher, 'Make a link')
  const listed = teacher.getByRole('region', { name: 'Co-hosts' }).getByRole('listitem')
  await expect(listed).toContainText('Ms Berg has not opened the link yet')
  const invitation = await teacher.getByRole('textbox', { name: 'Link for a co-host' }).inputValue()
  const other = await watched.freshPage()
  await other.goto(invitation)
  await press(other, 'Freeze')
  await expect(teacher.getByRole('button', { name: 'Release' })).toBeVisible()
  await expect(listed).toContainText('Ms Berg here now')
  const ada = await watched.freshPage()
  const name = await joinBy(ada, room.join)
  await press(teacher, 'Make a new code')
  await expect(teacher.getByText(room.code, { exact: true })).toHaveCount(0)
  await expect(other.getByText(room.code, { exact: true })).toHaveCount(0)
  await other.reload()
  await expect(other.getByRole('button', { name: 'Release' })).toBeVisible()

  // The old link tells a newcomer what to do, and takes the new code; who was in comes back by it.
  const bob = await watched.freshPage()
  await bob.goto(room.join)
  await press(bob, 'Join this room')
  await expect(bob.getByRole('alert')).toContainText('your teacher has made a new code')
  watched.forgive(/410 \(Gone\).*classroom\/join/)
  const code = (await teacher.locator('.host-code strong').textContent()) ?? ''
  await bob.getByRole('textbox', { name: /^Code/ }).fill(code)
  await press(bob, 'Join')
  await expect(bob.getByText(/^You are /)).toBeVisible()
  await ada.goto('about:blank')
  await ada.goto(room.join)
  await expect(ada.getByText(`You are ${name}`)).toBeVisible()

  await press(teacher, 'Withdraw the link of Ms Berg')
  await expect(other.getByText('This link no longer leads the room: whoever gave it has withdrawn it.')).toBeVisible()
  await expect(listed).toHaveCount(0)
})

test('a place that nobody came to is told apart and removed; of who is away it is freed, and theirs again', async ({
  page: teacher,
  watched,
  request,
}) => {
  await teach(teacher, room)
  const ada = await watched.freshPage()
  const name = await joinBy(ada, room.join)
  const address = new URL(room.host)
  const joined = await request.post(`http://localhost:${address.port}/classroom/join`, {
    data: { protocol: ROOM_PROTOCOL, code: room.code },
  })
  expect(joined.ok()).toBe(true)
  const count = teacher.locator('.host-count')
  await expect(count).toHaveText('1 here, 1 never came in')
  await ada.goto('about:blank')
  await expect(count).toHaveText('0 here, 1 away, 1 never came in')
  const learners = await part(teacher, 'Learners')
  await learners.getByRole('combobox', { name: 'Show' }).selectOption('Away')
  await press(teacher, 'Free 2 places of who is away', learners)
  await expect(learners.getByText('2 places freed.')).toBeVisible()
  await expect(count).toHaveText('0 here')
  await ada.goto(room.join)
  await expect(ada.getByText(`You are ${name}`)).toBeVisible()
  await expect(count).toHaveText('1 here')
})

test('what is locked stays undone, a fault reaches a group or one, runs stand side by side, and who was barred is let in again', async ({
  page: teacher,
  watched,
}) => {
  await teach(teacher, room)
  const [ada, bob] = [await watched.freshPage(), await watched.freshPage()]
  const adaName = await joinBy(ada, room.join)
  const bobName = await joinBy(bob, room.join)
  const tile = (name: string) =>
    teacher
      .getByRole('region', { name: 'Learners', exact: true })
      .getByRole('button', { name: new RegExp(`^${name}\\b`) })
  const down = (page: Page, node: string) => expect(onMap(page, node)).toHaveAccessibleName(/down/)
  const up = (page: Page, node: string) => expect(onMap(page, node)).not.toHaveAccessibleName(/down/)
  await running(ada)
  await running(bob)

  await press(teacher, 'Lock acts')
  await expect(ada.getByText('Your teacher has locked acts.')).toBeVisible()
  await act(ada, 'shard-1a', 'Kill')
  await expect(ada.getByRole('alert')).toContainText('Your teacher has locked this for now.')
  await up(ada, 'shard-1a')
  await press(teacher, 'Lock code')
  await expect(ada.getByText('Your teacher has locked acts and code.')).toBeVisible()
  await press(teacher, 'Lock acts')
  await expect(ada.getByText('Your teacher has locked code.')).toBeVisible()
  await openDecision(bob, 'Which instance gets a request')
  await press(bob, 'Apply', studio(bob))
  await expect(bob.getByRole('main').getByRole('alert')).toContainText('Your teacher has locked this for now.')
  await act(ada, 'shard-1a', 'Kill')
  await down(ada, 'shard-1a')
  await press(teacher, 'Lock code')
  await press(bob, 'Close the code')

  const groups = (await part(teacher, 'Give')).getByRole('region', { name: 'Groups' })
  await groups.getByRole('textbox', { name: 'Name of a group' }).fill('North')
  await press(teacher, 'Add', groups)
  await part(teacher, 'Learners')
  await tile(adaName).click()
  const person = teacher.getByRole('complementary', { name: adaName })
  await person.getByRole('combobox', { name: 'Group' }).selectOption('North')
  const faults = await part(teacher, 'Faults')
  const inflict = async (to: string, where: string): Promise<void> => {
    await faults.getByRole('combobox', { name: 'To' }).selectOption(to)
    await faults.getByRole('combobox', { name: 'Where' }).selectOption(where)
    await press(teacher, `Do it to ${to}`, faults)
  }
  await faults.getByRole('radio', { name: 'Openly' }).check()
  await inflict('group North', 'shard-2b')
  await down(ada, 'shard-2b')
  // Concealed until a moment that is over, it is told as it lands.
  await faults.getByRole('radio', { name: /^Concealed/ }).check()
  await faults.getByRole('spinbutton', { name: /^Until s of the run/ }).fill('1')
  await inflict(bobName, 'shard-3b')
  await down(bob, 'shard-3b')
  await expect(bob.locator('.sentence')).toContainText('Your teacher killed shard-3b')
  await expect(bob.getByRole('region', { name: 'Something is wrong with your cluster' })).toContainText(/shard-3b/)
  await expect(faults.getByText(/concealed until 1 s of the run/)).toBeVisible()
  await up(bob, 'shard-2b')
  await up(ada, 'shard-3b')

  for (const learner of [ada, bob]) await saved(learner)
  await part(teacher, 'Learners')
  await press(teacher, 'Put beside others', person)
  await tile(bobName).click()
  const other = teacher.getByRole('complementary', { name: bobName })
  await press(teacher, 'Put beside others', other)
  await expect(other.getByRole('button', { name: 'Take away from beside' })).toBeVisible()
  const screens = await part(teacher, 'Projector')
  await press(teacher, 'Runs side by side', screens)
  const hall = await watched.freshPage()
  await hall.goto((await screens.getByRole('link', { name: 'Open the projector’s page' }).getAttribute('href')) ?? '')
  for (const [title, node] of [
    ['Run 1', 'shard-2b'],
    ['Run 2', 'shard-3b'],
  ]) {
    const shown = hall.getByRole('listitem').filter({ has: hall.getByRole('heading', { name: title }) })
    const cluster = shown.frameLocator('iframe').getByRole('region', { name: 'The cluster', exact: true })
    await expect(cluster.getByRole('button', { name: new RegExp(`^${node},.*down`) })).toBeVisible({ timeout: 60_000 })
  }
  await expect(hall.getByText(adaName)).toHaveCount(0)

  const learners = await part(teacher, 'Learners')
  await press(teacher, 'Remove and bar', other)
  await press(teacher, 'Yes, remove', other)
  await expect(bob.getByText('The teacher has closed this room for you.')).toBeVisible()
  await learners.getByRole('combobox', { name: 'Show' }).selectOption('Removed')
  await press(teacher, 'Let in again', other)
  await expect(other.getByRole('button', { name: 'Remove and bar' })).toBeVisible()
  await press(bob, 'Come back')
  await expect(bob.getByText(`You are ${bobName}`)).toBeVisible()
  await down(bob, 'shard-3b')
})
