/** A run in a lab of its own: a frame of this very page, which keeps nothing and reaches nobody. */
import { IN_FRAME_NAME } from '../shell/share/sharedRun'
import { words } from '../words'

/** `link`: link text; or `file`: a file's, which goes by the frame's name. The frame decodes and validates it. */
export function RunFrame({ link, file, title }: { link: string | null; file?: string | null; title: string }) {
  return (
    <iframe
      className="run-frame"
      title={title || words().room.title}
      name={file ?? undefined}
      src={`${window.location.href.split('#')[0]}#/lab?run=${encodeURIComponent(link ?? IN_FRAME_NAME)}&embed`}
    />
  )
}
