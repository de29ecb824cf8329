/** For a browser that lacks what the simulation needs. */
import { words } from '../words'
import './home.css'

export function Unsupported({ missing }: { missing: string[] }) {
  const w = words().shell.unsupported
  return (
    <main className="home">
      <h1>{w.title}</h1>
      <p>
        {w.text} {missing.join(', ')}.
      </p>
    </main>
  )
}
