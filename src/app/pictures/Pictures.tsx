/** What is inside the store, beside the graph: one picture at a time, of one shard; what the graph has selected is marked. */
import type { KeyboardEvent } from 'react'
import { useEffect } from 'react'
import type { StoreView } from '../../lab/storeViews/views'
import type { ModeName } from '../../scenarios/modes'
import { useLab, useView } from '../store'
import { words } from '../words'
import { ClocksPicture } from './ClocksPicture'
import { LocksPicture } from './LocksPicture'
import { LogPicture } from './LogPicture'
import { MapPicture } from './MapPicture'
import type { PictureName } from './pictureStore'
import { closePictures, picturesOf, shardOf, showPicture, shownPicture, usePictures } from './pictureStore'
import { PromisesPicture } from './PromisesPicture'
import { useStoreView } from './useStoreView'
import { VersionsPicture } from './VersionsPicture'
import './pictures.css'

export function Pictures() {
  const w = words().pictures
  const topology = useLab((lab) => lab.opened?.topology)
  const selection = useView((view) => view.selection)
  const { picture, shard } = usePictures()
  const asked = topology ? shardOf(selection, topology) : -1
  useEffect(() => {
    if (asked >= 0) usePictures.setState({ shard: asked, logTo: null })
  }, [asked])
  if (!topology) return null
  if (topology.mode === null) return null
  const shards = Math.max(...topology.groups.map((group) => group.shards))
  const shown = shownPicture(picture, topology.mode)
  return (
    <section className="pictures" aria-label={words().stores.inside}>
      <header>
        <h2>{words().stores.inside}</h2>
        <select
          aria-label={w.shard}
          value={shard}
          onChange={({ target }) => usePictures.setState({ shard: Number(target.value), logTo: null })}
        >
          {Array.from({ length: shards }, (_, s) => (
            <option key={s} value={s}>
              {w.shardName(s)}
            </option>
          ))}
        </select>
        <button type="button" className="plain" aria-label={words().shell.close} onClick={closePictures}>
          ×
        </button>
      </header>
      <Tabs mode={topology.mode} shown={shown} />
      <div className="picture" role="tabpanel" aria-label={w.tabs[shown]} tabIndex={0}>
        {shown === 'promises' ? <PromisesPicture /> : <Picture shown={shown} shard={Math.min(shard, shards - 1)} />}
      </div>
    </section>
  )
}

function Tabs({ mode, shown }: { mode: ModeName; shown: PictureName }) {
  const w = words().pictures
  const names = picturesOf(mode)
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    const at = (names.indexOf(shown) + step + names.length) % names.length
    showPicture(names[at])
    event.currentTarget.querySelectorAll('button')[at].focus()
  }
  return (
    <div className="picture-tabs" role="tablist" aria-label={words().stores.inside} onKeyDown={onKeyDown}>
      {names.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          className="plain"
          aria-selected={name === shown}
          tabIndex={name === shown ? 0 : -1}
          onClick={() => showPicture(name)}
        >
          {w.tabs[name]}
        </button>
      ))}
    </div>
  )
}

function Picture({ shown, shard }: { shown: PictureName; shard: number }) {
  const w = words().pictures
  const view = useStoreView(
    shard,
    usePictures((pictures) => pictures.logTo),
  )
  if (view === null) return <p role="status">{w.loading}</p>
  if (view === 'failed') return <p role="status">{w.failed}</p>
  return <Chosen shown={shown} view={view} />
}
function Chosen({ shown, view }: { shown: PictureName; view: StoreView }) {
  if (shown === 'map') return <MapPicture map={view.map} shard={view.shard} />
  if (shown === 'versions') return <VersionsPicture view={view} />
  if (shown === 'log' && view.log) return <LogPicture view={view} log={view.log} />
  if (shown === 'clocks' && view.clocks) return <ClocksPicture clocks={view.clocks} />
  if (shown === 'locks' && view.locks) return <LocksPicture locks={view.locks} users={view.map.users} />
  return <p role="status">{words().pictures.loading}</p> // the answer is of the mode before
}
