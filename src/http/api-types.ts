/**
 * The API's requests and answers as plain types, for clients written in TypeScript (the panel is
 * one). Types only: importing this file adds no code to a bundle.
 */
import type { z } from '@hono/zod-openapi'
import type * as board from './schemas/board.ts'
import type * as checks from './schemas/checks.ts'
import type * as classes from './schemas/classes.ts'
import type * as conversations from './schemas/conversations.ts'
import type * as draftedTickets from './schemas/drafted-tickets.ts'
import type * as editing from './schemas/editing.ts'
import type * as embeddings from './schemas/embeddings.ts'
import type * as followUps from './schemas/follow-ups.ts'
import type * as guide from './schemas/guide.ts'
import type * as handovers from './schemas/handovers.ts'
import type * as incidents from './schemas/incidents.ts'
import type * as knowledge from './schemas/knowledge.ts'
import type * as learning from './schemas/learning.ts'
import type * as reports from './schemas/reports.ts'
import type * as service from './schemas/service.ts'
import type * as speech from './schemas/speech.ts'
import type * as suggestions from './schemas/suggestions.ts'
import type * as tickets from './schemas/tickets.ts'

/** `GET /v1/session` */
export type Session = z.infer<typeof service.Session>
export type Role = Session['role']

/** `POST /v1/conversations`, answered with 201 and a {@link Conversation}. */
export type NewConversation = z.input<typeof conversations.NewConversation>
/** `POST /v1/embeddings` */
export type NewEmbedding = z.input<typeof embeddings.NewEmbedding>
export type Embedding = z.infer<typeof embeddings.Embedding>
/** `GET /v1/conversations/{id}` */
export type Conversation = z.infer<typeof conversations.Conversation>
export type StoredTurn = z.infer<typeof conversations.StoredTurn>
export type StageName = Conversation['stage']
export type RaisedWarning = z.infer<typeof conversations.RaisedWarning>
/** What a lead has written to whoever holds a conversation. */
export type Note = z.infer<typeof conversations.Note>

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
  | EventOf<'class-changed', Triage>
  | EventOf<'stage-changed', { stage: StageName; from: StageName; skipped: StageName[] }>
  | EventOf<'warning-raised', RaisedWarning>
  | EventOf<'timer-due', TimerDue>
  | EventOf<
      'warning-taken',
      { warning: string; group: string; seq: number; by: string; at: string }
    >
  | EventOf<
      'incident-linked' | 'incident-noticed' | 'incident-updated' | 'incident-ended',
      IncidentTold
    >
  | EventOf<
      'ticket-drafted',
      {
        ticket: string
        version: number
        state: Ticket['state']
        changed: string[]
        findings: Pick<TicketFinding, 'path' | 'rule'>[]
      }
    >
  | EventOf<
      'ticket-changed',
      {
        ticket: string
        version: number
        round: number
        state: Ticket['state']
        from: Ticket['state']
        deed: TicketVersion['deed'] | 'dispatch-failed'
        by: string | null
        changed: string[]
      }
    >
  | EventOf<
      'ticket-due',
      {
        ticket: string
        round: number
        state: Ticket['state']
        when: 'before' | 'after'
        deadline: string
      }
    >
  | EventOf<
      'follow-up-changed',
      { followUp: string; kind: FollowUp['kind']; state: FollowUp['state']; dueAt: string }
    >
  | EventOf<
      'follow-up-due',
      {
        followUp: string
        kind: FollowUp['kind']
        state: FollowUp['state']
        when: 'before' | 'after'
        dueAt: string
      }
    >
  | EventOf<'note-added', Omit<Note, 'id' | 'at'>>
  | EventOf<'conversation-closed', { closedAt: string } & Changed>
  | EventOf<'conversation-dropped', { droppedAt: string } & Changed>
  | EventOf<'conversation-reopened', { reopenedAt: string; from: 'dropped' | 'closed' } & Changed>
  | EventOf<'conversation-transferred', { from: Holder; to: Holder } & Changed>

/** What goes over the WebSocket `GET /v1/conversations/{id}/stream`, as JSON text. */
export type ClientFrame = z.input<typeof speech.ClientFrame>
export type ServerFrame = z.infer<typeof speech.ServerFrame>

/** What has come due: a reply, a reminder, the close, a call back. */
export type TimerDue = z.infer<typeof guide.TimerDue>
/** `GET /v1/conversations/{id}/guide` */
export type Guide = z.infer<typeof guide.Guide>

export type Suggestion = z.infer<typeof suggestions.Suggestion>
export type StoredSuggestion = z.infer<typeof suggestions.StoredSuggestion>
export type SuggestedSentence = Suggestion['sentences'][number]
export type Citation = SuggestedSentence['citations'][number]
export type Guidance = Suggestion['guidance'][number]
export type Finding = z.infer<typeof suggestions.Finding>

/** `POST /v1/suggestions/{id}/feedback`, answered with 201. */
export type NewFeedback = z.input<typeof suggestions.NewFeedback>
export type Feedback = z.infer<typeof suggestions.Feedback>

/** `GET /v1/warnings?state=&limit=&cursor=`, and what `POST /v1/warnings/{id}/take` answers. */
export type WarningList = z.infer<typeof incidents.WarningList>
export type Warning = z.infer<typeof incidents.Warning>
/** `GET /v1/incidents?state=&limit=`, `GET /v1/incidents/{id}`, `POST …/take` and `POST …/close`. */
export type IncidentList = z.infer<typeof incidents.IncidentList>
export type Incident = z.infer<typeof incidents.Incident>
export type IncidentJudgement = z.input<typeof incidents.IncidentJudgement>
/** Of `incident-linked`, `incident-noticed`, `incident-updated`, `incident-ended`. */
export type IncidentTold = Pick<Incident, 'about' | 'customers' | 'startedAt'> & {
  incident: string
  usual?: number
  lastReportAt?: string
}

/** `GET /v1/team/conversations?channel=&ids=&limit=&cursor=`, for leads. */
export type OpenList = z.infer<typeof board.OpenList>
export type OpenConversation = z.infer<typeof board.OpenConversation>
/** `POST /v1/conversations/{id}/notes`, for leads, answered with 201 and an {@link AddedNote}. */
export type NewNote = z.input<typeof board.NewNote>
export type AddedNote = z.infer<typeof board.AddedNote>
/** `POST /v1/conversations/{id}/elapse`, for recordings on a server without keys. */
export type Elapse = z.input<typeof board.Elapse>

/** `GET /v1/handovers/{id}` */
export type Handover = z.infer<typeof handovers.Handover>
export type HandoverItem = z.infer<typeof handovers.HandoverItem>
/** `GET /v1/handovers?state=&limit=&cursor=` */
export type HandoverList = z.infer<typeof handovers.HandoverList>
/** `POST /v1/handovers` */
export type NewHandover = z.input<typeof handovers.NewHandover>
/** `GET /v1/reports?from=&to=&channel=&lang=` */
export type Report = z.infer<typeof reports.Report>
export type Figure = z.infer<typeof reports.Figure>
export type FigureId = keyof Report['total']

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

/** `GET /v1/tickets/{id}` and what every deed on a ticket answers. */
export type Ticket = z.infer<typeof tickets.Ticket>
export type TicketPlace = z.infer<typeof tickets.TicketPlace>
export type TicketFinding = z.infer<typeof tickets.TicketFinding>
/** `GET /v1/tickets?state=&type=&department=&conversation=&overdue=&limit=&cursor=` */
export type TicketSummary = z.infer<typeof tickets.TicketSummary>
export type TicketList = z.infer<typeof tickets.TicketList>
/** `GET /v1/ticket-form` */
export type TicketForm = z.infer<typeof tickets.TicketForm>
/** `PATCH /v1/tickets/{id}` */
export type TicketEdit = z.input<typeof tickets.TicketEdit>
/** `POST /v1/tickets/{id}/approval`, `…/rejection`, `…/resolution`, `…/visits`, `…/closure`, `…/reopening` */
export type TicketApproval = z.input<typeof tickets.TicketApproval>
export type TicketRejection = z.input<typeof tickets.TicketRejection>
export type TicketResolution = z.input<typeof tickets.TicketResolution>
export type NewTicketVisit = z.input<typeof tickets.NewTicketVisit>
export type TicketClosure = z.input<typeof tickets.TicketClosure>
export type TicketReopening = z.input<typeof tickets.TicketReopening>
/** `GET /v1/tickets/{id}/versions?after=&limit=` */
export type TicketVersions = z.infer<typeof tickets.TicketVersions>
export type TicketVersion = z.infer<typeof tickets.TicketVersion>
/** `GET /v1/tickets/{id}/personal` */
export type TicketPersonal = z.infer<typeof tickets.TicketPersonal>
/** `details` of a 409 where a ticket has changed since it was read, or cannot be approved as it is. */
export type TicketConflict = {
  version: number
  state: Ticket['state']
  since?: TicketVersion[]
  findings?: TicketFinding[]
}

/** `GET /v1/follow-ups` and `POST /v1/follow-ups`, `…/{id}/take`, `…/{id}/completion` */
export type FollowUp = z.infer<typeof followUps.FollowUp>
export type FollowUpList = z.infer<typeof followUps.FollowUpList>
export type NewFollowUp = z.input<typeof followUps.NewFollowUp>
export type FollowUpCompletion = z.input<typeof followUps.FollowUpCompletion>
/** `GET /v1/dispatches` and `POST /v1/dispatches/{id}/retry`, for leads. */
export type Dispatch = z.infer<typeof followUps.Dispatch>
export type DispatchList = z.infer<typeof followUps.DispatchList>

/** Every error: `application/problem+json`. */
export type Problem = z.infer<typeof service.Problem>

/** `GET /v1/knowledge/status`, for editors. */
export type KnowledgeStatus = z.infer<typeof editing.KnowledgeStatus>
/** `GET /v1/knowledge/articles?q=&module=&owner=&audience=&outcome=&stale=&as=&at=&limit=&cursor=`, for editors. */
export type KnowledgeFileList = z.infer<typeof editing.FileList>
export type KnowledgeFile = KnowledgeFileList['articles'][number]
/** `GET /v1/knowledge/articles/{id}?as=&at=`, for editors. */
export type ArticlePreview = z.infer<typeof editing.Preview>
/** `GET /v1/knowledge/articles/{id}/usage`, for editors. */
export type ArticleUsage = z.infer<typeof editing.Usage>
/** `GET /v1/knowledge/gaps?since=&least=&limit=`, for editors. */
export type GapList = z.infer<typeof editing.GapList>
export type Gap = GapList['gaps'][number]

/** `GET /v1/knowledge/asks` */
export type AskProposalList = z.infer<typeof learning.ProposalList>
/** `POST /v1/knowledge/asks/{id}/decision`; `DELETE` of it answers the same. */
export type NewAskDecision = z.input<typeof learning.NewDecision>
export type AskDecision = z.infer<typeof learning.Decided>
/** `GET /v1/knowledge/learning` */
export type Learning = z.infer<typeof learning.Learning>

/** `POST /v1/classify`, and the data of the event `class-changed`. */
export type Triage = z.infer<typeof classes.Triage>
/** `GET /v1/conversations/{id}/class` */
export type ConversationClass = z.infer<typeof classes.ClassView>
/** `POST /v1/conversations/{id}/class`, answered with 201 and a {@link ClassCorrection}. */
export type NewClassCorrection = z.input<typeof classes.NewCorrection>
export type ClassCorrection = z.infer<typeof classes.Correction>

/** `POST /v1/summarize` */
export type DraftedTicket = z.infer<typeof draftedTickets.DraftedTicket>
