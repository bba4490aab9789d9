import { ExternalLink, Inbox, RotateCcw } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import type { Client } from '../api/client.ts'
import { App } from '../app.tsx'
import { ActionButton } from '../components/action-button.tsx'
import { SignIn } from '../components/sign-in.tsx'
import { useLanguage } from '../messages/context.tsx'
import type { Messages } from '../messages/index.ts'
import { copyText } from '../state/copy-text.ts'
import { useSession } from '../state/use-session.ts'
import type { Delivery, Embedded } from './embedded.ts'
import type { HostNote } from './follow-host.ts'
import { useBound } from './use-bound.ts'
import { useHost } from './use-host.ts'
import { watchKey } from './watch-key.ts'
import './embed.css'

/** The panel in the sidebar of a help desk: which conversation, is the desk's; who asks, is the key's. */
export function EmbedPage({ client: plain }: { client: Client }) {
  const { text } = useLanguage()
  const [isExpired, setExpired] = useState(false)
  const expire = useCallback(() => setExpired(true), [])
  const client = useMemo(() => watchKey(plain, expire), [plain, expire])
  const { session, trouble, enterKey } = useSession(plain)
  const { host, propose, tellBound } = useHost()
  const [delivered, setDelivered] = useState<{ ref: string; way: Delivery } | null>(null)
  const isReady = session !== null && !isExpired
  const { conversation: shown, origin, canInsert } = host
  const { bound, retry } = useBound({ client, isReady, origin, shown, onBound: tellBound })

  const ref = bound?.ref ?? null
  const conversation = bound?.conversation ?? null
  const embedded = useMemo<Embedded | null>(() => {
    if (ref === null || conversation === null) return null
    const deliver = async (words: string): Promise<Delivery> => {
      // Nothing leaves but by a key or a click of the agent.
      if (!navigator.userActivation.isActive) return 'failed'
      const way = (await propose(ref, words))
        ? 'inserted'
        : (await copyText(words))
          ? 'copied'
          : 'failed'
      setDelivered(way === 'failed' ? null : { ref, way })
      return way
    }
    return { conversation, way: canInsert ? 'insert' : 'copy', deliver, onSignedOut: expire }
  }, [ref, conversation, canInsert, propose, expire])

  if (window.parent === window) return <NotFramed text={text} />
  const isKeyAsked = trouble === 'key-needed' || trouble === 'key-wrong' || isExpired
  const enter = (key: string) => {
    setExpired(false)
    enterKey(key)
  }
  const done = delivered && delivered.ref === ref ? delivered.way : null
  return (
    <div className="embed">
      <div className="embed-notes" role="status">
        {isExpired && <p className="embed-note problem">{text.embed.expired}</p>}
        {host.note && <p className="embed-note problem">{noteText(host.note, text)}</p>}
        {bound?.isBehind && <p className="embed-note problem">{text.embed.behind}</p>}
        {(done === 'inserted' || done === 'copied') && (
          <p className="embed-note">{text.embed[done]}</p>
        )}
      </div>
      {isKeyAsked ? (
        <SignIn isWrong={trouble === 'key-wrong'} onKey={enter} />
      ) : embedded ? (
        <App key={embedded.conversation} client={client} embedded={embedded} />
      ) : (
        <main className="embed-empty">
          <Inbox aria-hidden size={28} strokeWidth={1.5} />
          {bound?.hasFailed ? (
            <>
              <h1>{text.embed.bindFailed}</h1>
              <ActionButton icon={RotateCcw} label={text.embed.retry} onPress={retry} />
            </>
          ) : bound ? (
            <h1>{text.embed.binding}</h1>
          ) : (
            <>
              <h1>{text.embed.waiting}</h1>
              <p className="hint">
                {trouble === 'unreachable' ? text.retrying : text.embed.waitingNote}
              </p>
            </>
          )}
        </main>
      )}
    </div>
  )
}

function NotFramed({ text }: { text: Messages }) {
  return (
    <main className="embed-empty">
      <Inbox aria-hidden size={28} strokeWidth={1.5} />
      <h1>{text.embed.notFramed}</h1>
      <a href="./">
        {text.embed.openPanel} <ExternalLink aria-hidden size={13} />
      </a>
    </main>
  )
}

function noteText(note: HostNote, text: Messages): string {
  if (note.kind === 'wrong-origin') return text.embed.note.wrongOrigin(note.origin)
  return note.kind === 'junk' ? text.embed.note.junk : text.embed.note.wrongWindow
}
