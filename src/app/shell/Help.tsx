/** What the keys do. */
import { useView } from '../store'
import { words } from '../words'
import { Dialog } from './Dialog'

export function Help() {
  const w = words().shell
  const letterKeys = useView((view) => view.letterKeys)
  const set = useView((view) => view.set)
  return (
    <Dialog title={w.help.title} className="help">
      {words().keysHelp.map(({ title, keys }) => (
        <section key={title}>
          <h3>{title}</h3>
          <dl>
            {keys.map(([key, does]) => (
              <div key={key}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <label>
        <input type="checkbox" checked={letterKeys} onChange={(event) => set({ letterKeys: event.target.checked })} />
        {w.letterKeys}
      </label>
    </Dialog>
  )
}
