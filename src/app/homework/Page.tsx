/** A page of homework: the way back, its name, and what it is for. */
import type { ReactNode } from 'react'
import { words } from '../words'

interface PageProps {
  title: string
  lead?: string
  isStart?: boolean
  children?: ReactNode
}
export function Page({ title, lead, isStart = false, children }: PageProps) {
  const w = words().homework
  return (
    <main className="home homework">
      <nav aria-label={w.nav}>
        <a href="#/">{w.home}</a>
        {isStart ? <a href="#/course">{w.course}</a> : <a href="#/homework">{w.title}</a>}
      </nav>
      <h1>{title}</h1>
      {lead !== undefined && <p className="lead">{lead}</p>}
      {children}
    </main>
  )
}
