/** What the marks of the figures mean. */
import { words } from '../words'

export function Key() {
  const { key } = words().accuracy
  return (
    <ul className="accuracy-key">
      <li>
        <svg width="14" height="14" aria-hidden="true">
          <circle className="accuracy-expected" cx="7" cy="7" r="6" />
        </svg>
        {key.expected}
      </li>
      <li>
        <svg width="22" height="14" aria-hidden="true">
          <line className="accuracy-allowed" x1="0" x2="22" y1="7" y2="7" />
        </svg>
        {key.allowed}
      </li>
      <li>
        <svg width="14" height="14" aria-hidden="true">
          <circle className="accuracy-ours" cx="7" cy="7" r="3.5" />
        </svg>
        {key.ours}
      </li>
      <li>
        <svg width="14" height="14" aria-hidden="true">
          <path className="accuracy-miss" d="M3,3 l8,8 M11,3 l-8,8" />
        </svg>
        {key.miss}
      </li>
      <li>
        <svg width="6" height="16" aria-hidden="true">
          <path className="accuracy-paper" d="M3,0 v16" />
        </svg>
        {key.paper}
      </li>
    </ul>
  )
}
