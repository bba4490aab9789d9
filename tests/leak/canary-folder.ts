import { article, type Folder, makeFolder } from '../indexing/support.ts'
import { canary, type Reader, written } from './canaries.ts'
import { LANGS, STATES, type State, type WorldLang } from './states.ts'

/** A knowledge folder with a canary in every place of every state. */
export function makeCanaryFolder(): Folder {
  const folder = makeFolder()
  for (const state of STATES) {
    for (const lang of LANGS) folder.write(`${pathWord(state, lang)}.md`, sourceOf(state, lang))
  }
  return folder
}

/** The id is a canary too: an answer may not even name what is hidden. */
export function idOf(state: State, lang: WorldLang): string {
  const readers = state.block?.hostReaders ?? state.readers
  return canary(`${state.name}-${lang}`, 'id', readers).latin
}

function pathWord(state: State, lang: WorldLang): string {
  return canary(`${state.name}-${lang}`, 'path', ['lead', 'editor']).latin
}

function sourceOf(state: State, lang: WorldLang): string {
  const subject = state.subject[lang]
  const name = `${state.name}-${lang}`
  const plant = (place: string) => written(canary(name, place, state.readers))
  if (!state.block) {
    return article(idOf(state, lang), `\n${bodyOf(subject, plant)}`, {
      ...headKeys(name, state.readers, subject, lang),
      ...state.keys,
    })
  }
  const { host, hostReaders, opening, closing } = state.block
  const host_ = (place: string) => written(canary(`${name}-host`, place, hostReaders))
  const hostBody = lang === 'en' ? `The usual: ${host_('body')}.` : `平日：${host_('body')}。`
  const after = `## ${host_('second')}\n\n${host_('end')}\n`
  const block = `${opening}\n${bodyOf(subject, plant)}${closing}\n`
  return article(idOf(state, lang), `\n${hostBody}\n\n${block}\n${after}`, {
    ...headKeys(`${name}-host`, hostReaders, lang === 'en' ? 'Usual' : '平日', lang),
    ...host,
  })
}

function headKeys(
  name: string,
  readers: readonly Reader[],
  subject: string,
  lang: WorldLang,
): Record<string, string> {
  const plant = (place: string, who = readers) => written(canary(name, place, who))
  return {
    lang,
    title: `${subject} ${plant('title')}`,
    module: plant('module'),
    owner: plant('owner', ['lead', 'editor']),
    tags: `[${plant('tag')}]`,
    asks: `["${subject} ${plant('ask')}"]`,
  }
}

/** Markdown with a canary wherever text can stand. The words between are short, so that no two files share a run. */
function bodyOf(subject: string, plant: (place: string) => string): string {
  return `${subject}：${plant('body')}。

### ${plant('heading')}

- ${subject} ${plant('item')}

| ${subject} | ${plant('column')} |
| --- | --- |
| ${plant('cell')} | ${subject} |

> ${plant('quote')}

[${plant('link')}][${plant('label')}] ${subject}[^${plant('mark')}] \`${plant('code')}\`

[${plant('label')}]: https://${plant('host')}.test/ "${plant('link-title')}"

[^${plant('mark')}]: ${plant('footnote')}

\`\`\`
${plant('fence')}
\`\`\`
`
}
