/** Share: link, file, snippet for another site, picture. */
import { useEffect, useRef, useState } from 'react'
import type { SavedRun } from '../../../scenarios/run'
import { useLab, useView } from '../../store'
import { words } from '../../words'
import { closePanel, Dialog } from '../Dialog'
import { problemOf } from '../labConnection'
import { labSession } from '../labSession'
import { connectWorker } from '../workerConnection'
import { Copyable } from './Copyable'
import { copyPicture, saveFile } from './handOver'
import { openFile } from './openShared'
import { pictureOf } from './picture'
import { embedded, fileName, fileText, linkTo, savedNow, snippet } from './sharedRun'
import { InstrumentsSection } from './InstrumentsSection'
import './share.css'

const CAPTION_MAX = 280

export function Share() {
  const w = words().share
  const [caption, setCaption] = useState('')
  const [saved, setSaved] = useState<SavedRun | null>(null)
  const [link, setLink] = useState<string | null>(null) // of `saved`; null where it would be too long
  const fewPanels = useView((view) => view.embedded)
  useEffect(() => {
    let current = true
    const make = async (): Promise<void> => {
      const run = await savedNow(caption)
      const address = await linkTo(run, window.location.href)
      if (!current) return
      setSaved(run)
      setLink(address)
    }
    make().catch((error: unknown) => useLab.setState({ problem: problemOf(error) }))
    return () => {
      current = false
    }
  }, [caption])
  return (
    <Dialog title={w.title} className="share">
      <section>
        <h3>{w.link}</h3>
        <p className="quiet">{w.linkText}</p>
        {saved === null && <p role="status">{w.working}</p>}
        {saved !== null && link === null && <p role="status">{w.tooLong}</p>}
        {link && <Copyable text={link} label={w.link} button={w.copy} />}
        <input
          className="caption"
          aria-label={w.caption}
          placeholder={w.caption}
          maxLength={CAPTION_MAX}
          value={caption}
          onChange={(event) => setCaption(event.target.value)}
        />
        {saved?.fingerprint && (
          <p className="quiet">
            <code>{w.fingerprint(saved.fingerprint.hex)}</code>
          </p>
        )}
      </section>
      <FileSection saved={saved} />
      <InstrumentsSection saved={saved} />
      {link && !fewPanels && (
        <section>
          <h3>{w.embed}</h3>
          <p className="quiet">{w.embedText}</p>
          <Copyable text={snippet(embedded(link))} label={w.embed} button={w.copyEmbed} />
        </section>
      )}
      <PictureSection saved={saved} />
    </Dialog>
  )
}

function FileSection({ saved }: { saved: SavedRun | null }) {
  const w = words().share
  const chooser = useRef<HTMLInputElement>(null)
  const save = async (run: SavedRun): Promise<void> => {
    try {
      saveFile(new Blob([await fileText(run)], { type: 'application/json' }), fileName(run))
    } catch (error) {
      useLab.setState({ problem: problemOf(error) })
    }
  }
  const open = (file: File | undefined): void => {
    if (!file) return
    closePanel()
    void openFile(file, labSession(connectWorker))
  }
  return (
    <section>
      <h3>{w.file}</h3>
      <p className="quiet">{w.fileText}</p>
      <button disabled={!saved} onClick={() => saved && void save(saved)}>
        {w.save}
      </button>{' '}
      <button onClick={() => chooser.current?.click()}>{w.open}</button>
      <input
        ref={chooser}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label={w.open}
        onChange={(event) => open(event.target.files?.[0])}
      />
    </section>
  )
}

function PictureSection({ saved }: { saved: SavedRun | null }) {
  const w = words().share
  const [told, setTold] = useState('')
  const make = async (hand: (picture: Blob) => Promise<void> | void): Promise<void> => {
    try {
      await hand(await pictureOf([...document.querySelectorAll<HTMLElement>('.graph-slot, .charts-slot')]))
    } catch {
      useLab.setState({ problem: { code: 'image.failed', params: {} } })
    }
  }
  const name = saved ? fileName(saved).replace(/json$/, 'png') : 'faultline.png'
  return (
    <section>
      <h3>{w.picture}</h3>
      <p className="quiet">{w.pictureText}</p>
      <button
        onClick={() =>
          void make(async (picture) => {
            const copied = await copyPicture(picture)
            if (!copied) saveFile(picture, name)
            setTold(copied ? w.copied : '')
          })
        }
      >
        {w.copyPicture}
      </button>{' '}
      <button onClick={() => void make((picture) => saveFile(picture, name))}>{w.savePicture}</button>
      <span role="status"> {told}</span>
    </section>
  )
}
