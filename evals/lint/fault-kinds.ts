import type { Article } from '../../src/articles/index.ts'
import { findSpecifics } from '../../src/text/specifics.ts'
import type { Lang } from '../../src/text/types.ts'
import type { PlantedFolder, Plot } from './planted-folder.ts'
import {
  altered,
  bodyStart,
  insertInBody,
  ownEnd,
  replyStart,
  statedIn,
  withKey,
  withoutKey,
} from './plot-text.ts'
import type { Random } from './seeded.ts'

/** A fault that was planted, and the rules of which one has to find it in one of the files. */
export type Fault = { kind: string; rules: string[]; files: string[]; lang: Lang; what: string }

export type Garden = {
  folder: PlantedFolder
  random: Random
  /** A plot that fits and was not used before; it is used then. The first of the conditions that one fits counts. */
  take(...isFit: ((plot: Plot) => boolean)[]): Plot
  /** The same for a plot that is only read: nothing is planted in it later. */
  any(...isFit: ((plot: Plot) => boolean)[]): Plot
  /** The language whose turn it is. */
  lang: Lang
}

export type FaultKind = { kind: string; rules: string[]; plant(garden: Garden): Plot[] }

const familyId = ({ article }: Plot): string => article.translationOf ?? article.id

const isOpen = ({ article }: Plot): boolean =>
  article.audience === 'customer' &&
  article.state === 'published' &&
  article.release === null &&
  article.expires === null

const isPlain = (plot: Plot): boolean => isOpen(plot) && replyStart(plot) > 0

const say = <T>(lang: Lang, hans: T, hant: T, en: T): T =>
  ({ 'zh-Hans': hans, 'zh-Hant': hant, en })[lang]

function edit(garden: Garden, plot: Plot, source: string): Plot[] {
  if (source === plot.source) throw new Error(`Nothing was planted in ${plot.path}.`)
  garden.folder.write(plot.path, source)
  return [plot]
}

const inLang =
  (garden: Garden, isFit: (plot: Plot) => boolean) =>
  (plot: Plot): boolean =>
    plot.article.lang === garden.lang && isFit(plot)

function takePlain(garden: Garden, isFit: (plot: Plot) => boolean = () => true): Plot {
  const fits = (plot: Plot): boolean => isPlain(plot) && isFit(plot)
  return garden.take(inLang(garden, fits), fits)
}

/** Contradictions. */
const CONTRADICTIONS: FaultKind[] = [
  {
    kind: 'contradiction-copied',
    rules: ['contradiction'],
    plant(garden) {
      const from = garden.any(
        inLang(garden, (plot) => isPlain(plot) && selfContained(plot).length > 0),
      )
      const into = garden.take(
        (plot) =>
          isPlain(plot) &&
          plot.article.lang === from.article.lang &&
          plot.article.module !== from.article.module,
      )
      const stated = garden.random.pick(selfContained(from))
      return edit(garden, into, insertInBody(into, altered(stated, garden.random)))
    },
  },
  {
    kind: 'contradiction-reply',
    rules: ['reply-contradicts', 'contradiction', 'translation-lags'],
    plant(garden) {
      const plot = takePlain(garden, (one) => repeated(one).length > 0)
      const stated = garden.random.pick(repeated(plot))
      const { source } = plot
      return edit(
        garden,
        plot,
        source.slice(0, stated.start) + altered(stated, garden.random) + source.slice(stated.end),
      )
    },
  },
  {
    kind: 'contradiction-translation',
    rules: ['translation-lags', 'reply-contradicts'],
    plant(garden) {
      const isSource = (plot: Plot): boolean =>
        garden.folder.plots.some(({ article }) => article.translationOf === plot.article.id)
      const isFit = (plot: Plot): boolean =>
        (plot.article.translationOf !== null || isSource(plot)) && inBoth(garden, plot).length > 0
      const plot = takePlain(garden, isFit)
      const { source } = plot
      const key = garden.random.pick(inBoth(garden, plot)).figure.key
      // Every mention, as an editor who follows a new rule changes it.
      let text = source
      for (const stated of statedIn(plot)
        .filter(({ figure }) => figure.key === key)
        .reverse())
        text =
          text.slice(0, stated.start) +
          altered(stated, { ...garden.random, below: () => 1 }) +
          text.slice(stated.end)
      return edit(garden, plot, text)
    },
  },
  {
    kind: 'contradiction-new-article',
    rules: ['contradiction', 'near-duplicate'],
    plant(garden) {
      const from = garden.any(
        inLang(garden, (plot) => isPlain(plot) && selfContained(plot).length > 0),
      )
      const stated = garden.random.pick(selfContained(from))
      const body = `## ${say(from.article.lang, '说明', '說明', 'Notes')}\n\n${altered(stated, garden.random)}`
      return plantNew(garden, from.article, `notice-${garden.random.below(1e6)}`, body)
    },
  },
]

/** Sentences that say by themselves what they are about: long ones with one figure. */
function selfContained(plot: Plot) {
  return statedIn(plot).filter(({ text, isReply }) => {
    const letters = text.match(/\p{Script=Han}|\p{L}{2,}/gu)?.length ?? 0
    const least = plot.article.lang === 'en' ? 9 : 14
    return !isReply && letters >= least && !/^[-\d*]/.test(text) && findSpecifics(text).length <= 2
  })
}

/** Figures of the standard reply that stand in the article too. */
function repeated(plot: Plot) {
  const stated = statedIn(plot)
  const body = new Set(
    findSpecifics(plot.source.slice(bodyStart(plot), replyStart(plot))).map(({ key }) => key),
  )
  const once = (key: string): boolean =>
    stated.filter(({ figure, isReply }) => isReply && figure.key === key).length === 1
  return stated.filter(({ isReply, figure }) => isReply && body.has(figure.key) && once(figure.key))
}

/** Figures that an article and its translation both state. */
function inBoth({ folder }: Garden, plot: Plot) {
  const { article } = plot
  const others = folder.plots.filter(
    (other) =>
      other !== plot &&
      (other.article.translationOf ?? other.article.id) === (article.translationOf ?? article.id),
  )
  const keys = new Set(others.flatMap(({ source }) => findSpecifics(source).map(({ key }) => key)))
  return statedIn(plot).filter(({ figure }) => keys.has(figure.key))
}

function plantNew(garden: Garden, like: Article, id: string, body: string, title = id): Plot[] {
  const path = `articles/planted/${id}.md`
  const { lang } = like
  const ask = say(lang, `${title}怎么办理`, `${title}怎麼辦理`, `how does ${title} work`)
  const reply = say(
    lang,
    '## 标准答复\n\n您好，请您参考以上说明。',
    '## 標準答覆\n\n您好，請您參考以上說明。',
    '## Standard reply\n\nHello, please see the notes above.',
  )
  const source = `---\nid: ${id}\ntitle: ${title}\nlang: ${lang}\naudience: customer\nstate: published\nmodule: ${like.module}\nasks:\n  - ${ask}\n---\n\n${body}\n\n${reply}\n`
  garden.folder.write(path, source)
  return [{ path, source, article: { ...like, id, path, title } }]
}

/** Duplicates, shared titles and questions. */
const DUPLICATES: FaultKind[] = [
  {
    kind: 'near-duplicate',
    rules: ['near-duplicate'],
    plant(garden) {
      const from = takePlain(garden)
      const body = from.source.slice(bodyStart(from), replyStart(from))
      const lines = body.split('\n').filter((line) => line === '' || garden.random.below(10) > 0)
      return plantNew(garden, from.article, `copy-${garden.random.below(1e6)}`, lines.join('\n'))
    },
  },
  {
    kind: 'shared-title',
    rules: ['shared-title'],
    plant(garden) {
      const plot = takePlain(garden)
      const other = garden.any(
        (one) =>
          isPlain(one) &&
          one.article.lang === plot.article.lang &&
          familyId(one) !== familyId(plot),
      )
      const title = other.article.title
      return edit(
        garden,
        plot,
        withKey(
          plot,
          'title',
          plot.article.lang === 'en' ? `"${title.toUpperCase()}"` : `"${title}？"`,
        ),
      )
    },
  },
  {
    kind: 'shared-ask',
    rules: ['shared-ask'],
    plant(garden) {
      const plot = takePlain(garden)
      const other = garden.any(
        inLang(
          garden,
          (one) =>
            isPlain(one) &&
            one.article.module !== plot.article.module &&
            one.article.asks.length > 0,
        ),
      )
      const ask = garden.random.pick(other.article.asks)
      return edit(
        garden,
        plot,
        plot.source.replace(/^asks:.*$/m, `asks:\n  - ${JSON.stringify(`${ask}?`)}`),
      )
    },
  },
  {
    kind: 'duplicate-id',
    rules: ['duplicate-id'],
    plant(garden) {
      const plot = takePlain(garden)
      garden.folder.write(plot.path.replace(/\.md$/, '-new.md'), plot.source)
      return [plot]
    },
  },
  {
    kind: 'ask-contradicts',
    rules: ['ask-contradicts'],
    plant(garden) {
      const plot = takePlain(
        garden,
        (one) => one.article.asks.length > 0 && one.article.mustNot.length === 0,
      )
      const ask = JSON.stringify(plot.article.asks[0])
      return edit(
        garden,
        plot,
        plot.source.replace(/^asks:/m, `must_not:\n  - ask: ${ask}\n    why: other article\nasks:`),
      )
    },
  },
]

/** Text for fewer readers that reaches more. */
const LEAKS: FaultKind[] = [
  {
    kind: 'leak-verbatim',
    rules: ['overlap', 'restricted-fact'],
    plant(garden) {
      const { text } = hiddenSentence(garden, () => true)
      const plot = takePlain(garden)
      return edit(garden, plot, insertInBody(plot, text))
    },
  },
  {
    kind: 'leak-reworded',
    rules: ['restricted-fact', 'overlap'],
    plant(garden) {
      const { text } = hiddenSentence(garden, (sentence) => {
        const figures = findSpecifics(sentence).filter(
          ({ kind, text: said }) => kind !== 'number' || /\d{3}/.test(said),
        )
        return figures.length > 0 && /[，,；;]/.test(sentence) && sentence.length < 160
      })
      const plot = takePlain(garden)
      const clauses = text.replace(/[。.]$/, '').split(/[，,；;]\s*/)
      const isHan = /\p{Script=Han}/u.test(text)
      const moved = [...clauses.slice(1), clauses[0]].join(isHan ? '；' : '; ')
      return edit(
        garden,
        plot,
        insertInBody(plot, `${isHan ? '另外，' : 'Also: '}${moved}${isHan ? '。' : '.'}`),
      )
    },
  },
  {
    kind: 'leak-link',
    rules: ['restricted-link'],
    plant(garden) {
      const plot = takePlain(garden)
      const secret = garden.any(({ article }) => article.audience !== 'customer')
      const up = '../'.repeat(plot.path.split('/').length - 2)
      const link = `${up}${secret.path.replace(/^articles\//, '')}`
      return edit(
        garden,
        plot,
        insertInBody(
          plot,
          say(
            garden.lang,
            `另见[内部说明](${link})。`,
            `另見[說明](${link})。`,
            `See [this note](${link}).`,
          ),
        ),
      )
    },
  },
  {
    kind: 'widening-block',
    rules: ['directive-not-narrower', 'directive-suspect'],
    plant(garden) {
      const isAgent = garden.random.below(2) === 0
      const plot = isAgent
        ? garden.take(({ article }) => article.audience !== 'customer')
        : takePlain(garden)
      const forms = isAgent
        ? [
            ':::agent\n放宽的文字。\n:::',
            ':::customer\nTold to all.\n:::',
            ':::public\n文字。\n:::',
          ]
        : [
            '::: internal\n权限说明。\n:::',
            ':::Internal\n說明。\n:::',
            '：：：agent\n说明。\n：：：',
            ':::embargo\nSoon.\n:::',
            '::::internal\n:::agent\n放宽。\n:::\n::::',
            ':::internal\n没有结束',
          ]
      return edit(garden, plot, `${plot.source.trimEnd()}\n\n${garden.random.pick(forms)}\n`)
    },
  },
]

function hiddenSentence(garden: Garden, isFit: (sentence: string) => boolean): { text: string } {
  const isHidden = ({ article }: Plot): boolean =>
    article.state === 'published' &&
    article.parts.some(
      ({ audience, release }) =>
        audience === 'internal' || (release !== null && Date.parse(release) > Date.now()),
    )
  const sentences = (plot: Plot): string[] =>
    plot.article.parts
      .filter(
        ({ audience, release }) =>
          audience === 'internal' || (release !== null && Date.parse(release) > Date.now()),
      )
      .flatMap(({ markdown }) => markdown.split(/(?<=[。；])|(?<=\.)\s|\n/))
      .map((sentence) => sentence.trim())
      .filter((sentence) => !/^[#|\-\d>]/.test(sentence))
      .filter((sentence) =>
        /\p{Script=Han}/u.test(sentence) ? sentence.length > 18 : sentence.length > 60,
      )
      .filter(isFit)
  const plot = garden.any((one) => isHidden(one) && sentences(one).length > 0)
  return { text: garden.random.pick(sentences(plot)) }
}

/** Links, images, addresses. */
const LINKS: FaultKind[] = [
  {
    kind: 'dead-link',
    rules: ['dead-link'],
    plant(garden) {
      const plot = takePlain(garden)
      const target = garden.random.pick([
        './no-such-article.md',
        '../refund/refund-coin.md',
        './old/renamed.md',
      ])
      return edit(
        garden,
        plot,
        insertInBody(
          plot,
          say(
            garden.lang,
            `详见[相关说明](${target})。`,
            `詳見[相關說明](${target})。`,
            `See [the other page](${target}).`,
          ),
        ),
      )
    },
  },
  {
    kind: 'dead-anchor',
    rules: ['dead-anchor'],
    plant(garden) {
      const plot = takePlain(garden)
      const anchor = garden.random.pick(['#没有这一节', '#no-such-part', '#附錄三'])
      return edit(
        garden,
        plot,
        insertInBody(
          plot,
          say(
            garden.lang,
            `见[下文](${anchor})。`,
            `見[下文](${anchor})。`,
            `See [below](${anchor}).`,
          ),
        ),
      )
    },
  },
  {
    kind: 'unofficial-link',
    rules: ['unofficial-link'],
    plant(garden) {
      const plot = takePlain(garden)
      const address = garden.random.pick([
        'https://galaxyread.example.cn-help.com/pay',
        'www.xinghe-reader.net',
        'https://bit.ly/3xYz',
        '[官网](https://galaxy-read.com/help)',
      ])
      return edit(
        garden,
        plot,
        insertInBody(
          plot,
          say(
            garden.lang,
            `也可以打开 ${address} 办理。`,
            `也可以開啟 ${address} 辦理。`,
            `You can also open ${address} for this.`,
          ),
        ),
      )
    },
  },
  {
    kind: 'missing-image',
    rules: ['missing-image'],
    plant(garden) {
      const plot = takePlain(garden)
      return edit(
        garden,
        plot,
        insertInBody(
          plot,
          say(
            garden.lang,
            '![步骤截图](./images/step-1.png)',
            '![步驟截圖](./images/step-1.png)',
            '![Screenshot](./images/step-1.png)',
          ),
        ),
      )
    },
  },
]

/** What time overtakes. */
const TIMES: FaultKind[] = [
  {
    kind: 'stale',
    rules: ['stale'],
    plant(garden) {
      const plot = takePlain(garden)
      return edit(
        garden,
        plot,
        withKey(plot, 'review_by', garden.random.pick(['2025-06-30', '2026-03-31', '2024-12-31'])),
      )
    },
  },
  {
    kind: 'expired',
    rules: ['expired'],
    plant(garden) {
      const plot = takePlain(garden)
      return edit(
        garden,
        plot,
        withKey(
          plot,
          'expires',
          garden.random.pick(['"2026-01-01T00:00:00+08:00"', '"2025-09-01T00:00:00+08:00"']),
        ),
      )
    },
  },
  {
    kind: 'past-release',
    rules: ['past-release', 'past-announcement'],
    plant(garden) {
      const plot = takePlain(garden)
      const text = say(
        garden.lang,
        '新的领取方式将于 2026 年 3 月 1 日上线，敬请期待。',
        '新的領取方式將於 2026 年 3 月 1 日上線，敬請期待。',
        'The new way to claim will be available from 1 March 2026. Stay tuned.',
      )
      return edit(
        garden,
        plot,
        `${plot.source.trimEnd()}\n\n:::embargo{release="2026-03-01T10:00:00+08:00"}\n${text}\n:::\n`,
      )
    },
  },
  {
    kind: 'past-announcement',
    rules: ['past-announcement'],
    plant(garden) {
      const plot = takePlain(garden)
      const texts = say(
        plot.article.lang,
        [
          '该功能预计于 2025 年 12 月 31 日下线。',
          '自 2026 年 2 月起将调整领取页面。',
          '新版页面计划于2026年1月15日启用。',
        ],
        [
          '該功能預計於 2025 年 12 月 31 日下線。',
          '自 2026 年 2 月起將調整領取頁面。',
          '新版頁面計畫於 2026 年 1 月 15 日啟用。',
        ],
        [
          'The page will change on 15 January 2026.',
          'This feature is going to close on 31 December 2025.',
          'The new page is expected to open in February 2026.',
        ],
      )
      return edit(garden, plot, insertInBody(plot, garden.random.pick(texts)))
    },
  },
]

/** The form of the file. */
const FORMS: FaultKind[] = [
  keyed(
    'unknown-key',
    ['unknown-key'],
    ['audiance: agent', 'Release: 2027-01-01T00:00:00+08:00', '作者: 王'],
  ),
  keyed(
    'bad-date',
    ['bad-date'],
    ['release: 2026-12-01 10:00', 'expires: 2027-02-30T00:00:00+08:00', 'review_by: 31/12/2027'],
  ),
  {
    kind: 'bad-value',
    rules: ['bad-value'],
    plant: (garden) => {
      const plot = takePlain(garden)
      return edit(
        garden,
        plot,
        withKey(
          plot,
          garden.random.pick(['audience', 'state', 'lang']),
          garden.random.pick(['public', '公开', 'Customer']),
        ),
      )
    },
  },
  removed('missing-key', ['missing-key'], ['audience', 'title', 'id', 'lang']),
  removed('missing-asks', ['missing-asks'], ['asks']),
  changed('tab-in-yaml', ['tab-in-yaml'], ({ source }) => source.replace(/^ {2}- /m, '\t- ')),
  changed('byte-order-mark', ['byte-order-mark'], ({ source }) => `\ufeff${source}`),
  changed('windows-lines', ['line-endings'], ({ source }) => source.replaceAll('\n', '\r\n')),
  changed('merge-conflict', ['merge-conflict'], (plot) => {
    const at = replyStart(plot)
    return `${plot.source.slice(0, at)}<<<<<<< HEAD\n甲\n=======\n乙\n>>>>>>> feature/price\n\n${plot.source.slice(at)}`
  }),
  changed('raw-html', ['raw-html'], (plot) => insertInBody(plot, '<b>重要</b> <br> note')),
  changed(
    'too-large',
    ['file-too-large'],
    (plot) => `${plot.source}\n${'说明文字。\n'.repeat(400_000)}`,
  ),
  changed('invisible-character', ['invisible-character'], (plot) =>
    insertInBody(plot, 'in\u200bvisible 说\u200b明'),
  ),
  changed(
    'missing-reply',
    ['missing-reply'],
    (plot) => plot.source.slice(0, replyStart(plot)) + plot.source.slice(ownEnd(plot)),
  ),
  changed('broken-table-cells', ['broken-table'], (plot) =>
    insertInBody(plot, '| A | B | C |\n| --- | --- | --- |\n| 1 | 2 |\n| 3 | 4 | 5 |'),
  ),
  changed('broken-table-line', ['broken-table'], (plot) =>
    insertInBody(plot, '| 渠道 | 时间 |\n| 银行卡 | 一天 |\n| 钱包 | 即时 |'),
  ),
  changed('long-section', ['long-section'], (plot) => {
    const line = {
      'zh-Hans': '这里写着很长的说明文字，读起来十分费力。',
      'zh-Hant': '這裡寫著很長的說明文字，讀起來十分費力。',
      en: 'This goes on and on about the same matter without a heading. ',
    }[plot.article.lang]
    return insertInBody(plot, `## ${plot.article.title} +\n\n${line.repeat(260)}`)
  }),
  changed('unknown-translation', ['unknown-article'], (plot) =>
    withKey(plot, 'translation_of', 'no-such-article'),
  ),
  changed('unknown-supersedes', ['unknown-article'], (plot) =>
    withKey(plot, 'supersedes', 'gone-article'),
  ),
  {
    kind: 'language-mismatch',
    rules: ['language-mismatch'],
    plant: (garden) => {
      const plot = takePlain(garden, ({ article }) => article.translationOf === null)
      return edit(
        garden,
        plot,
        withKey(plot, 'lang', plot.article.lang === 'en' ? 'zh-Hans' : 'en'),
      )
    },
  },
  {
    kind: 'misspelt-term',
    rules: ['term'],
    plant: (garden) => {
      const plot = takePlain(garden)
      const text = say(
        garden.lang,
        ['请在优惠卷页面查看。', '星享会圆可以领取。', '完成实名任证后再试。'],
        ['請到優惠卷頁面查看。', '星享會圓可以領取。', '完成實名任證後再試。'],
        [
          'Your verfication code is in the message.',
          'Open the auther dashboard.',
          'The galexy reading app shows it.',
        ],
      )
      return edit(garden, plot, insertInBody(plot, garden.random.pick(text)))
    },
  },
  {
    kind: 'translation-short',
    rules: ['translation-lags'],
    plant: (garden) => {
      const isSource = (plot: Plot): boolean =>
        garden.folder.plots.some(({ article }) => article.translationOf === plot.article.id)
      const plot = garden.take((one) => isPlain(one) && isSource(one))
      return edit(
        garden,
        plot,
        insertInBody(
          plot,
          '## 新增的规定\n\n从下单起算。\n\n## 新增的例外\n\n海外账号除外。\n\n## 新增的渠道\n\n另设渠道。\n\n## 新增的凭证\n\n须留存凭证。',
        ),
      )
    },
  },
]

function keyed(kind: string, rules: string[], lines: string[]): FaultKind {
  return {
    kind,
    rules,
    plant: (garden) => {
      const plot = takePlain(garden)
      const line = garden.random.pick(lines)
      const key = line.slice(0, line.indexOf(':'))
      return edit(
        garden,
        plot,
        withKey({ ...plot, source: withoutKey(plot, key) }, key, line.slice(key.length + 1).trim()),
      )
    },
  }
}

function removed(kind: string, rules: string[], keys: string[]): FaultKind {
  return {
    kind,
    rules,
    plant: (garden) => {
      const plot = takePlain(garden)
      return edit(garden, plot, withoutKey(plot, garden.random.pick(keys)))
    },
  }
}

function changed(kind: string, rules: string[], change: (plot: Plot) => string): FaultKind {
  return {
    kind,
    rules,
    plant: (garden) => {
      const plot = takePlain(garden)
      return edit(garden, plot, change(plot))
    },
  }
}

export const FAULT_KINDS: readonly FaultKind[] = [
  ...CONTRADICTIONS,
  ...DUPLICATES,
  ...LEAKS,
  ...LINKS,
  ...TIMES,
  ...FORMS,
]
