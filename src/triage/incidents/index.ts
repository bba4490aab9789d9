export { type About, describeTraits } from './describe-incident.ts'
export {
  INCIDENT_VERDICTS,
  type Incident,
  type IncidentVerdict,
  incidentOf,
  judgeIncident,
  listIncidents,
  openIncidents,
  readIncident,
  reportsOf,
  takeIncident,
} from './incident-rows.ts'
export { noticeIncidents } from './notice-incidents.ts'
export { readTrouble, type Trouble } from './read-trouble.ts'
export { isSameTrouble, profileOf } from './same-trouble.ts'
export { type FindTrouble, ongoingIncident, takeReports } from './take-reports.ts'
export { troubleOf } from './trouble-of-desk.ts'
