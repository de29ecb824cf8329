/** What a learner takes home: the open run as the lab's own file, which opens anywhere without a room. */
import { saveFile } from '../shell/share/handOver'
import { fileName, fileText, savedNow } from '../shell/share/sharedRun'
import { useLab } from '../store'

export async function saveMyWork(): Promise<void> {
  try {
    const saved = await savedNow('')
    saveFile(new Blob([await fileText(saved)], { type: 'application/json' }), fileName(saved))
  } catch {
    useLab.setState({ problem: { code: 'file.tooLong', params: {} } })
  }
}
