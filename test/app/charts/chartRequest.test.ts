import { expect, test } from 'vitest'
import { chartRequest, chartWindowUs, visibleStretch } from '../../../src/app/charts/chartRequest'
import { SeriesStore } from '../../../src/telemetry'
import { LEVEL_WIDTHS_US } from '../../../src/telemetry/chartColumns'

const at = (speed: number, chartWindowUs: number | null = null) => ({ speed, chartWindowUs })

test('the window is a minute at real time and shrinks with slow motion down to 200 ms', () => {
  expect(chartWindowUs(at(1))).toBe(60e6)
  expect(chartWindowUs(at(0.1))).toBe(6e6)
  expect(chartWindowUs(at(0.001))).toBe(200e3)
  expect(chartWindowUs(at(Infinity))).toBe(600e6)
})

test('a window chosen by hand stays whatever the speed', () => {
  expect(chartWindowUs(at(0.001, 10e6))).toBe(10e6)
})

test('the playhead is the end of the window; where the run is known beyond it, a fifth stays ahead', () => {
  expect(visibleStretch(60e6, 100e6, 100e6)).toEqual({ fromUs: 40e6, toUs: 100e6 })
  expect(visibleStretch(60e6, 100e6, 500e6)).toEqual({ fromUs: 52e6, toUs: 112e6 })
})

test('a young run fills the charts from half a window on', () => {
  expect(visibleStretch(60e6, 3e6, 3e6)).toEqual({ fromUs: 0, toUs: 30e6 })
  expect(visibleStretch(60e6, 45e6, 45e6)).toEqual({ fromUs: 0, toUs: 45e6 })
})

test('buckets are round, stand on a fixed grid and cover the visible stretch', () => {
  for (const playheadUs of [100e6, 100.016e6, 100.4999e6, 3721.3e6]) {
    const { fromUs, toUs, steps } = chartRequest(at(1), playheadUs, 900)
    const stepUs = (toUs - fromUs) / steps
    expect(stepUs).toBe(500e3)
    expect(fromUs % stepUs).toBe(0)
    expect(fromUs).toBeLessThanOrEqual(playheadUs - 60e6)
    expect(toUs).toBeGreaterThanOrEqual(playheadUs)
    expect(steps).toBeLessThanOrEqual(152)
  }
})

test('a narrow chart asks for fewer buckets', () => {
  expect(chartRequest(at(1), 100e6, 300).steps).toBeLessThan(chartRequest(at(1), 100e6, 900).steps)
})

test('buckets have a width that is kept, wherever the window is chosen', () => {
  for (const windowUs of [200e3, 2e6, 10e6, 30e6, 60e6, 300e6, 600e6]) {
    const { fromUs, toUs, steps } = chartRequest(at(1, windowUs), 1000e6, 900)
    expect(LEVEL_WIDTHS_US).toContain((toUs - fromUs) / steps)
    expect(new SeriesStore(1).chart(fromUs, toUs, steps).stepUs).toBe((toUs - fromUs) / steps)
  }
})
