export {
  checkShift,
  draftHandover,
  editHandover,
  refreshHandover,
  returnHandover,
  signHandover,
} from './change-handover.ts'
export { draftItems } from './draft-items.ts'
export { listHandovers, readHandover, readItems, readVersions } from './handover-rows.ts'
export { printHandover } from './print-handover.ts'
export {
  DEEDS,
  FACTS,
  HANDOVER_STATES,
  type Handover,
  type HandoverItem,
  SECTIONS,
  SOURCE_KINDS,
} from './types.ts'
