import type { ArticleView } from '../compose/article-view.ts'
import { composeAnswer, type Need } from '../compose/compose-answer.ts'
import { isReadableIn } from '../compose/convert-script.ts'
import type { Draft } from '../compose/draft.ts'
import { joinSentences } from '../compose/draft.ts'
import { phraseSentence, pickPhrase } from '../compose/set-phrase.ts'
import { withoutGreeting } from '../compose/without-greeting.ts'
import type { Database } from '../db/index.ts'
import { taggedArticles } from '../indexing/read-articles.ts'
import { foldText } from '../text/fold.ts'
import { isSameTrouble, ongoingIncident, profileOf, troubleOf } from '../triage/incidents/index.ts'
import { type Answered, contextOf } from './answer-needs.ts'
import { readAsks } from './read-asks.ts'
import type { Situation } from './read-situation.ts'
import { readViews } from './read-views.ts'

/** What an editor marks an announcement to customers with. */
export const ANNOUNCEMENT_TAGS = ['incident', 'announcement-incident', '故障公告', '群发公告']
/** Announcements looked through. */
const MOST_ANNOUNCEMENTS = 50
/** Folded characters by which a reply that was given is known again. */
const KNOWN_BY = 16

/** The official holding reply, and the article it cites, if any. */
export type Holding = { draft: Draft; views: ArticleView[] }

/**
 * What is said of a mass incident that the customer reports: an announcement that customers may read now, or
 * else the desk's phrase for it, that one only once somebody has taken the incident up. Null where
 * nothing is released, where it was said before, and where the customer speaks of something else.
 */
export async function findHolding(db: Database, situation: Situation): Promise<Holding | null> {
  const { desk, burst, lang, seed, slots } = situation
  const trouble = troubleOf(desk)(burst.map(({ text }) => text).join('\n'))
  if (trouble === null || situation.warnings.length > 0) return null
  const incident = await db.read('app', (sql) => ongoingIncident(sql, trouble))
  if (incident === null) return null
  const announced = await findAnnouncement(db, situation, incident.traits)
  const phrase =
    announced !== null || incident.takenAt === null
      ? null
      : pickPhrase(desk, 'incident', lang, seed, slots)
  const holding =
    announced ?? (phrase === null ? null : { draft: draftOf([phraseSentence(phrase)]), views: [] })
  return holding === null || isSaid(holding.draft, situation) ? null : holding
}

function draftOf(sentences: Draft['sentences']): Draft {
  return { outcome: 'answer', sentences, confidence: 1, missing: [] }
}

async function findAnnouncement(
  db: Database,
  situation: Situation,
  traits: readonly string[],
): Promise<Holding | null> {
  const ids = await db.read('customer', (sql) =>
    taggedArticles(sql, 'customer', ANNOUNCEMENT_TAGS, MOST_ANNOUNCEMENTS),
  )
  const read = troubleOf(situation.desk)
  const incident = profileOf(traits)
  for (const view of await readViews(db, ids)) {
    if (!isReadableIn(view.lang, situation.lang)) continue
    const asks = await readAsks(db, view.id)
    const isMeant = [view.title, ...asks].some((text) => {
      const told = read(text)
      return told !== null && isSameTrouble(profileOf(told.traits), incident)
    })
    if (!isMeant) continue
    const { sentences } = composeAnswer([needOf(view, situation)], contextOf(situation))
    if (sentences.length > 0) return { draft: draftOf(sentences), views: [view] }
  }
  return null
}

/** The article is known: nothing was searched for. */
function needOf(view: ArticleView, { lang }: Situation): Need {
  const query = { text: view.title, context: [], lang }
  return {
    query,
    retrieval: { query, passages: [], confidence: 1, generation: 0 },
    view,
    passages: [],
  }
}

function isSaid({ sentences }: Draft, { turns }: Situation): boolean {
  const beginning = foldText(joinSentences(sentences).trim()).slice(0, KNOWN_BY)
  return turns.some(
    ({ speaker, text }) => speaker === 'agent' && foldText(text).includes(beginning),
  )
}

/** The holding reply, and after it what else answers the customer. */
export function withHolding(holding: Holding, answered: Answered): Answered {
  const isAnswered = answered.draft.outcome === 'answer'
  const rest = isAnswered
    ? answered.draft.sentences.map((sentence, at) =>
        at === 0 ? { ...withoutGreeting(sentence), lead: '\n' as const } : sentence,
      )
    : []
  const draft = { ...holding.draft, sentences: [...holding.draft.sentences, ...rest] }
  const missing = isAnswered ? answered.draft.missing : []
  return {
    ...answered,
    draft: { ...draft, missing },
    views: [...holding.views, ...answered.views],
  }
}
