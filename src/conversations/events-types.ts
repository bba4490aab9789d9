/** Steps of the service flow, in order (`domain.md`, 标准服务流程). */
export const STAGE_NAMES = ['greeting', 'listening', 'confirming', 'solving', 'closing'] as const
export type StageName = (typeof STAGE_NAMES)[number]

/** What a listener of a conversation is told of. */
export const EVENT_KINDS = [
  'turn-added',
  'suggestion-ready',
  'suggestion-withdrawn',
  'class-changed',
  'stage-changed',
  'warning-raised',
  'timer-due',
  'ticket-drafted',
  'ticket-changed',
  'ticket-due',
  'follow-up-changed',
  'follow-up-due',
  'conversation-closed',
  'conversation-dropped',
  'conversation-reopened',
  'conversation-transferred',
  'note-added',
  'warning-taken',
  'incident-linked',
  'incident-noticed',
  'incident-updated',
  'incident-ended',
] as const
export type EventKind = (typeof EVENT_KINDS)[number]
