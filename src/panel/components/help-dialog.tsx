import { X } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import type { Session } from '../../http/api-types.ts'
import { KEYS, type KeyAction } from '../keys/keys.ts'
import { areSingleKeysOn, switchSingleKeys } from '../keys/use-keys.ts'
import { useMessages } from '../messages/context.tsx'
import type { Messages } from '../messages/index.ts'
import { ActionButton } from './action-button.tsx'
import { PageNav } from './page-nav.tsx'

const KEY_TEXTS: Record<KeyAction, (text: Messages) => string> = {
  insert: (text) => text.insert,
  edit: (text) => text.edit,
  copy: (text) => text.copy,
  open: (text) => text.openSource,
  helpful: (text) => text.helpful,
  notHelpful: (text) => text.notHelpful,
  dismiss: (text) => text.dismiss,
  next: (text) => text.keyNext,
  previous: (text) => text.previous,
  insertAsk: (text) => text.insertAsk,
  insertNudge: (text) => `${text.guide.title}: ${text.guide.insert}`,
  correctClass: (text) => text.classes.correct,
  ask: (text) => text.ask,
  browse: (text) => text.browse.open,
  reply: (text) => text.keyReply,
  speaker: (text) => text.keySpeaker,
  reword: (text) => text.keyReword,
  insertCalm: (text) => `${text.warning}: ${text.insert}`,
  gotIt: (text) => `${text.warning}: ${text.gotIt}`,
  ticket: (text) => text.keyTicket,
  approve: (text) => `${text.ticket.title}: ${text.ticket.approve}`,
  reject: (text) => `${text.ticket.title}: ${text.ticket.reject}`,
  play: (text) => text.keyPlay,
  step: (text) => text.step,
  speed: (text) => text.keySpeed,
  newConversation: (text) => text.newConversation,
  retry: (text) => text.retryNow,
  nextCited: (text) => text.nextCited,
  previousCited: (text) => text.previousCited,
  copyPassage: (text) => text.browse.copyPassage,
  language: (text) => text.keyLanguage,
  help: (text) => text.keyHelp,
}

/** Every key, on one page. */
export function HelpDialog(props: { session: Session | null; onClose: () => void }) {
  const text = useMessages()
  const [areOn, setOn] = useState(areSingleKeysOn)
  const box = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => box.current?.showModal(), [])
  return (
    <dialog ref={box} className="dialog" aria-labelledby={titleId} onClose={props.onClose}>
      <header className="dialog-head">
        <h2 id={titleId}>{text.shortcuts}</h2>
        <ActionButton
          icon={X}
          label={text.close}
          look="quiet"
          isBare
          onPress={() => box.current?.close()}
        />
      </header>
      <p className="hint">{text.shortcutsNote}</p>
      <dl className="keys">
        {Object.entries(KEYS).map(([action, key]) => (
          <div key={action}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{KEY_TEXTS[action as KeyAction](text)}</dd>
          </div>
        ))}
        <div>
          <dt>
            <kbd>1</kbd>–<kbd>9</kbd>
          </dt>
          <dd>{text.keyDigits}</dd>
        </div>
        <div>
          <dt>
            <kbd>Esc</kbd>
          </dt>
          <dd>{text.keyEscape}</dd>
        </div>
      </dl>
      <PageNav here="panel" session={props.session} />
      <label className="check">
        <input
          type="checkbox"
          checked={areOn}
          onChange={(event) => {
            switchSingleKeys(event.target.checked)
            setOn(event.target.checked)
          }}
        />
        {text.singleKeys}
      </label>
    </dialog>
  )
}
