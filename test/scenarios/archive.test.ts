/** Links made by earlier formats, kept as they were sent: each must open for ever. Add one whenever the format changes. */
import { describe, expect, it } from 'vitest'
import { decodeLink } from '../../src/scenarios/link'

const ARCHIVE: [name: string, link: string, opensAs: unknown][] = [
  [
    'format 1',
    '1.PZBNkoMgEIWvkuo1kxJNNHE_R5jVZBYEGqWiYLXo_FjefZqYhAUNr3j9vmYBq6Yuds4j1FIATR7qBdA3dwWyvdxnIGDU6BW5wNIYA6Gl4GPSEQ3UlYAhdE47HNm9CtCh75U3fPtcQMUPPhTZtgQoG5HeZ_SRZVkcT8Xh5UjhN5cq6CkFMNktiRzYp-qDSVxjq8i85VfgsMhUy6Zwv5XXl4A2kPsLPiWXj2R-ap1vkAZyDM-eFn_SjDIvDseyOp3VVRu0nLohP40C8EGbl0V5rLjR7PA7dejVkGiQZqeRjUOnfltU5j6xfNq1GqIL_LPQ0GXKMlum3Vik3WXK5TnfjVF1SLCu_w',
    {
      run: {
        engine: '0.1.0',
        scenario: 'storefront',
        seed: 7,
        policies: {},
        commands: [
          {
            atUs: 30_000_000,
            afterEvents: 135_834,
            command: { kind: 'cut', link: { from: { node: 'shard-2b' }, to: { shard: 1 } } },
          },
        ],
        horizonUs: 60_000_000,
      },
      fingerprint: { hex: '0123456789abcdef', atUs: 60_000_000, events: 263_657 },
      view: { map: 'service', playheadUs: 31_000_000, caption: 'größer → staler' },
    },
  ],
]

describe('links of old still open', () => {
  it.each(ARCHIVE)('%s', (_, link, opensAs) => {
    expect(decodeLink(link)).toEqual(opensAs)
  })
})
