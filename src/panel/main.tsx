import { lazy, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { createClient } from './api/client.ts'
import { App } from './app.tsx'
import { loadTheRest } from './components/loaded-later.tsx'
import { LanguageProvider } from './messages/context.tsx'
import { readStored } from './state/stored.ts'
import './styles/tokens.css'
import './styles/base.css'
import './styles/layout.css'
import './styles/talk.css'
import './styles/composer.css'
import './styles/card.css'
import './styles/classes.css'
import './styles/article.css'
import './styles/ticket.css'

const root = document.getElementById('panel')
if (!root) throw new Error('The page has no element #panel.')
const client = createClient(new URL('v1/', document.baseURI).href, () =>
  readStored('session', 'key'),
)
/** A page of its own, for leads and editors: `/figures`. */
const FiguresPage = lazy(async () => ({
  default: (await import('./figures/figures-page.tsx')).FiguresPage,
}))
/** Who waits, what is warned of, what is overdue, for leads: `/board`. */
const BoardPage = lazy(async () => ({
  default: (await import('./board/board-page.tsx')).BoardPage,
}))
/** The panel in a frame of a help desk: `/embed`. */
const EmbedPage = lazy(async () => ({
  default: (await import('./embed/embed-page.tsx')).EmbedPage,
}))
/** What is told to whom and when, and what is missing, for editors: `/knowledge`. */
const KnowledgePage = lazy(async () => ({
  default: (await import('./knowledge/knowledge-page.tsx')).KnowledgePage,
}))
const isFigures = /\/figures$/u.test(location.pathname)
const isKnowledge = /\/knowledge$/u.test(location.pathname)
const isBoard = /\/board$/u.test(location.pathname)
const isEmbedded = /\/embed$/u.test(location.pathname)
createRoot(root).render(
  <LanguageProvider>
    {isFigures ? (
      <Suspense>
        <FiguresPage client={client} />
      </Suspense>
    ) : isKnowledge ? (
      <Suspense>
        <KnowledgePage client={client} />
      </Suspense>
    ) : isBoard ? (
      <Suspense>
        <BoardPage client={client} />
      </Suspense>
    ) : isEmbedded ? (
      <Suspense>
        <EmbedPage client={client} />
      </Suspense>
    ) : (
      <App client={client} />
    )}
  </LanguageProvider>,
)
addEventListener('load', loadTheRest, { once: true })
