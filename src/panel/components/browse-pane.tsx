import { BookOpenText, LoaderCircle, TriangleAlert } from 'lucide-react'
import type { TicketForm } from '../../http/api-types.ts'
import type { Client } from '../api/client.ts'
import { useLanguage } from '../messages/context.tsx'
import { LANGUAGE_NAMES } from '../messages/index.ts'
import { LANGS, type Lang } from '../messages/languages.ts'
import { moduleName } from '../state/class-choices.ts'
import { type ArticleHead, useBrowse } from '../state/use-browse.ts'
import { ActionButton } from './action-button.tsx'
import type { ArticleTarget } from './article-view.tsx'
import { AudienceTag } from './ask-box.tsx'

/** The knowledge base as a table of contents: what there is, module by module. */
export function BrowsePane(props: {
  client: Client
  form: TicketForm | null
  lang: Lang
  onOpen: (target: ArticleTarget) => void
}) {
  const { lang, text } = useLanguage()
  const words = text.browse
  const browsing = useBrowse(props.client, { lang: props.lang })
  const modules = props.form?.modules ?? []
  const nameOf = (id: string | null) =>
    id === null ? words.other : moduleName(props.form, id, lang)
  const { articles } = browsing
  return (
    <section className="browse" aria-label={words.title}>
      <header className="browse-head">
        <h2>
          <BookOpenText aria-hidden size={16} />
          {words.title}
        </h2>
        <select
          aria-label={words.module}
          value={browsing.module}
          onChange={(event) => browsing.setModule(event.target.value)}
        >
          <option value="">{words.allModules}</option>
          {modules.map(({ id }) => (
            <option key={id} value={id}>
              {nameOf(id)}
            </option>
          ))}
        </select>
        <select
          aria-label={words.language}
          value={browsing.lang}
          onChange={(event) => browsing.setLang(event.target.value as Lang)}
        >
          {LANGS.map((each) => (
            <option key={each} value={each} lang={each}>
              {LANGUAGE_NAMES[each]}
            </option>
          ))}
        </select>
      </header>
      {articles === null && (
        <p className="quiet-line" role="status">
          <LoaderCircle aria-hidden size={14} className="turning" />
          {words.loading}
        </p>
      )}
      {articles === 'failed' && <p className="quiet-line problem">{words.failed}</p>}
      {Array.isArray(articles) && articles.length === 0 && (
        <p className="quiet-line">{words.empty}</p>
      )}
      {Array.isArray(articles) &&
        byModule(articles).map(([module, of]) => (
          <section key={module} className="found">
            <h3>
              {nameOf(module)}
              <span className="hint">{words.count(of.length)}</span>
            </h3>
            <ul>
              {of.map((article) => (
                <li key={article.id}>
                  <button
                    type="button"
                    className="found-line browse-line"
                    onClick={() => props.onOpen({ id: article.id, marks: [] })}
                  >
                    <span className="found-title" lang={article.lang}>
                      {article.title}
                    </span>
                    {article.audience !== 'customer' && <AudienceTag audience={article.audience} />}
                    {article.isStale && (
                      <span className="tag tag-caution">
                        <TriangleAlert aria-hidden size={11} /> {text.stale}
                      </span>
                    )}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
      {browsing.hasMore && (
        <ActionButton
          icon={BookOpenText}
          label={words.more}
          onPress={() => void browsing.readOn()}
        />
      )}
    </section>
  )
}

/** The articles of each module, modules in the order in which they first appear. */
function byModule(articles: ArticleHead[]): [string | null, ArticleHead[]][] {
  return [...Map.groupBy(articles, ({ module }) => module)]
}
