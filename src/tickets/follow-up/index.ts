export { followDroppedLines } from './dropped-lines.ts'
export { type DueDeps, tellWhatIsDue } from './due.ts'
export {
  addFollowUp,
  completeFollowUp,
  FOLLOW_UP_KINDS,
  FOLLOW_UP_OUTCOMES,
  FOLLOW_UP_STATES,
  type FollowUp,
  type FollowUpFilter,
  type FollowUpKind,
  type FollowUpOutcome,
  type FollowUpState,
  followUpChanged,
  listFollowUps,
  type NewFollowUp,
  readFollowUp,
  takeFollowUp,
} from './follow-up-rows.ts'
