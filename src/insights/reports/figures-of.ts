import type { IncidentCounts, WarningCounts } from './count-alerts.ts'
import type { SuggestionCounts } from './count-suggestions.ts'
import type { TalkCounts } from './count-talks.ts'
import type { FollowUpCounts, TicketCounts } from './count-tickets.ts'
import type { Figure, Figures, Reason } from './types.ts'
import { wilsonInterval } from './wilson.ts'

/** What was counted for one group; undefined where there was nothing of a kind. */
export type Counts = {
  talks?: TalkCounts | undefined
  suggestions?: SuggestionCounts | undefined
  tickets?: TicketCounts | undefined
  followUps?: FollowUpCounts | undefined
  warnings?: WarningCounts | undefined
  /** Null: incidents are not counted by this. */
  incidents?: IncidentCounts | null | undefined
}

/** The figures of one group. What was not counted has no value and says why. */
export function figuresOf(counts: Counts, { isLimitSet }: { isLimitSet: boolean }): Figures {
  const { talks, suggestions, tickets, followUps, warnings } = counts
  const incidents = counts.incidents ?? undefined
  const byIncident = (figure: Figure): Figure =>
    counts.incidents === null ? unknown('not-by-this') : figure
  const waits = (talks?.replies ?? 0) + (talks?.unanswered ?? 0)
  return {
    conversations: count(talks?.conversations),
    'talk-time': duration(talks?.closed, talks?.talkMedian, talks?.talkP90),
    'handling-time': duration(tickets?.wrapped, tickets?.handlingMedian, tickets?.handlingP90),
    'wrap-up-time': duration(tickets?.wrapped, tickets?.wrapUpMedian, tickets?.wrapUpP90),
    'replies-in-time':
      isLimitSet || waits > 0 ? share(talks?.inTime, waits) : unknown('no-limit-set'),
    'waiting-time': mean(talks?.waited, talks?.allReplies),
    'first-contact-resolution': share(tickets?.solvedAtOnce, tickets?.visited),
    satisfaction: mean(tickets?.satisfaction, tickets?.rated),
    complaints: share(talks?.complaints, talks?.classified),
    'knowledge-hits': share(
      suggestions?.answered,
      (suggestions?.answered ?? 0) + (suggestions?.unanswered ?? 0),
    ),
    suggestions: count(suggestions?.suggested),
    'suggestions-accepted': share(suggestions?.accepted, suggestions?.suggested),
    'edit-distance': mean(suggestions?.distance, suggestions?.compared),
    tickets: count(tickets?.approved),
    'tickets-closed': share(tickets?.closed, tickets?.approved),
    'closing-time': duration(tickets?.closed, tickets?.closingMedian, tickets?.closingP90),
    'tickets-overdue': share(tickets?.overdue, tickets?.due),
    'follow-ups-overdue': share(followUps?.overdue, followUps?.due),
    warnings: count(warnings?.raised),
    'warnings-taken': share(warnings?.taken, warnings?.raised),
    'warning-reaction': duration(warnings?.taken, warnings?.reactionMedian, warnings?.reactionP90),
    incidents: byIncident(count(incidents?.noticed)),
    'incident-notice': byIncident(
      duration(incidents?.noticed, incidents?.noticeMedian, incidents?.noticeP90),
    ),
    'incident-reaction': byIncident(
      duration(incidents?.taken, incidents?.reactionMedian, incidents?.reactionP90),
    ),
    'answer-rate': unknown('needs-phone-system'),
    'speed-of-answer': unknown('needs-phone-system'),
  }
}

function unknown(reason: Reason): Figure {
  return { value: null, n: 0, reason }
}

/** Nothing counted is a count of 0. */
function count(counted = 0): Figure {
  return { value: counted, n: counted }
}

function share(hits = 0, of = 0): Figure {
  if (of === 0) return unknown('nothing-counted')
  const { low, high } = wilsonInterval(hits, of)
  return { value: round(hits / of, 4), n: of, low: round(low, 4), high: round(high, 4) }
}

function mean(sum = 0, of = 0): Figure {
  return of === 0 ? unknown('nothing-counted') : { value: round(sum / of, 3), n: of }
}

function duration(of = 0, median: number | null = null, p90: number | null = null): Figure {
  if (of === 0 || median === null || p90 === null) return unknown('nothing-counted')
  return { value: round(median, 1), n: of, p90: round(p90, 1) }
}

function round(value: number, digits: number): number {
  const factor = 10 ** digits
  return Math.round(value * factor) / factor
}
