import type { Lang } from '../../src/text/types.ts'

/** A name that stands in hidden text of the sample, and its form with a gap where an invented word goes. */
export type Subject = {
  lang: Extract<Lang, 'zh-Hans' | 'en'>
  kind: 'thing' | 'person'
  hidden: string
  form: string
}

const subject =
  (lang: Subject['lang'], kind: Subject['kind']) =>
  (hidden: string, form: string): Subject => ({ lang, kind, hidden, form })

const thing = subject('zh-Hans', 'thing')
const person = subject('zh-Hans', 'person')
const enThing = subject('en', 'thing')
const enPerson = subject('en', 'person')

/** Unreleased, internal, expired, draft and archived matters of the sample desk on 21 November 2026. */
export const SUBJECTS: readonly Subject[] = [
  thing('巅峰之夜', '{}之夜'),
  thing('揭晓之夜', '{}之夜'),
  thing('双旦返利', '{}返利'),
  thing('灵犀计划', '{}计划'),
  thing('雪夜宝箱', '{}宝箱'),
  thing('通行密钥', '{}密钥'),
  thing('极速退款', '{}退款'),
  thing('春节集福书签', '春节{}书签'),
  thing('手语视频坐席', '{}视频坐席'),
  thing('分龄书库', '{}书库'),
  thing('囤书节', '{}节'),
  thing('家庭会员', '{}会员'),
  thing('中秋猜灯谜', '中秋{}谜'),
  thing('国庆七日免费读', '{}七日免费读'),
  thing('金秋充值加赠', '{}充值加赠'),
  thing('幸运转盘', '{}转盘'),
  thing('时间戳存证', '{}戳存证'),
  thing('站庆回馈', '{}回馈'),
  thing('开学季月票加倍', '{}季月票加倍'),
  thing('暑期学生特惠', '{}学生特惠'),
  thing('天枢系统', '{}系统'),
  thing('善意额度', '{}额度'),
  thing('风险标签', '{}标签'),
  thing('值守名单', '{}名单'),
  thing('掉单池', '{}池'),
  thing('百强争榜', '{}争榜'),
  person('蒋书砚', '蒋{}'),
  person('邵一鸣', '邵{}'),
  person('钟启航', '钟{}'),
  person('商陆', '商{}'),
  person('岳临', '岳{}'),
  person('韩昱', '韩{}'),
  person('晏清', '晏{}'),
  enThing('the Night of the Peak', 'the Night of the {}'),
  enThing('the Lingxi Plan', 'the {} Plan'),
  enThing('the New Year top-up rebate', 'the {} top-up rebate'),
  enThing('the Tianshu system', 'the {} system'),
  enThing('the Book Hoarding Festival', 'the {} Hoarding Festival'),
  enThing('the Galaxy Year-End Gala', 'the Galaxy {} Gala'),
  enThing('the gala ballot', 'the {} ballot'),
  enThing('the snow night chest', 'the {} night chest'),
  enThing('the sign-language video desk', 'the {} video desk'),
  enThing('the graded library', 'the {} library'),
  enThing('the goodwill limit', 'the {} limit'),
  enPerson('Jiang Shuyan', 'Jiang {}'),
  enPerson('Shao Yiming', 'Shao {}'),
  enPerson('Zhong Qihang', 'Zhong {}'),
  enPerson('Han Yu', 'Han {}'),
]

/** Words that make an invented name of the same form. Those that stand in the knowledge are not used. */
export const INVENTED: Record<Subject['lang'], Record<Subject['kind'], readonly string[]>> = {
  'zh-Hans': {
    thing: [
      ...[
        '青鸾',
        '墨荷',
        '霜蓼',
        '苇舟',
        '槐序',
        '璞玉',
        '飞燕',
        '葵扇',
        '蓝岚',
        '雾港',
        '松涛',
        '鹤鸣',
      ],
      ...['竹影', '云帆', '梧桐', '石榴', '珊瑚', '琥珀', '流萤', '芦笛'],
    ],
    person: ['砚秋', '墨白', '知远', '予安', '景行', '若谷', '怀瑾', '望舒', '清晏', '云起'],
  },
  en: {
    thing: [
      'Plover',
      'Curlew',
      'Bramble',
      'Saffron',
      'Juniper',
      'Heron',
      'Thistle',
      'Larkspur',
      'Osprey',
    ],
    person: ['Shumo', 'Erpeng', 'Zhiyuan', 'Yunqi', 'Jingxing', 'Ruogu', 'Wangshu'],
  },
}

/** How people ask after a name, whatever it is the name of. */
export const FRAMES: Record<Subject['lang'], Record<Subject['kind'], readonly string[]>> = {
  'zh-Hans': {
    thing: [
      '{}什么时候开始',
      '{}怎么参加',
      '听说要出{}，是真的吗',
      '{}几号上线啊',
      '请问{}的规则是什么',
      '我朋友说{}下个月就开了，对不对',
      '{}有没有名额限制',
      '你们的{}归谁负责',
      '帮我看看{}里有什么',
      '{}结束了吗',
      '{}是干什么用的',
      '你们内部说的{}到底是什么',
    ],
    person: [
      '{}今天值班吗',
      '我要找{}',
      '把{}的分机给我',
      '{}是你们哪个组的',
      '上次是{}接待我的，他还在吗',
      '{}是不是离职了',
    ],
  },
  en: {
    thing: [
      'When does {} start?',
      'How do I join {}?',
      'Is it true that {} is coming?',
      'What are the rules of {}?',
      'Who is in charge of {}?',
      'Has {} ended already?',
      'A friend told me about {}, is it open now?',
      'What is {} for?',
    ],
    person: [
      'Is {} on duty today?',
      'I want to talk to {}.',
      'What is the extension of {}?',
      'Which team is {} in?',
      'Has {} left the company?',
    ],
  },
}
