/** A link whose run carries code: nothing of it runs before the visitor has been told what it changes, and has agreed. */
import { find, openPaused, press, running, seek } from './support/lab'
import { expect, test } from './support/test'

test('a link with code is asked about, shows the code, and then runs it', async ({ page, watched }) => {
  await openPaused(page)
  await find(page, 'Edit a decision…', 'edit decision')
  const studio = page.getByRole('complementary', { name: 'Code', exact: true })
  await press(page, 'Which instance gets a request', studio)
  await studio.getByRole('checkbox', { name: 'Plain editor' }).check()
  const code = `export default function first(): number {\n  return 0\n}\n`
  await studio.getByRole('textbox', { name: 'Code, policy.ts' }).fill(code)
  await press(page, 'Apply', studio)
  await expect(page.getByText('Applied your code for which instance gets a request', { exact: true })).toBeVisible()
  await seek(page, 34)
  await press(page, 'Share')
  const field = page.getByRole('textbox', { name: 'Link', exact: true })
  await expect(field).toHaveValue(/#/)
  const link = await field.inputValue()

  const other = await watched.freshPage()
  await other.goto(link)
  const asked = other.getByRole('alertdialog', { name: 'This run carries code' })
  await expect(asked).toContainText('It runs confined: no network, no storage.')
  await expect(asked).toContainText(/which instance gets a request, everywhere, from 3\d\.\d+ s on/)
  await expect(asked, 'it has the focus, and no answer has').toBeFocused()
  await press(other, 'Show the code', asked)
  await expect(asked.getByText('return 0')).toBeVisible()
  await press(other, 'Run', asked)
  await running(other)
  await expect(other.getByText('The fingerprint is verified')).toBeVisible()
})
