/**
 * The lab's page: the sentence, the graph, the charts below it; panels at the sides only when wanted. The rarely needed
 * (inspector, palette, share, help) loads when it is first asked for.
 */
import type { CSSProperties, ReactNode } from 'react'
import { lazy, Suspense, useEffect } from 'react'
import { Graph } from '../graph'
import { useLessonMode } from '../lessonMode'
import { useRoomHold } from '../roomHold'
import { useLab, useView } from '../store'
import { useStudio } from '../studio/studioStore'
import { withItsWords, words } from '../words'
import { letBackClose } from './backCloses'
import { listenToDrops } from './drops'
import { FirstSteps } from './FirstSteps'
import { listenToKeys } from './keys'
import { labSession } from './labSession'
import { Notices } from './Notices'
import { openRoute } from './openRoute'
import { preference } from './preferences'
import type { Route } from './routes'
import { SentenceLine } from './SentenceLine'
import { SidePanel, useSide } from './SidePanel'
import { sizeOf, Splitter } from './Splitter'
import { FIRST_STEPS } from './steps'
import { ToolStrip } from './ToolStrip'
import { TopBar } from './TopBar'
import { Transport } from './Transport'
import { useMedia } from './useMedia'
import { ViewSwitch } from './ViewSwitch'
import { connectWorker } from './workerConnection'
import './lab.css'

// The cluster moves first; its charts follow at once.
const Charts = lazy(() => withItsWords(import('../charts')).then((m) => ({ default: m.Charts })))
const Timeline = lazy(() => withItsWords(import('../charts')).then((m) => ({ default: m.Timeline })))
const EffectCard = lazy(() => withItsWords(import('../charts')).then((m) => ({ default: m.EffectCard })))
const PartitionBar = lazy(() => import('../graph/acts/PartitionBar').then((m) => ({ default: m.PartitionBar })))
const Inspector = lazy(() => withItsWords(import('./inspector/Inspector')).then((m) => ({ default: m.Inspector })))
const Palette = lazy(() => withItsWords(import('./palette/Palette')).then((m) => ({ default: m.Palette })))
const Share = lazy(() => withItsWords(import('./share/Share')).then((m) => ({ default: m.Share })))
const Offer = lazy(() => withItsWords(import('./share/Offer')).then((m) => ({ default: m.Offer })))
const FollowPanel = lazy(() => withItsWords(import('../watch/FollowPanel')).then((m) => ({ default: m.FollowPanel })))
const Contrast = lazy(() => withItsWords(import('../stores/Contrast')).then((m) => ({ default: m.Contrast })))
const Trial = lazy(() => withItsWords(import('../trial/Trial')).then((m) => ({ default: m.Trial })))
const SettingsForm = lazy(() =>
  withItsWords(import('../stores/SettingsForm')).then((m) => ({ default: m.SettingsForm })),
)
const CallsForm = lazy(() =>
  withItsWords(import('../policies/editor/CallsForm'), 'policySettings').then((m) => ({ default: m.CallsForm })),
)
const RecordingBar = lazy(() =>
  withItsWords(import('../author/RecordingBar'), 'author').then((m) => ({ default: m.RecordingBar })),
)
const Help = lazy(() => withItsWords(import('./Help')).then((m) => ({ default: m.Help })))

const Studio = lazy(() =>
  withItsWords(import('../studio/Studio'), 'studio', 'gallery', 'policyProblems').then((m) => ({ default: m.Studio })),
)

const NARROW = '(max-width: 720px)'
/** Narrow and tall, as a phone is held: there lanes of messages can be read where a map could not. */
const UPRIGHT = `${NARROW} and (min-height: 481px)`
/** From here on a request can be followed beside the graph. */
const WIDE = '(min-width: 1100px)'
const ROOMY = '(min-width: 1800px)'

/** What a lesson puts beside the lab, and in the place of its top bar. */
interface LessonBeside {
  bar: ReactNode
  panel: ReactNode
}

interface LabProps {
  route: (Route & { at: 'lab' }) | null
  lesson?: LessonBeside
  within?: boolean
}
/** `route`: what to open; a lesson opens its runs itself. `within`: the page's main part has the lab as a part of it. */
export function Lab({ route, lesson, within }: LabProps) {
  const Main = within ? 'section' : 'main'
  const w = words().shell
  const panel = useView((view) => view.panel)
  const inStory = useLab((lab) => lab.opened?.topology.scenarioId === FIRST_STEPS.scenario)
  // On a phone the sheet would cover the tools: with one in hand, what is tapped is acted on and not looked into.
  const selected = useView((view) => view.selection !== null && (view.tool === 'select' || !matchMedia(NARROW).matches))
  const partitioning = useView((view) => view.tool === 'partition')
  const topology = useLab((lab) => lab.opened?.topology)
  const splitting = partitioning && topology
  const expanded = useView((view) => view.expandedChart !== null)
  const embedded = useView((view) => view.embedded)
  const wide = useMedia(WIDE)
  const roomy = useMedia(ROOMY)
  const follow = useView((view) => view.follow && !view.embedded) && wide && !lesson
  const side = useSide()
  // Beside another panel and an inspector the graph needs what the things to try would take.
  const toTry = useView((view) => view.lesson) && inStory && !lesson && !(side && selected && !roomy)
  const coding = useStudio((studio) => studio.open)
  const offered = useLab((lab) => lab.offer !== null)
  const shown = useLessonMode(({ side }) => side)
  const recording = useLessonMode((mode) => mode.recording)
  useLabLife(lesson !== undefined)
  useEffect(() => {
    if (route) void openRoute(route, labSession(connectWorker))
  }, [route])

  const sizes = {
    '--charts-size': `${sizeOf('charts')}px`,
    '--left-size': `${sizeOf('left')}px`,
    '--lesson-size': `${sizeOf('lesson')}px`,
    '--code-size': `${sizeOf('code')}px`,
    '--pictures-size': `${sizeOf('pictures')}px`,
    '--inspector-size': `${sizeOf('inspector')}px`,
  } as CSSProperties
  return (
    <div className={`lab${embedded ? ' embedded' : ''}`} style={sizes} data-side={lesson && shown}>
      {lesson ? lesson.bar : <TopBar />}
      <Main className="lab-main" aria-label={w.main}>
        <div className="tell">
          <SentenceLine />
          {recording !== null && !lesson && (
            <Suspense>
              <RecordingBar title={recording} />
            </Suspense>
          )}
          <Notices />
        </div>
        <Caption />
        <div className="lab-body">
          {lesson && (
            <>
              <aside className="lesson-side" aria-label={w.lesson} data-coding={coding}>
                {lesson.panel}
                {coding && (
                  <section className="studio-panel" aria-label={w.code}>
                    <Suspense>
                      <Studio />
                    </Suspense>
                  </section>
                )}
              </aside>
              <Splitter panel="lesson" side="start" min={320} max={720} />
            </>
          )}
          {coding && !lesson && (
            <>
              <aside className="studio-panel" aria-label={w.code}>
                {toTry && (
                  <details className="lesson-strip">
                    <summary>{w.firstSteps.title}</summary>
                    <FirstSteps />
                  </details>
                )}
                <Suspense>
                  <Studio />
                </Suspense>
              </aside>
              <Splitter panel="code" side="start" min={320} max={820} />
            </>
          )}
          {toTry && !coding && (
            <>
              <aside className="left-panel">
                <FirstSteps />
              </aside>
              <Splitter panel="left" side="start" min={220} max={560} />
            </>
          )}
          <div className="lab-centre">
            <div className="strip">
              <ToolStrip />
              <ViewSwitch />
            </div>
            <Suspense>{splitting && <PartitionBar topology={splitting} />}</Suspense>
            <div className="stage">
              <div className="graph-slot" role="region" aria-label={w.graph}>
                <Graph />
              </div>
              {follow && !selected && !side && (
                <Suspense>
                  <FollowPanel />
                </Suspense>
              )}
            </div>
            <Suspense>
              <EffectCard />
            </Suspense>
            <Splitter panel="charts" side="below" min={140} max={640} />
            <Transport />
            <div className="charts-slot" data-expanded={expanded}>
              <Suspense>
                <Charts />
                <Timeline />
              </Suspense>
            </div>
          </div>
          {side && <SidePanel side={side} key={side} />}
          {selected && (
            <>
              <Splitter panel="inspector" side="end" min={240} max={640} />
              <aside className="inspector-panel" aria-label={w.inspectorTitle}>
                <Suspense>
                  <Inspector />
                  {follow && <FollowPanel />}
                </Suspense>
              </aside>
            </>
          )}
        </div>
      </Main>
      <Suspense>
        {panel === 'palette' && <Palette />}
        {panel === 'share' && <Share />}
        {panel === 'help' && <Help />}
        {panel === 'contrast' && <Contrast />}
        {panel === 'trial' && <Trial />}
        {panel === 'storeSettings' && <SettingsForm />}
        {panel === 'calls' && <CallsForm />}
        {offered && <Offer />}
      </Suspense>
    </div>
  )
}

/** What the author of the link wrote beside the run; text, never markup. */
function Caption() {
  const caption = useLab((lab) => lab.caption)
  return caption && <p className="caption">{caption}</p>
}

/** While the lab is on screen its clock may run; keys and Back are listened to. Leaving it rests the clock, no more. */
function useLabLife(inLesson: boolean): void {
  useEffect(() => {
    const session = labSession(connectWorker)
    session.start()
    const stops = [letBackClose(), listenToKeys(), ...(inLesson ? [] : [listenToDrops(session)])]
    if (window.matchMedia(UPRIGHT).matches) useView.getState().set({ map: 'spaceTime' })
    const stopWelcome = inLesson ? () => {} : welcome()
    return () => {
      session.stop()
      stopWelcome()
      for (const stop of stops) stop()
    }
  }, [inLesson])
}

/** On the first visit the things to try are shown once their scenario is open; not on a phone, where they would hide it, nor in a room. */
function welcome(): () => void {
  return useLab.subscribe((lab, before) => {
    if (lab.opened === before.opened || preference().welcomed || useView.getState().embedded) return
    if (useRoomHold.getState().address !== null) return
    if (lab.opened?.topology.scenarioId !== FIRST_STEPS.scenario || window.matchMedia(NARROW).matches) return
    useView.getState().set({ lesson: true })
  })
}
