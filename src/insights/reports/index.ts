export { fillFacts } from './fill-facts.ts'
export { makeReport } from './make-report.ts'
export { MOST_DAYS } from './period.ts'
export {
  FIGURES,
  type Figure,
  type FigureId,
  type Figures,
  type Group,
  type QuestionType,
  REASONS,
  type Report,
  type ReportFilter,
} from './types.ts'
export { wilsonInterval } from './wilson.ts'
