import { Check, StickyNote } from 'lucide-react'
import type { Note } from '../../http/api-types.ts'
import { ActionButton } from '../components/action-button.tsx'
import { useLanguage } from '../messages/context.tsx'
import type { Lang } from '../messages/languages.ts'
import { timeOfDay } from '../state/time-of-day.ts'

type NoteTexts = { title: string; takenOver: (who: string) => string; hidden: string }

/** Fetched with the panel: the rest of the board's texts are not. */
const TEXTS: Record<Lang, NoteTexts> = {
  'zh-Hans': {
    title: '组长提示',
    takenOver: (who) => `${who}已接手这个对话，请不要再回复客户`,
    hidden: '客户看不到。',
  },
  'zh-Hant': {
    title: '組長提示',
    takenOver: (who) => `${who}已接手這個對話，請不要再回覆顧客`,
    hidden: '顧客看不到。',
  },
  en: {
    title: 'From your lead',
    takenOver: (who) => `${who} has taken this conversation over; do not reply any more`,
    hidden: 'The customer cannot see this.',
  },
}

/** What a lead wrote, above the talk until it has been read. Text only: nothing of it can be inserted. */
export function LeadNoteBanner(props: {
  notes: readonly (Note & { isRead: boolean })[]
  onRead: () => void
}) {
  const { lang, text: panel } = useLanguage()
  const text = TEXTS[lang]
  const unread = props.notes.filter(({ isRead }) => !isRead)
  const takenOver = unread.findLast(({ takenOverBy }) => takenOverBy !== null)?.takenOverBy
  if (unread.length === 0) return null
  return (
    <section className="banner banner-note" role="alert">
      <StickyNote aria-hidden size={16} />
      <div className="banner-body">
        <div className="banner-head">
          <h2>{takenOver ? text.takenOver(takenOver) : text.title}</h2>
          <ActionButton icon={Check} label={panel.gotIt} look="quiet" onPress={props.onRead} />
        </div>
        {unread.map((note) => (
          <p key={note.id} dir="auto">
            <time className="hint" dateTime={note.at}>
              {timeOfDay(note.at, lang)}
            </time>{' '}
            {note.text}
          </p>
        ))}
        <p className="hint">{text.hidden}</p>
      </div>
    </section>
  )
}
