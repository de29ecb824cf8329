/** A run's file dropped anywhere on the page opens it. */
import { useLab } from '../store'
import type { LabSession } from './labSession'

export function listenToDrops(session: LabSession): () => void {
  const over = (event: DragEvent): void => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault()
  }
  const drop = (event: DragEvent): void => {
    const file = event.dataTransfer?.files[0]
    if (!file) return
    event.preventDefault()
    import('./share/openShared').then(
      ({ openFile }) => openFile(file, session),
      () => useLab.setState({ problem: { code: 'file.unreadable', params: {} } }),
    )
  }
  window.addEventListener('dragover', over)
  window.addEventListener('drop', drop)
  return () => {
    window.removeEventListener('dragover', over)
    window.removeEventListener('drop', drop)
  }
}
