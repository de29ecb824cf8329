/** A place that does not exist (yet), with the ways back. */
import { words } from '../words'
import './home.css'

export function NothingHere({ path }: { path: string }) {
  const w = words().shell.nothing
  return (
    <main className="home">
      <h1>{w.title}</h1>
      <p>{w.text(path)}</p>
      <p>
        <a className="button primary" href="#/lab">
          {w.toLab}
        </a>{' '}
        <a href="#/">{w.toHome}</a>
      </p>
    </main>
  )
}
