import type { Severity } from './types.ts'

export type Rule = {
  id: string
  severity: Severity
  /** One line: what it finds. */
  finds: string
  /** What to do, where a finding does not say it better itself. */
  advice: string
  /** `--fix` mends it. */
  isFixable?: true
  /** Keeps an article from being served, or tells what is hidden: cannot be turned off. */
  isFirm?: true
  /** Also of markdown that was not written for Sidecue. */
  inForeign?: true
}

const COMPILER = { severity: 'error', isFirm: true, inForeign: true } as const
const LAYOUT = { severity: 'info', isFixable: true } as const

/** Every rule that lint knows, those of the compiler first. `README.md` has an example of each. */
export const RULES: readonly Rule[] = [
  {
    ...COMPILER,
    id: 'front-matter-missing',
    finds: 'the file does not begin with front matter',
    advice: 'Put the keys between two lines of `---` at the very top.',
  },
  {
    ...COMPILER,
    id: 'front-matter-unclosed',
    finds: 'the second `---` is missing',
    advice: 'Close the front matter with a line that is `---`.',
  },
  {
    ...COMPILER,
    id: 'second-front-matter',
    finds: 'a second block that reads like front matter',
    advice: 'Remove it, or write *** for a line across the page.',
  },
  {
    ...COMPILER,
    id: 'byte-order-mark',
    finds: 'the file begins with a byte order mark',
    advice: 'Save as UTF-8 without BOM; --fix does it.',
    isFixable: true,
  },
  {
    ...COMPILER,
    id: 'bad-yaml',
    finds: 'the front matter is not valid YAML',
    advice: 'Mend the line; quote text that holds `: `.',
  },
  {
    ...COMPILER,
    id: 'tab-in-yaml',
    finds: 'a tab indents the front matter',
    advice: 'Indent with spaces; --fix does it.',
    isFixable: true,
  },
  {
    ...COMPILER,
    id: 'duplicate-key',
    finds: 'a key stands twice',
    advice: 'Keep one of them.',
  },
  {
    ...COMPILER,
    id: 'yaml-feature',
    finds: 'an anchor, alias or tag',
    advice: 'Write the value out.',
  },
  {
    ...COMPILER,
    id: 'unknown-key',
    finds: 'a key that there is not',
    advice: 'Take one of the allowed keys.',
  },
  {
    ...COMPILER,
    id: 'missing-key',
    finds: 'a required key is not there',
    advice: 'Add it; without it the article is not served.',
  },
  {
    ...COMPILER,
    id: 'bad-value',
    finds: 'a value that a key does not take',
    advice: 'Take what is allowed.',
  },
  {
    ...COMPILER,
    id: 'bad-date',
    finds: 'an instant without offset, a day that there is not, an end before the beginning',
    advice: 'Write the instant with its offset.',
  },
  {
    ...COMPILER,
    id: 'merge-conflict',
    finds: 'conflict markers of git',
    advice: 'Choose one of the two versions and remove the three marker lines.',
  },
  {
    ...COMPILER,
    id: 'raw-html',
    finds: 'HTML or a comment in the text',
    advice: 'Write it as markdown, or escape the sign: \\<.',
  },
  {
    ...COMPILER,
    id: 'directive-suspect',
    finds: 'something like the fence of a narrowed block that is none',
    advice: 'Write the fence as allowed, alone on its line; \\::: shows one.',
  },
  {
    ...COMPILER,
    id: 'directive-not-narrower',
    finds: 'a block that would widen what stands around it',
    advice: 'Take the text out of the narrower block, or narrow further.',
  },
  {
    ...COMPILER,
    id: 'overlap',
    finds: 'text for more readers that repeats text for fewer',
    advice: 'Take the repeated words out of the wider text.',
  },
  {
    ...COMPILER,
    id: 'definition-hidden',
    finds: 'a link definition or footnote across the edge of a block',
    advice: 'Define it where it is used.',
  },
  {
    ...COMPILER,
    id: 'definition-nested',
    finds: 'a link definition inside a list or quotation',
    advice: 'Put it at the margin.',
  },
  {
    ...COMPILER,
    id: 'duplicate-definition',
    finds: 'a link or footnote defined twice',
    advice: 'Keep one of them.',
  },
  {
    ...COMPILER,
    id: 'unused-definition',
    finds: 'a definition that nothing uses',
    advice: 'Use or remove it.',
    severity: 'warning',
  },
  {
    ...COMPILER,
    id: 'duplicate-id',
    finds: 'two files with one id',
    advice: 'Give one of them another id.',
  },
  {
    ...COMPILER,
    id: 'file-too-large',
    finds: 'a file too large for an article',
    advice: 'Split it by subject.',
  },
  {
    ...COMPILER,
    id: 'invalid-utf8',
    finds: 'bytes that are not UTF-8',
    advice: 'Save the file as UTF-8.',
  },
  {
    ...COMPILER,
    id: 'nul-byte',
    finds: 'a NUL byte',
    advice: 'Remove it; the file may be no text at all.',
  },
  {
    ...COMPILER,
    id: 'unreadable',
    finds: 'a file that cannot be read',
    advice: 'Look at its permissions, or where the link leads.',
  },
  {
    ...COMPILER,
    id: 'link-leaves-folder',
    finds: 'a symbolic link out of the folder',
    advice: 'Copy the file into the folder.',
  },
  {
    ...COMPILER,
    id: 'folder-empty',
    finds: 'a folder without articles',
    advice: 'Name the knowledge folder with --knowledge.',
  },
  {
    ...COMPILER,
    id: 'empty-article',
    finds: 'an article without text',
    advice: 'Write it, or set its state to draft.',
    severity: 'warning',
  },
  { ...COMPILER, id: 'yaml', finds: 'a desk file is not valid YAML', advice: 'Mend the line.' },
  {
    ...COMPILER,
    id: 'unknown-language',
    finds: 'a set phrase under a heading that is no language',
    advice: 'Head it with zh-Hans, zh-Hant or en.',
  },
  {
    ...COMPILER,
    id: 'unknown-slot',
    finds: 'a {{slot}} that is never filled',
    advice: 'Take one of the known slots.',
  },
  {
    id: 'dead-link',
    severity: 'error',
    finds: 'a link to a file or article that is not there',
    advice: 'Correct the path, or remove the link.',
    inForeign: true,
  },
  {
    id: 'dead-anchor',
    severity: 'warning',
    finds: 'a link to a heading that the page does not have',
    advice: 'Link to a heading that is there.',
    inForeign: true,
  },
  {
    id: 'unserved-link',
    severity: 'warning',
    finds: 'a link to an article that is not served: a draft, archived or over',
    advice: 'Link to an article that is served, or remove the link.',
  },
  {
    id: 'restricted-link',
    severity: 'error',
    finds: 'a link from text for more readers to an article for fewer',
    advice: 'Remove the link, or put it into a block for the same readers.',
    isFirm: true,
  },
  {
    id: 'unofficial-link',
    severity: 'error',
    finds: 'an address outside the official domains in text for customers',
    advice: 'Link to an official page, or add the domain to official_domains in desk.yml.',
    isFirm: true,
  },
  {
    id: 'missing-image',
    severity: 'warning',
    finds: 'an image that is not there',
    advice: 'Add the file, or remove the image.',
    inForeign: true,
  },
  {
    id: 'unknown-article',
    severity: 'error',
    finds: '`supersedes` or `translation_of` names an article that is not there',
    advice: 'Correct the id, or remove the key.',
  },
  {
    id: 'restricted-fact',
    severity: 'error',
    finds: 'text for customers that says what only restricted text says',
    advice:
      'Take it out, narrow it with a block, or say it in a public article first if it may be told.',
    isFirm: true,
  },
  {
    id: 'contradiction',
    severity: 'warning',
    finds: 'two passages on one subject with different figures',
    advice: 'Find out which is right and correct the other.',
    inForeign: true,
  },
  {
    id: 'reply-contradicts',
    severity: 'warning',
    finds: 'a standard reply with a figure that its article does not have',
    advice: 'Correct the reply or the article, so that both say the same.',
  },
  {
    id: 'near-duplicate',
    severity: 'warning',
    finds: 'two articles with nearly the same text',
    advice: 'Merge them, or let one supersede the other.',
    inForeign: true,
  },
  {
    id: 'shared-title',
    severity: 'warning',
    finds: 'two articles with one title',
    advice: 'Let each title say what only its article answers.',
    inForeign: true,
  },
  {
    id: 'shared-ask',
    severity: 'warning',
    finds: 'a question that two articles list under `asks`',
    advice: 'Keep it in the article that answers it; the other may list it under must_not.',
  },
  {
    id: 'ask-contradicts',
    severity: 'error',
    finds: 'a question under both `asks` and `must_not` of one article',
    advice: 'Remove one of the two.',
  },
  {
    id: 'past-release',
    severity: 'warning',
    finds: 'a release that has passed, with text that still announces it',
    advice: 'Rewrite it as what holds now.',
  },
  {
    id: 'past-announcement',
    severity: 'warning',
    finds: 'text that announces something for a day that has passed',
    advice: 'Rewrite it as what holds now, or let the article expire.',
    inForeign: true,
  },
  {
    id: 'stale',
    severity: 'warning',
    finds: 'an article past its `review_by`',
    advice: 'Review it and set the next date.',
  },
  {
    id: 'expired',
    severity: 'warning',
    finds: 'an article that ended long ago and is still published',
    advice: 'Set its state to archived, or remove it.',
  },
  {
    id: 'translation-lags',
    severity: 'warning',
    finds: 'a translation whose figures or sections differ from its source',
    advice: 'Bring the translation up to its source.',
  },
  {
    id: 'term',
    severity: 'warning',
    finds: 'a wrong spelling of a term of the glossary',
    advice: 'Write the term as glossary.yml has it.',
    isFixable: true,
  },
  {
    id: 'broken-table',
    severity: 'warning',
    finds: 'a table that cannot be read: cells too many or too few, no line below its head',
    advice: 'Give each row as many cells as the head, and a line of --- below the head.',
    inForeign: true,
  },
  {
    id: 'wide-table',
    severity: 'info',
    finds: 'a table too wide for the panel',
    advice: 'Split it, or turn rows into columns.',
    inForeign: true,
  },
  {
    id: 'long-section',
    severity: 'info',
    finds: 'a section much longer than what is found and quoted as one piece',
    advice: 'Divide it with headings.',
    inForeign: true,
  },
  {
    id: 'missing-reply',
    severity: 'warning',
    finds: 'a published article for customers without a standard reply',
    advice: 'Add `## 标准答复`, `## 標準答覆` or `## Standard reply`.',
  },
  {
    id: 'missing-asks',
    severity: 'warning',
    finds: 'a published article for customers that lists no `asks`',
    advice: 'Add the questions as customers ask them.',
  },
  {
    id: 'language-mismatch',
    severity: 'warning',
    finds: 'text in another language than `lang` says',
    advice: 'Correct `lang`, or the text.',
  },
  {
    ...LAYOUT,
    id: 'line-endings',
    finds: 'line ends of Windows or old Macs',
    advice: 'Save with \\n; --fix does it.',
  },
  {
    ...LAYOUT,
    id: 'trailing-space',
    finds: 'blanks at the end of a line',
    advice: '--fix removes them.',
  },
  {
    ...LAYOUT,
    id: 'final-newline',
    finds: 'no line end, or several, at the end of the file',
    advice: '--fix leaves exactly one.',
  },
  {
    id: 'invisible-character',
    severity: 'warning',
    finds: 'a character that is not drawn: zero width, direction marks',
    advice: 'Remove it; --fix does it.',
    isFixable: true,
  },
  {
    id: 'ask-not-found',
    severity: 'error',
    finds: '--contracts: an `asks` that is not answered from its article',
    advice: 'Add what is missing to the article, or list the question where it is answered.',
  },
  {
    id: 'must-not-answered',
    severity: 'error',
    finds: '--contracts: a `must_not` that is answered from the article',
    advice: 'Say in another article what answers it, or remove what draws it here.',
  },
]

const BY_ID = new Map(RULES.map((rule) => [rule.id, rule]))

export function ruleOf(id: string): Rule | undefined {
  return BY_ID.get(id)
}
