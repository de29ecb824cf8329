/** The maps of the cluster: `<Graph />` shows the one that the view asks for; verbs are in ./verbs. */
export { Graph } from './Graph'
export { VerbList } from './acts/VerbList'
