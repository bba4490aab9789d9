import { Suspense } from 'react'
import type { Client } from './api/client.ts'
import { Composer } from './components/composer.tsx'
import { CopilotColumn } from './components/copilot-column.tsx'
import { Header } from './components/header.tsx'
import { ArticleView, HelpDialog, LoadBoundary } from './components/loaded-later.tsx'
import { PanelBoundary } from './components/panel-boundary.tsx'
import { SignIn } from './components/sign-in.tsx'
import { TalkColumn } from './components/talk-column.tsx'
import type { Embedded } from './embed/embedded.ts'
import { panelKeys } from './keys/panel-keys.ts'
import { useKeys } from './keys/use-keys.ts'
import { useLanguage } from './messages/context.tsx'
import { moduleName } from './state/class-choices.ts'
import { type Panel, usePanel } from './state/use-panel.ts'

type Props = { client: Client; embedded?: Embedded | null }

/** The whole panel; whatever breaks in it, what is typed is kept. In a frame the conversation is the host's. */
export function App(props: Props) {
  return (
    <PanelBoundary>
      <OpenPanel {...props} />
    </PanelBoundary>
  )
}

/** The conversation on one side, what the copilot offers on the other, the reply below. */
function OpenPanel({ client, embedded = null }: Props) {
  const language = useLanguage()
  const { text } = language
  const panel = usePanel(client, embedded)
  const { session, trouble, state, drafting, reading } = panel
  const isLooking = panel.pane !== 'card' || panel.asking.value.trim() !== ''
  useKeys(panel.isHelpOpen ? {} : panelKeys(panel, language))

  if (trouble === 'key-needed' || trouble === 'key-wrong') {
    return <SignIn isWrong={trouble === 'key-wrong'} onKey={panel.enterKey} />
  }
  return (
    <div className="panel" data-reading={reading.target !== null} data-looking={isLooking}>
      <a className="skip" href="#reply">
        {text.skipToReply}
      </a>
      <Header
        session={session}
        panel={state}
        connection={panel.conversation.connection}
        isTicketOpen={panel.pane === 'ticket'}
        isFramed={embedded !== null}
        onTicket={() => panel.toggle('ticket')}
        onNew={embedded ? null : panel.startAnew}
        onHelp={() => panel.setHelpOpen(true)}
      />
      <main className="columns">
        <TalkColumn panel={panel} />
        <CopilotColumn panel={panel} client={client} />
        {reading.target && <Reading panel={panel} />}
        <Composer
          draft={drafting.draft}
          box={panel.replyBox}
          mayPlayCustomer={(session?.isDemo ?? false) && !embedded}
          isNew={state.id === null}
          way={embedded?.way ?? 'send'}
          sending={panel.sending}
          onChange={panel.type}
          onSpeaker={drafting.speakAs}
        />
      </main>
      {panel.isHelpOpen && (
        <Suspense>
          <HelpDialog
            session={embedded ? null : session}
            onClose={() => panel.setHelpOpen(false)}
          />
        </Suspense>
      )}
    </div>
  )
}

function Reading({ panel }: { panel: Panel }) {
  const { lang, text } = useLanguage()
  const { reading } = panel
  if (!reading.target) return null
  return (
    <LoadBoundary instead={<p className="article quiet-line problem">{text.articleFailed}</p>}>
      <Suspense fallback={<p className="article quiet-line">{text.articleLoading}</p>}>
        <ArticleView
          article={reading.article}
          moduleName={(id) => moduleName(panel.form, id, lang)}
          target={reading.target}
          onBack={reading.back}
          onOpenArticle={reading.openLinked}
        />
      </Suspense>
    </LoadBoundary>
  )
}
