/** A run in a lab of its own: a frame of this very page, which keeps nothing and reaches nobody. */
import { words } from '../words'

/** `link`: link text, which the frame decodes and validates. */
export function RunFrame({ link, title }: { link: string; title: string }) {
  return (
    <iframe
      className="run-frame"
      title={title || words().room.title}
      src={`${window.location.href.split('#')[0]}#/lab?run=${encodeURIComponent(link)}&embed`}
    />
  )
}
