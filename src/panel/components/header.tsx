import {
  CirclePlus,
  ClipboardList,
  Keyboard,
  LoaderCircle,
  PanelRight,
  Wifi,
  WifiOff,
} from 'lucide-react'
import type { Session } from '../../http/api-types.ts'
import type { Connection } from '../api/follow-events.ts'
import { useLanguage } from '../messages/context.tsx'
import { LANGUAGE_NAMES } from '../messages/index.ts'
import { LANGS, type Lang } from '../messages/languages.ts'
import { nameIn } from '../state/class-choices.ts'
import type { PanelState } from '../state/panel-types.ts'
import { ActionButton } from './action-button.tsx'
import { CHANNEL_ICONS } from './channel-icons.ts'
import { PageNav } from './page-nav.tsx'

/** Whose desk, which conversation, whether the line stands; and the panel's own switches. */
export function Header(props: {
  session: Session | null
  panel: PanelState
  connection: Connection
  isTicketOpen: boolean
  /** Stands in a page of somebody else's: no ways out of it. */
  isFramed: boolean
  onTicket: () => void
  /** Null: the conversation is not the panel's to choose. */
  onNew: (() => void) | null
  onHelp: () => void
}) {
  const { lang, text, choose } = useLanguage()
  const { panel } = props
  const ChannelIcon = CHANNEL_ICONS[panel.channel]
  return (
    <header className="header">
      <h1>
        <PanelRight aria-hidden size={16} strokeWidth={2} />
        {text.brand}
        {props.session && (
          <span className="header-desk">{nameIn(props.session.desk.name, lang, '')}</span>
        )}
      </h1>
      {panel.id && (
        <span className="header-channel">
          <ChannelIcon aria-hidden size={14} />
          {text.channel[panel.channel]}
        </span>
      )}
      <span className="spring" />
      {!props.isFramed && <PageNav here="panel" session={props.session} />}
      {panel.id && <ConnectionMark connection={props.connection} />}
      {panel.id && (
        <ActionButton
          icon={ClipboardList}
          label={text.ticket.title}
          look="quiet"
          isBare
          keyAction="ticket"
          isPressed={props.isTicketOpen}
          onPress={props.onTicket}
          badge={panel.ticketMissing > 0 ? text.ticketMissing(panel.ticketMissing) : null}
        />
      )}
      {panel.id && props.onNew && (
        <ActionButton
          icon={CirclePlus}
          label={text.newConversation}
          look="quiet"
          isBare
          keyAction="newConversation"
          onPress={props.onNew}
        />
      )}
      <ActionButton
        icon={Keyboard}
        label={text.shortcuts}
        look="quiet"
        isBare
        keyAction="help"
        onPress={props.onHelp}
      />
      <select
        className="language"
        aria-label={text.language}
        value={lang}
        onChange={(event) => choose(event.target.value as Lang)}
      >
        {LANGS.map((each) => (
          <option key={each} value={each} lang={each}>
            {LANGUAGE_NAMES[each]}
          </option>
        ))}
      </select>
    </header>
  )
}

function ConnectionMark({ connection }: { connection: Connection }) {
  const { text } = useLanguage()
  const isOpen = connection.state === 'open'
  const isLost = connection.state === 'lost' || connection.state === 'refused'
  const label = isOpen ? text.connected : isLost ? text.disconnected : text.connecting
  const Icon = isOpen ? Wifi : isLost ? WifiOff : LoaderCircle
  return (
    <span className={isLost ? 'connection connection-lost' : 'connection'} role="status">
      <Icon aria-hidden size={14} />
      <span>{label}</span>
    </span>
  )
}
