/** Signals and objectives: the ways to them that the timeline shows. The panel loads when it is asked for (Signals.tsx). */
export { IncidentMarks, IncidentsButton } from './IncidentMarks'
