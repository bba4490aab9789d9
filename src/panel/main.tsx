import { createRoot } from 'react-dom/client'
import { createClient } from './api/client.ts'
import { App } from './app.tsx'
import { loadTheRest } from './components/loaded-later.tsx'
import { LanguageProvider } from './messages/context.tsx'
import { readStored } from './state/stored.ts'
import './styles/tokens.css'
import './styles/base.css'
import './styles/layout.css'
import './styles/card.css'
import './styles/article.css'

const root = document.getElementById('panel')
if (!root) throw new Error('The page has no element #panel.')
const client = createClient(new URL('v1/', document.baseURI).href, () =>
  readStored('session', 'key'),
)
createRoot(root).render(
  <LanguageProvider>
    <App client={client} />
  </LanguageProvider>,
)
addEventListener('load', loadTheRest, { once: true })
