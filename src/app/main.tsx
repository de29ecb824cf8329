/** The page's entry: says so where the browser is too old, else mounts the application. */
import { createRoot } from 'react-dom/client'
import { App } from './App'
import { followPreferences } from './shell/preferences'
import { Unsupported } from './shell/Unsupported'
import { speakValidLanguage } from './shell/validLanguage'
import { lacking } from './shell/lacking'
import { startWorkerEarly } from './shell/workerConnection'
import { chooseLanguage } from './words'
import './style/tokens.css'
import './style/base.css'

speakValidLanguage()
const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
followPreferences()
const missing = lacking()
if (missing.length === 0 && window.location.hash.startsWith('#/lab')) startWorkerEarly()
const page = createRoot(root)
void chooseLanguage(navigator.languages).then((tag) => {
  document.documentElement.lang = tag
  page.render(missing.length === 0 ? <App /> : <Unsupported missing={missing} />)
})
