/** The lesson as a folder, as one file, or as a link where it is short enough. */
import { useMemo, useState } from 'react'
import { linkOf, parcelText } from '../../../lessons/parcel'
import { SPEC_FILE } from '../../../lessons/load'
import type { LessonFiles } from '../../../lessons/load'
import { zipOf } from '../../../lessons/zip'
import { copyText, saveFile } from '../../shell/share/handOver'
import { words } from '../../words'
import { useDraft } from '../draftStore'

/** What mail and chat carry safely. */
const LINK_CHARACTERS = 16_000

export function HandOver() {
  const w = words().author.hand
  const { files, read } = useDraft()
  const [told, setTold] = useState('')
  const [byHand, setByHand] = useState<string | null>(null)
  const link = useMemo(() => addressOf(files), [files])
  const slug = slugIn(files)
  const save = (content: BlobPart, type: string, name: string): void => {
    saveFile(new Blob([content], { type }), name)
    setTold(w.saved(name))
  }
  const copy = async (address: string): Promise<void> => {
    if (await copyText(address)) setTold(w.copied)
    else setByHand(address)
  }
  return (
    <>
      <p className="quiet">{w.lead}</p>
      {read.problems.length > 0 && <p className="author-notice">{w.unfinished(read.problems.length)}</p>}
      <dl className="author-hand">
        <dt>
          <button onClick={() => save(new Uint8Array(zipOf(files, slug)), 'application/zip', `${slug}.zip`)}>
            {w.zip}
          </button>
        </dt>
        <dd>{w.zipHint}</dd>
        <dt>
          <button onClick={() => save(parcelText(files), 'application/json', `${slug}.lesson.json`)}>{w.file}</button>
        </dt>
        <dd>{w.fileHint}</dd>
        <dt>
          <button disabled={link === null || link.length > LINK_CHARACTERS} onClick={() => link && void copy(link)}>
            {w.link}
          </button>
        </dt>
        <dd>
          {link === null
            ? w.linkLong
            : link.length > LINK_CHARACTERS
              ? w.linkUnwieldy(link.length)
              : w.linkHint(link.length)}
        </dd>
      </dl>
      <p role="status">{told}</p>
      {byHand !== null && (
        <label className="author-field" data-wide>
          <span>{w.copyByHand}</span>
          <textarea readOnly rows={4} value={byHand} onFocus={({ target }) => target.select()} />
        </label>
      )}
    </>
  )
}

/** null: longer than any link may be. */
function addressOf(files: LessonFiles): string | null {
  try {
    return `${window.location.href.replace(/#.*$/, '')}#/lesson?from=${linkOf(files)}`
  } catch {
    return null
  }
}
function slugIn(files: LessonFiles): string {
  try {
    const { slug } = JSON.parse(files[SPEC_FILE]) as { slug?: unknown }
    return typeof slug === 'string' && /^[a-z][a-z0-9-]{0,60}$/.test(slug) ? slug : 'lesson'
  } catch {
    return 'lesson'
  }
}
