/** A context that is changed in one leaf, by what was typed. */
import { expect, test } from 'vitest'
import { changedAt, leafOf } from '../../../../src/app/studio/why/treeData'

test('one leaf differs, and what was given stays as it was', () => {
  const data = { user: 7, instances: [{ weight: 1 }, { weight: 2 }] }
  expect(changedAt(data, ['instances', '1', 'weight'], 0)).toEqual({
    user: 7,
    instances: [{ weight: 1 }, { weight: 0 }],
  })
  expect(data.instances[1].weight).toBe(2)
})
test('what was typed is of the kind that stood there', () => {
  expect([leafOf('1.5', 2), leafOf('Infinity', 2), leafOf('null', 2)]).toEqual([1.5, Infinity, null])
  expect([leafOf('', 2), leafOf('many', 2), leafOf('yes', true)]).toEqual([undefined, undefined, undefined])
  expect([leafOf('false', true), leafOf('7', 'api-1')]).toEqual([false, '7'])
})
