/**
 * The API's requests and answers as plain types, for clients written in TypeScript (the panel is
 * one). Types only: importing this file adds no code to a bundle.
 */
import type { z } from '@hono/zod-openapi'
import type * as checks from './schemas/checks.ts'
import type * as conversations from './schemas/conversations.ts'
import type * as knowledge from './schemas/knowledge.ts'
import type * as service from './schemas/service.ts'
import type * as speech from './schemas/speech.ts'
import type * as suggestions from './schemas/suggestions.ts'

/** `GET /v1/session` */
export type Session = z.infer<typeof service.Session>
export type Role = Session['role']

/** `POST /v1/conversations`, answered with 201 and a {@link Conversation}. */
export type NewConversation = z.input<typeof conversations.NewConversation>
/** `GET /v1/conversations/{id}` */
export type Conversation = z.infer<typeof conversations.Conversation>
export type StoredTurn = z.infer<typeof conversations.StoredTurn>
export type StageName = Conversation['stage']
export type RaisedWarning = z.infer<typeof conversations.RaisedWarning>

/** One turn of `POST …/turns`; several go as `{ turns: NewTurn[] }`. */
export type NewTurn = {
  seq: number
  speaker: StoredTurn['speaker']
  text: string
  at?: string
  final?: boolean
  rev?: number
}
/** `POST /v1/conversations/{id}/turns` */
export type AppendedTurns = z.infer<typeof conversations.AppendedTurns>
/** `GET /v1/conversations/{id}/turns?limit=&cursor=` */
export type TurnPage = z.infer<typeof conversations.TurnPage>
/** `POST /v1/conversations/{id}/close` */
export type ClosedConversation = z.infer<typeof conversations.ClosedConversation>
/** `POST /v1/conversations/{id}/drop`, `…/reopen` and `…/transfer` */
export type ConversationState = z.infer<typeof conversations.ConversationState>
export type NewTransfer = z.input<typeof conversations.NewTransfer>

type EventOf<Kind extends string, Data> = {
  /** Rises by one within the conversation; also the `id:` of the server-sent event. */
  id: number
  conversation: string
  kind: Kind
  at: string
  data: Data
}

/** `by`: the role of whoever did it, for leads with the fingerprint of the key; null: it is not known. */
type Changed = { by: string | null; reason: string | null }
type Holder = { agent: string | null; department: string | null }

/**
 * `GET /v1/conversations/{id}/events`: server-sent events; `event:` is the kind, `data:` this
 * object. Resume with the header `Last-Event-ID`, or `?after=` where a client cannot set it.
 */
export type ConversationEvent =
  | EventOf<'turn-added', StoredTurn>
  | EventOf<'suggestion-ready', StoredSuggestion>
  | EventOf<'suggestion-withdrawn', { suggestion: string | null; forTurn: number; reason: string }>
  | EventOf<'stage-changed', { stage: StageName; from: StageName; skipped: StageName[] }>
  | EventOf<'warning-raised', RaisedWarning>
  | EventOf<'conversation-closed', { closedAt: string } & Changed>
  | EventOf<'conversation-dropped', { droppedAt: string } & Changed>
  | EventOf<'conversation-reopened', { reopenedAt: string; from: 'dropped' | 'closed' } & Changed>
  | EventOf<'conversation-transferred', { from: Holder; to: Holder } & Changed>

/** What goes over the WebSocket `GET /v1/conversations/{id}/stream`, as JSON text. */
export type ClientFrame = z.input<typeof speech.ClientFrame>
export type ServerFrame = z.infer<typeof speech.ServerFrame>

export type Suggestion = z.infer<typeof suggestions.Suggestion>
export type StoredSuggestion = z.infer<typeof suggestions.StoredSuggestion>
export type SuggestedSentence = Suggestion['sentences'][number]
export type Citation = SuggestedSentence['citations'][number]
export type Guidance = Suggestion['guidance'][number]
export type Finding = z.infer<typeof suggestions.Finding>

/** `POST /v1/suggestions/{id}/feedback`, answered with 201. */
export type NewFeedback = z.input<typeof suggestions.NewFeedback>
export type Feedback = z.infer<typeof suggestions.Feedback>

/** `GET /v1/search?q=&lang=&top=` */
export type SearchResults = z.infer<typeof knowledge.SearchResults>
/** `GET /v1/articles?lang=&module=&limit=&cursor=` */
export type ArticleList = z.infer<typeof knowledge.ArticleList>
/** `GET /v1/articles/{id}` */
export type Article = z.infer<typeof knowledge.Article>

/** `POST /v1/check` */
export type CheckRequest = z.input<typeof checks.CheckRequest>
export type CheckVerdict = z.infer<typeof checks.CheckVerdict>
/** `GET /v1/check/{id}`, for leads. */
export type KeptCheck = z.infer<typeof checks.KeptCheck>
/** `POST /v1/check/{id}/override`, answered with 201. */
export type NewOverride = z.input<typeof checks.NewOverride>
export type Override = z.infer<typeof checks.Override>

/** `GET /v1/samples` and `GET /v1/samples/{id}` */
export type SampleList = z.infer<typeof service.SampleList>
export type Sample = z.infer<typeof service.Sample>
export type SampleTurn = z.infer<typeof service.SampleTurn>

/** Every error: `application/problem+json`. */
export type Problem = z.infer<typeof service.Problem>
