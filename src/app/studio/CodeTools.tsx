/** What can be done to the text: begin with another one, format, go back, look at what changed. */
import { useState } from 'react'
import type { ContractName } from '../../decisions'
import { Disclosure } from '../shell/Disclosure'
import { words } from '../words'
import { galleryOf } from './gallery'
import { galleryTitle, galleryWhen } from './galleryWords'

interface CodeToolsProps {
  contract: ContractName
  format: (() => void) | null
  diffed: boolean
  diff: (on: boolean) => void
  start: (text: string) => void
  reset: (() => void) | null
  bringBack: (() => void) | null
}

export function CodeTools({ contract, format, diffed, diff, start, reset, bringBack }: CodeToolsProps) {
  const w = words().studio
  return (
    <div className="code-tools">
      <Disclosure label={<>{w.startFrom} ▾</>} title={w.startFromHint}>
        {(close) => <Gallery contract={contract} start={start} close={close} />}
      </Disclosure>
      {format && (
        <button className="plain" onClick={format}>
          {w.format}
        </button>
      )}
      <button className="plain" title={w.resetHint} disabled={!reset} onClick={() => reset?.()}>
        {w.reset}
      </button>
      {bringBack && (
        <button className="plain" title={w.bringBackHint} onClick={bringBack}>
          {w.bringBack}
        </button>
      )}
      <button className="plain" aria-pressed={diffed} onClick={() => diff(!diffed)}>
        {w.diff}
      </button>
    </div>
  )
}

function Gallery({ contract, start, close }: Pick<CodeToolsProps, 'contract' | 'start'> & { close: () => void }) {
  const w = words().studio
  const [loading, setLoading] = useState(false)
  return (
    <ul className="menu gallery" aria-busy={loading}>
      {galleryOf(contract).map(({ id, builtIn, text }) => (
        <li key={id}>
          <button
            className="plain"
            onClick={() => {
              setLoading(true)
              void text().then((found) => {
                start(found)
                close()
              })
            }}
          >
            <b>{galleryTitle(contract, id)}</b> {builtIn && <span className="quiet">{w.builtIn}</span>}
            <span className="quiet when">{galleryWhen(contract, id)}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
