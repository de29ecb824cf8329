/** The start page: what this is, the way in, the scenarios with their stories, and how far to trust it. */
import { PRESET_TOPICS } from '../../scenarios/presets/topics'
import type { PresetTopic } from '../../scenarios/presets/topics'
import { useLab } from '../store'
import { words } from '../words'
import { labHash, lessonHash } from './routes'
import { lessonPlace } from './lessonPlace'
import './home.css'

const FIRST_LESSON = 'did-it-happen'

export function Home() {
  const w = words().shell
  const place = lessonPlace()
  const running = useLab((lab) => lab.opened !== null)
  return (
    <main className="home">
      <h1>{w.name}</h1>
      <p className="lead">{w.home.lead}</p>
      <p className="ways">
        <a className="button primary" href={lessonHash(place?.slug ?? FIRST_LESSON)}>
          {place ? w.home.goOn(place.title) : w.home.course}
        </a>
        <a className="button" href="#/lab">
          {running ? w.home.resume : w.home.open}
        </a>
        <a href="#/course">{w.home.allLessons}</a>
      </p>
      <p>{w.home.courseText}</p>
      <p>{w.home.how}</p>
      <h2>{w.home.presets}</h2>
      {(Object.keys(PRESET_TOPICS) as PresetTopic[]).map((topic) => (
        <section key={topic} aria-label={w.presetTopic(topic)}>
          <h3>{w.presetTopic(topic)}</h3>
          <ul className="stories">
            {PRESET_TOPICS[topic].map((id) => (
              <li key={id}>
                <a href={labHash(id)}>{w.presetName(id)}</a>
                <span>{w.presetStory(id)}</span>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <p>
        <a href="#/homework">{w.home.homework}</a> <span className="quiet">{w.home.homeworkText}</span>
        <a href="#/room">{w.home.room}</a> <span className="quiet">{w.home.roomText}</span>
      </p>
      <p>
        <a href="#/history">{w.home.history}</a> <span className="quiet">{w.home.historyText}</span>
      </p>
      <p>
        <a href="#/accuracy">{w.home.accurate}</a> <span className="quiet">{w.home.accurateText}</span>
      </p>
    </main>
  )
}
