/** When a part of the page fails while drawing: says so in plain words, and that the run is kept. */
import type { ReactNode } from 'react'
import { Component } from 'react'
import { words } from '../words'
import './home.css'

export class ErrorBoundary extends Component<{ children: ReactNode }, { failed: string | null }> {
  override state: { failed: string | null } = { failed: null }

  static getDerivedStateFromError(error: unknown): { failed: string } {
    return { failed: error instanceof Error ? `${error.name}: ${error.message}` : String(error) }
  }

  override render(): ReactNode {
    const { failed } = this.state
    if (failed === null) return this.props.children
    const w = words().shell
    return (
      <main className="home" role="alert">
        <h1>{w.crash.title}</h1>
        <p>{w.crash.text}</p>
        <p>
          <button className="primary" onClick={() => window.location.reload()}>
            {w.reload}
          </button>
        </p>
        <details>
          <summary>{w.crash.details}</summary>
          <code>{failed}</code>
        </details>
      </main>
    )
  }
}
