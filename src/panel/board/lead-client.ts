import type {
  AddedNote,
  FollowUp,
  FollowUpList,
  Incident,
  IncidentJudgement,
  IncidentList,
  NewNote,
  OpenList,
  Session,
  TicketForm,
  TicketList,
  TicketSummary,
  Warning,
  WarningList,
} from '../../http/api-types.ts'
import { type Client, createClient } from '../api/client.ts'

/** A desk without keys lets everybody try every role. */
export function clientOfLead(client: Client, { isDemo }: Session): Client {
  return isDemo ? createClient(client.url('./'), () => 'demo-lead') : client
}

/** What the board asks of the server. */
export function boardCalls({ read, post }: Client) {
  const id = encodeURIComponent
  return {
    open: (query: Record<string, string>, signal: AbortSignal) =>
      read<OpenList>(`team/conversations?${new URLSearchParams(query)}`, signal),
    warnings: async (signal: AbortSignal): Promise<Warning[]> => {
      const [open, taken] = await Promise.all([
        read<WarningList>('warnings?state=open&limit=50', signal),
        read<WarningList>('warnings?state=taken&limit=5', signal),
      ])
      return [...open.warnings, ...taken.warnings]
    },
    takeWarning: (warning: string) => post<Warning>(`warnings/${id(warning)}/take`, {}),
    incidents: async (signal: AbortSignal): Promise<Incident[]> =>
      (await read<IncidentList>('incidents?state=open', signal)).incidents,
    takeIncident: (incident: string) => post<Incident>(`incidents/${id(incident)}/take`, {}),
    endIncident: (incident: string, judgement: IncidentJudgement) =>
      post<Incident>(`incidents/${id(incident)}/close`, judgement),
    tickets: async (signal: AbortSignal): Promise<TicketSummary[]> =>
      (await read<TicketList>('tickets?overdue=true&limit=50', signal)).tickets,
    followUps: async (before: string, signal: AbortSignal): Promise<FollowUp[]> => {
      const due = (state: string) =>
        read<FollowUpList>(`follow-ups?state=${state}&due_before=${id(before)}&limit=50`, signal)
      const lists = await Promise.all([due('open'), due('taken')])
      return lists.flatMap(({ followUps }) => followUps)
    },
    labels: () => read<TicketForm>('ticket-form'),
    note: (conversation: string, note: NewNote) =>
      post<AddedNote>(`conversations/${id(conversation)}/notes`, note),
  }
}

export type BoardCalls = ReturnType<typeof boardCalls>
