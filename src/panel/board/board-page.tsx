import { LoaderCircle, RotateCw, TriangleAlert, Wifi, WifiOff } from 'lucide-react'
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { Session } from '../../http/api-types.ts'
import type { Client } from '../api/client.ts'
import type { Connection } from '../api/follow-stream.ts'
import { ActionButton } from '../components/action-button.tsx'
import { SignIn } from '../components/sign-in.tsx'
import { useKeys } from '../keys/use-keys.ts'
import { useLanguage } from '../messages/context.tsx'
import { serverNow } from '../state/server-time.ts'
import { useSession } from '../state/use-session.ts'
import { AlertRail } from './alert-rail.tsx'
import { BoardHead } from './board-head.tsx'
import { ConversationList } from './conversation-list.tsx'
import { countOpen } from './group-warnings.ts'
import { labelNames } from './label-names.ts'
import { boardCalls, clientOfLead } from './lead-client.ts'
import { BOARD_TEXTS } from './messages.ts'
import { orderRows } from './order-rows.ts'
import { OverdueRail } from './overdue-rail.tsx'
import { TalkDetail } from './talk-detail.tsx'
import { useAlarm } from './use-alarm.ts'
import { useBoard } from './use-board.ts'
import { useRead } from './use-read.ts'
import './board.css'

/** Deadlines pass without an event: overdue lists are read anew so often. */
const OVERDUE_MS = 30_000
const VIEWS = ['conversations', 'alerts', 'overdue'] as const
type View = (typeof VIEWS)[number]

/** The lead's board: `/board`. */
export function BoardPage({ client }: { client: Client }) {
  const { lang } = useLanguage()
  const text = BOARD_TEXTS[lang]
  const { session, trouble, enterKey } = useSession(client)
  useEffect(() => {
    document.title = text.title
  }, [text])
  if (trouble === 'key-needed' || trouble === 'key-wrong') {
    return <SignIn isWrong={trouble === 'key-wrong'} onKey={enterKey} />
  }
  if (session === null) {
    return (
      <main className="board-plain" role="status">
        {trouble === 'unreachable' ? text.unreachable : text.loading}
      </main>
    )
  }
  if (!session.isDemo && session.role !== 'lead') {
    return (
      <>
        <header className="board-plain problem">{text.forbidden}</header>
        <SignIn isWrong={false} onKey={enterKey} />
      </>
    )
  }
  return <Board client={client} session={session} />
}

function Board({ client, session }: { client: Client; session: Session }) {
  const { lang, chooseNext } = useLanguage()
  const text = BOARD_TEXTS[lang]
  const lead = useMemo(() => clientOfLead(client, session), [client, session])
  const calls = useMemo(() => boardCalls(lead), [lead])
  const alarm = useAlarm()
  const { state, dispatch, connection, retry } = useBoard(lead, calls, alarm.onEvents)
  const [chosen, setChosen] = useState<{ id: string; lit: number[] } | null>(chosenAtFirst)
  const [view, setView] = useState<View>('conversations')
  const [hasFailed, setFailed] = useState(false)
  const incidents = useRead(calls.incidents, state.incidentNews, OVERDUE_MS)
  const tickets = useRead(calls.tickets, state.ticketNews, OVERDUE_MS)
  const readFollowUps = useCallback(
    (signal: AbortSignal) => calls.followUps(new Date(serverNow()).toISOString(), signal),
    [calls],
  )
  const followUps = useRead(readFollowUps, state.ticketNews, OVERDUE_MS)
  const form = useRead(calls.labels, 0, null)
  const names = useMemo(() => labelNames(form.value, lang), [form.value, lang])
  const overdue = (tickets.value?.length ?? 0) + (followUps.value?.length ?? 0)

  const choose = useCallback((id: string | null, seq?: number) => {
    setChosen(id === null ? null : { id, lit: seq === undefined ? [] : [seq] })
    const address = new URL(location.href)
    if (id === null) address.searchParams.delete('talk')
    else address.searchParams.set('talk', id)
    history.replaceState(null, '', address)
  }, [])
  useKeys({
    escape: () => choose(null),
    language: chooseNext,
    retry,
    digit: (digit) => {
      const row = orderRows(state.rows.values())[digit - 1]
      if (row) choose(row.id)
      return row !== undefined
    },
  })

  /** What could not be done is said, and stays on the board to be done again. */
  const attempt = <T,>(deed: Promise<T>, done: (result: T) => void) =>
    deed.then(
      (result) => {
        setFailed(false)
        done(result)
      },
      () => setFailed(true),
    )
  const takeWarnings = (ids: readonly string[]) => {
    for (const id of ids)
      attempt(calls.takeWarning(id), (warning) => dispatch({ type: 'warning-taken', warning }))
  }
  const changeIncident = (change: ReturnType<typeof calls.takeIncident>) =>
    attempt(change, (incident) =>
      incidents.put((before) =>
        before
          .map((one) => (one.id === incident.id ? incident : one))
          .filter((one) => one.state === 'open'),
      ),
    )
  const counts: Record<View, number> = {
    conversations: state.rows.size,
    alerts: countOpen(state.warnings) + (incidents.value?.length ?? 0),
    overdue,
  }
  return (
    <div className="board" data-view={view} data-detail={chosen !== null}>
      <BoardHead
        board={state}
        session={session}
        overdue={overdue}
        isAlarmOn={alarm.isOn}
        onAlarm={alarm.toggle}
        connection={<ConnectionMark connection={connection} />}
      />
      {connection.state === 'lost' && (
        <p className="board-lost" role="status">
          <WifiOff aria-hidden size={15} />
          {text.lost}
          <ActionButton icon={RotateCw} label={text.retry} look="quiet" onPress={retry} />
        </p>
      )}
      {connection.state === 'refused' && (
        <p className="board-lost" role="alert">
          <WifiOff aria-hidden size={15} />
          {text.signedOut}
        </p>
      )}
      {hasFailed && (
        <p className="board-lost" role="alert">
          <TriangleAlert aria-hidden size={15} />
          {text.notDone}
        </p>
      )}
      {/* On a narrow screen one part at a time. */}
      <nav className="board-views" aria-label={text.views}>
        {VIEWS.map((each) => (
          <button
            key={each}
            type="button"
            aria-current={each === view ? 'page' : undefined}
            onClick={() => setView(each)}
          >
            {text.tabs[each]} <span className="count">{counts[each]}</span>
          </button>
        ))}
      </nav>
      <main className="board-columns">
        <ConversationList
          rows={state.rows}
          limits={state.limits}
          unlisted={state.unlisted}
          names={names}
          chosen={chosen?.id ?? null}
          isLoading={state.limits === null}
          onChoose={choose}
        />
        {chosen && (
          <TalkDetail
            key={chosen.id}
            client={lead}
            calls={calls}
            id={chosen.id}
            lit={chosen.lit}
            board={state}
            onClose={() => choose(null)}
          />
        )}
        <div className="rail">
          <AlertRail
            warnings={state.warnings}
            incidents={incidents.value}
            onTakeWarnings={takeWarnings}
            onTakeIncident={(id) => changeIncident(calls.takeIncident(id))}
            onEndIncident={(id, verdict) => changeIncident(calls.endIncident(id, { verdict }))}
            onLook={choose}
          />
          <OverdueRail
            tickets={tickets.value}
            followUps={followUps.value}
            names={names}
            onLook={choose}
          />
        </div>
      </main>
    </div>
  )
}

/** A conversation may stand in the address, so that a page loaded again shows the same. */
function chosenAtFirst(): { id: string; lit: number[] } | null {
  const id = new URLSearchParams(location.search).get('talk')
  return id === null ? null : { id, lit: [] }
}

function ConnectionMark({ connection }: { connection: Connection }) {
  const { text } = useLanguage()
  const isOpen = connection.state === 'open'
  const isLost = connection.state === 'lost' || connection.state === 'refused'
  const Icon = isOpen ? Wifi : isLost ? WifiOff : LoaderCircle
  return (
    <span className={isLost ? 'connection connection-lost' : 'connection'} role="status">
      <Icon aria-hidden size={14} />
      <span>{isOpen ? text.connected : isLost ? text.disconnected : text.connecting}</span>
    </span>
  )
}
