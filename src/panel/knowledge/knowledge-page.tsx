import { useEffect, useMemo } from 'react'
import type { Client } from '../api/client.ts'
import { PageNav } from '../components/page-nav.tsx'
import { SignIn } from '../components/sign-in.tsx'
import { useLanguage } from '../messages/context.tsx'
import { LANGUAGE_NAMES } from '../messages/index.ts'
import { LANGS, type Lang } from '../messages/languages.ts'
import { useSession } from '../state/use-session.ts'
import { ArticlesTab } from './articles-tab.tsx'
import { clientOfEditor, knowledgeCalls } from './editor-client.ts'
import { GapsTab } from './gaps-tab.tsx'
import { KNOWLEDGE_TEXTS } from './messages.ts'
import { moduleNames } from './module-names.ts'
import { usePlace } from './use-place.ts'
import { useStatus } from './use-status.ts'
import './knowledge.css'

/** What is told to whom and when, and what is missing: for the editors of the knowledge base. */
export function KnowledgePage({ client }: { client: Client }) {
  const { lang, text: panel, choose } = useLanguage()
  const text = KNOWLEDGE_TEXTS[lang]
  const { session, trouble, enterKey } = useSession(client)
  const [place, go] = usePlace()
  const calls = useMemo(
    () => (session === null ? null : knowledgeCalls(clientOfEditor(client, session))),
    [client, session],
  )
  const { status, trouble: refused } = useStatus(calls)
  useEffect(() => {
    document.title = text.title
  }, [text])

  if (trouble === 'key-needed' || trouble === 'key-wrong')
    return <SignIn isWrong={trouble === 'key-wrong'} onKey={enterKey} />
  const timeZone = session?.desk.timeZone ?? 'UTC'
  const nameOf = moduleNames(status, lang)
  return (
    <div className="knowledge">
      <header className="knowledge-head">
        <h1>{text.title}</h1>
        <PageNav here="knowledge" session={session} />
        <span className="spring" />
        <select
          className="language"
          aria-label={panel.language}
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
      {refused !== 'forbidden' && (
        <nav className="knowledge-tabs" aria-label={text.title}>
          <a href="#articles" aria-current={place.tab === 'articles' ? 'page' : undefined}>
            {text.tabs.articles}
          </a>
          <a href="#gaps" aria-current={place.tab === 'gaps' ? 'page' : undefined}>
            {text.tabs.gaps(null)}
          </a>
        </nav>
      )}
      <main className="knowledge-main">
        {refused === 'forbidden' && <p className="knowledge-empty">{text.forbidden}</p>}
        {refused === 'failed' && (
          <p className="knowledge-lost problem" role="alert">
            {text.failed}
          </p>
        )}
        {refused !== 'forbidden' && calls !== null && place.tab === 'articles' && (
          <ArticlesTab
            calls={calls}
            status={status}
            article={place.article}
            timeZone={timeZone}
            nameOf={nameOf}
            text={text}
            onChoose={(article) => go({ tab: 'articles', article })}
          />
        )}
        {refused !== 'forbidden' && calls !== null && place.tab === 'gaps' && (
          <GapsTab
            calls={calls}
            epoch={status?.epoch ?? 0}
            nameOf={nameOf}
            text={text}
            onOpen={(article) => go({ tab: 'articles', article })}
          />
        )}
      </main>
    </div>
  )
}
