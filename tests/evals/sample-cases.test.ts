import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConversationCase, QuestionCase } from '../../evals/suites/case-forms.ts'
import { bare } from '../../evals/suites/disguises.ts'
import { readCaseSettings, readSuiteCases } from '../../evals/suites/read-suite-cases.ts'
import { type Article, compileArticle } from '../../src/articles/index.ts'

const CASES = 'evals/cases'
const KNOWLEDGE = 'knowledge/articles'

describe('the cases of the sample desk', async () => {
  const now = new Date((await readCaseSettings(CASES)).now ?? '')
  const articles = await readArticles(now)
  const questions = await readSuiteCases(CASES, 'questions.jsonl', QuestionCase)
  const conversations = await readSuiteCases(CASES, 'conversations.jsonl', ConversationCase)
  const expected = [
    ...questions.map(({ id, gold, must_say }) => ({ id, gold, must_say })),
    ...conversations.flatMap(({ id, expect: steps }) =>
      steps.map(({ gold, must_say }) => ({ id, gold, must_say })),
    ),
  ]

  it('are at least 300 questions and 100 conversations', () => {
    expect(questions.length).toBeGreaterThanOrEqual(300)
    expect(conversations.length).toBeGreaterThanOrEqual(100)
  })

  it('expect only articles that a customer may be told of', () => {
    const unknown = expected.flatMap(({ id, gold = [] }) =>
      gold.filter((article) => !articles.has(article)).map((article) => `${id}: ${article}`),
    )
    expect(unknown).toEqual([])
  })

  it('ask only for facts that the expected article holds', () => {
    const missing = expected.flatMap(({ id, gold = [], must_say = [] }) => {
      const text = gold.flatMap((article) => familyOf(article, articles)).join('')
      return must_say.filter((fact) => !text.includes(bare(fact))).map((fact) => `${id}: ${fact}`)
    })
    expect(missing).toEqual([])
  })

  it('are not the asks that the articles themselves are found by', () => {
    const asks = new Set([...articles.values()].flatMap((one) => one.asks.map(bare)))
    expect(questions.filter(({ text }) => asks.has(bare(text)))).toEqual([])
  })
})

/** Articles that are open to customers, by id. */
async function readArticles(now: Date): Promise<Map<string, Article>> {
  const articles = new Map<string, Article>()
  for (const name of await readdir(KNOWLEDGE, { recursive: true })) {
    if (!name.endsWith('.md')) continue
    const source = await readFile(join(KNOWLEDGE, name), 'utf8')
    const { article } = compileArticle(source, { path: name, now })
    if (article?.audience === 'customer' && article.state === 'published')
      articles.set(article.id, article)
  }
  return articles
}

/** Bare text of an article and of its translations. */
function familyOf(id: string, articles: ReadonlyMap<string, Article>): string[] {
  const root = articles.get(id)?.translationOf ?? id
  return [...articles.values()]
    .filter((one) => one.id === root || one.translationOf === root)
    .map((one) => bare(one.parts[0]?.markdown ?? ''))
}
