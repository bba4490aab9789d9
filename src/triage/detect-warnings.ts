import type { Turn } from '../conversations/types.ts'
import type { Desk, WarningGroup } from '../desk/types.ts'
import { fold, foldText } from '../text/fold.ts'
import { splitSentences } from '../text/sentences.ts'
import { LANGS } from '../text/types.ts'
import { findLargeLoss } from './large-loss.ts'
import { HAN_ACTS, type WarningAct, type WarningKind } from './warning-acts.ts'
import { ENGLISH_ACTS } from './warning-acts-en.ts'

export type Warning = {
  /** Id of the desk's group. */
  group: string
  /** The words that raised it, as they were said. */
  cue: string
  seq: number
  /** The sentence around them. */
  quote: string
}

const ACTS: WarningAct[] = [...HAN_ACTS, ...ENGLISH_ACTS]

/** Group ids of desks by what they are about; a desk's own name for a kind is found by these parts of it. */
const GROUP_NAMES: Record<WarningKind, RegExp> = {
  'self-harm': /self-?harm|suicide|self|safety|danger|life/,
  danger: /danger|threat|safety|violence|harm/,
  police: /police|crime/,
  media: /media|press|news|reporter|journal/,
  celebrity: /celeb|public-figure|vip|famous|influenc|media|press/,
  exposure: /expos|viral|social|media|press/,
  regulator: /regulat|authorit|consumer|government|gov/,
  legal: /legal|law|court/,
  visit: /visit|on-?site|in-?person|walk-?in/,
  leader: /leader|manager|supervisor|boss|escalat|superior/,
  loss: /loss|property|money|amount/,
}

/** Groups in which a life may be at stake. */
const CARE = /self|suicide|danger|safety|life/
/** A cue of this form names who or what, not what is done. */
const NOUN =
  /^(?:记者|媒体|电视台?|报社|报纸|新闻|曝光|爆料|律师|法院|警察|公安|派出所|领导|经理|主管|老板|负责人|工商局?|消协|明星|名人|主持人|reporters?|journalists?|press|media|newspapers?|tv|police|lawyers?|attorneys?|court|managers?|supervisors?|boss|celebrit(?:y|ies)|exposure|regulators?)$/
/** A story, game or feature is talked about, not what the speaker does. */
const FICTION =
  /小说|题材|剧情|主角|女主|男主|角色|漫画|游戏|电影|电视剧|这本|那本|一本|本书|书里|有声书?|连载|作品|写的是|讲的是|推荐|副本|怪物|[这那本](?:一)?章|章节名|章名|书名|标题[叫是]|第.{1,4}章|结局|番外|更新|\bboss\b战|\b(?:novels?|stor(?:y|ies) about|books?|characters?|plots?|episodes?|game|movie|film|drama|series|fiction|comic|chapter|recommend)\b/
/** Asks how a thing is done, where it is, what it costs. */
const HOW_TO =
  /怎么|怎样|如何|咋|在哪|哪里|哪儿|多少钱?|几点|有没有|什么(?:时候|意思)?|是否|能不能|可不可以|可以.{0,10}吗|能.{0,12}吗|[吗么嘛][?。！! ]*$|\b(?:how (?:do|can|to|much|many|long)|where (?:do|can|is|are)|what(?:'s| is| are)|when (?:do|does|is|are)|which|is there|are there|do you (?:have|offer|sell|support)|does|can i|could i|may i)\b/
/** Says outright what the speaker does or will do to the desk. */
const DECLARED =
  /再不|不然|否则|要是.{0,14}不|如果.{0,16}不|小心|等着|走着瞧|别怪|信不信|我(?:们)?(?:要|会|就|已经?|正|马上|现在|准备|打算|一定|必须)|让你们|告你们|\b(?:or (?:else|i(?:'ll| will))|unless|if you (?:don'?t|do not|can'?t)|i(?:'ll| will|'m| am|'ve| have)|we(?:'ll| will|'re| are)|you(?:'ll| will))\b/

/**
 * What in the customer's turns has to go to the team lead at once: an act that is announced, threatened or
 * reported, never a bare word. Once per group, at the first turn that raised it; danger to
 * life comes first.
 */
export function detectWarnings(turns: Turn[], desk: Desk): Warning[] {
  const found = new Map<string, Warning>()
  for (const turn of turns) {
    if (turn.speaker !== 'customer') continue
    for (const warning of readTurn(turn, desk)) {
      if (!found.has(warning.group)) found.set(warning.group, warning)
    }
  }
  return [...found.values()].sort((a, b) => Number(CARE.test(b.group)) - Number(CARE.test(a.group)))
}

function readTurn(turn: Turn, desk: Desk): Warning[] {
  const warnings: Warning[] = []
  for (const sentence of clausesOf(turn.text)) {
    const folded = fold(sentence)
    const raise = (group: WarningGroup, start: number, end: number): void => {
      if (isExcepted(folded.text, group)) return
      const cue = sentence.slice(folded.offsetAt(start), folded.offsetAt(end))
      warnings.push({ group: group.id, cue, seq: turn.seq, quote: sentence })
    }
    for (const { kind, start, end } of actsIn(folded.text)) {
      const group = groupFor(kind, folded.text.slice(start, end), desk)
      if (group !== null) raise(group, start, end)
    }
    for (const group of desk.warnings) {
      const cue = cueIn(folded.text, group)
      if (cue !== null) raise(group, cue.start, cue.end)
    }
  }
  return warnings
}

/** The turn's sentences, and the turn as a whole where a threat spans them. */
function clausesOf(text: string): string[] {
  const sentences = splitSentences(text).map((sentence) => sentence.text)
  return sentences.length > 1 ? [...sentences, text] : sentences
}

type FoundAct = { kind: WarningKind; start: number; end: number }

function actsIn(text: string): FoundAct[] {
  const found: FoundAct[] = []
  for (const { kind, pattern, evenInQuestion } of ACTS) {
    const match = pattern.exec(text)
    if (match === null || isHarmless(text, evenInQuestion === true)) continue
    found.push({ kind, start: match.index, end: match.index + match[0].length })
  }
  const loss = findLargeLoss(text)
  if (loss !== null) found.push({ kind: 'loss', ...loss })
  return found
}

function isHarmless(text: string, evenInQuestion: boolean): boolean {
  const isDeclared = DECLARED.test(text)
  if (FICTION.test(text) && !/再不|不然|否则|你们|\bunless\b|\byou(?:r|'ll)?\b/.test(text))
    return true
  return HOW_TO.test(text) && !isDeclared && !evenInQuestion
}

/** An exception takes the sting out of a sentence unless the speaker declares the act in it all the same. */
function isExcepted(text: string, group: WarningGroup): boolean {
  const exceptions = LANGS.flatMap((lang) => group.exceptions[lang] ?? [])
  return (
    exceptions.some((exception) => text.includes(foldText(exception))) &&
    !/再不|不然|否则|\bunless\b|\bor else\b/.test(text)
  )
}

/** A desk's own cue raises its group, unless it is asked about; a mere noun only where an act stands with it. */
function cueIn(text: string, group: WarningGroup): { start: number; end: number } | null {
  for (const cue of foldedCues(group)) {
    const start = text.indexOf(cue)
    if (start === -1 || !isOwnWord(text, cue, start)) continue
    if (isHarmless(text, CARE.test(group.id))) return null
    if (NOUN.test(cue) && !DECLARED.test(text)) continue
    return { start, end: start + cue.length }
  }
  return null
}

const cuesOf = new WeakMap<WarningGroup, string[]>()

function foldedCues(group: WarningGroup): string[] {
  const known = cuesOf.get(group)
  if (known) return known
  const cues = LANGS.flatMap((lang) => group.cues[lang] ?? [])
  const folded = cues.map(foldText).filter((cue) => cue !== '')
  cuesOf.set(group, folded)
  return folded
}

function isOwnWord(text: string, cue: string, start: number): boolean {
  const isLatin = (char: string | undefined) => char !== undefined && /[a-z0-9]/.test(char)
  return !(
    (isLatin(cue[0]) && isLatin(text[start - 1])) ||
    (isLatin(cue.at(-1)) && isLatin(text[start + cue.length]))
  )
}

/** The desk's group for a kind: by its name, and where names tell nothing, by its cues. */
function groupFor(kind: WarningKind, cue: string, desk: Desk): WarningGroup | null {
  const ofConsumers =
    kind === 'regulator' && /消(?:协|保|委|基|费者)|consumer/.test(cue)
      ? desk.warnings.find(({ id }) => /consumer/.test(id))
      : undefined
  return (
    ofConsumers ??
    desk.warnings.find(({ id }) => id === kind) ??
    desk.warnings.find(({ id }) => GROUP_NAMES[kind].test(id)) ??
    desk.warnings.find((group) =>
      LANGS.some((lang) =>
        (group.cues[lang] ?? []).some((own) =>
          actsIn(foldText(own)).some((act) => act.kind === kind),
        ),
      ),
    ) ??
    null
  )
}
