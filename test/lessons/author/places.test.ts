/** Sections of a text are put in their places, and all else stays letter for letter. */
import { describe, expect, test } from 'vitest'
import {
  sectionPlaces,
  withItem,
  withoutItem,
  withoutSection,
  withSection,
  withTitle,
} from '../../../src/lessons/text/places'

const text = `# A title

:::question
Why?
:::

:::goal{id=first}
Do *it*.

- yes: Yes
- no: No
:::

:::hint{n=1}
Look.
:::
`

test('each section is told with its name, its line and its items', () => {
  const places = sectionPlaces(text)
  expect(places.map(({ name, id, line }) => [name, id, line])).toEqual([
    ['question', '', 3],
    ['goal', 'first', 7],
    ['hint', '1', 14],
  ])
  expect(places[1].items.map(({ id }) => id)).toEqual(['yes', 'no'])
  expect(text.slice(places[1].from, places[1].to)).toMatch(/^:::goal[\s\S]*:::$/)
})

describe('a section', () => {
  test('comes behind those that are read before it', () => {
    const added = withSection(text, 'explain', '', 'Because.')
    expect(sectionPlaces(added).map(({ name }) => name)).toEqual(['question', 'explain', 'goal', 'hint'])
    expect(added).toContain(':::explain\nBecause.\n:::\n\n:::goal{id=first}')
  })
  test('stands behind the title where it is the first', () =>
    expect(withSection('# T\n', 'again', '', 'x')).toBe('# T\n\n:::again\nx\n:::\n'))
  test('is not put there twice', () => expect(withSection(text, 'goal', 'first', 'Other')).toBe(text))
  test('put in and taken out again leaves the text as it was', () =>
    expect(withoutSection(withSection(text, 'step', 'calm', '::button[Go]'), 'step', 'calm')).toBe(text))
  test('that is not there cannot be taken out', () => expect(withoutSection(text, 'goal', 'other')).toBe(text))
})

describe('an item', () => {
  test('comes last, or in the place of the one of its name', () => {
    const added = withItem(text, 'goal', 'first', 'maybe', 'Perhaps\nso')
    expect(added).toContain('- no: No\n- maybe: Perhaps so\n:::')
    expect(withItem(added, 'goal', 'first', 'maybe', 'Who knows')).toContain('- maybe: Who knows')
  })
  test('may be the first', () =>
    expect(withItem(':::terms\n:::\n', 'terms', '', 'ring', 'a circle')).toBe(':::terms\n\n- ring: a circle\n:::\n'))
  test('is taken out alone', () => {
    const without = withoutItem(text, 'goal', 'first', 'yes')
    expect(sectionPlaces(without)[1].items.map(({ id }) => id)).toEqual(['no'])
    expect(without).toContain('Do *it*.')
  })
})

test('a title is put in the place of the old one, whatever signs it has', () => {
  expect(withTitle(text, 'Costs $& and $1')).toMatch(/^# Costs \$& and \$1\n\n:::question/)
  expect(withTitle(':::question\n:::\n', 'New')).toBe('# New\n\n:::question\n:::\n')
})
