import type { Lang } from '../../src/text/types.ts'

/** A question about something hidden in the sample knowledge, and the same about something that does not exist. */
export type TwinPair = {
  lang: Lang
  kind: 'unreleased' | 'internal' | 'expired' | 'draft'
  hidden: string
  invented: string
}

const pair = (lang: Lang, kind: TwinPair['kind'], hidden: string, invented: string): TwinPair => ({
  ...{ lang, kind, hidden, invented },
})

export const TWIN_PAIRS: readonly TwinPair[] = [
  pair('zh-Hans', 'unreleased', '巅峰之夜是几号直播', '璀璨之夜是几号直播'),
  pair('zh-Hans', 'unreleased', '百强争榜要多少票才能进', '百雀争榜要多少票才能进'),
  pair('zh-Hans', 'unreleased', '元旦充328返20%对吗', '霜降充328返20%对吗'),
  pair('zh-Hans', 'unreleased', '双旦返利每个账号能参加几次', '双槐返利每个账号能参加几次'),
  pair(
    'zh-Hans',
    'unreleased',
    '极速退款怎么开通啊，闪电标志在哪',
    '飞燕退款怎么开通啊，葫芦标志在哪',
  ),
  pair('zh-Hans', 'unreleased', '灵犀计划什么时候开始报名', '青鸾计划什么时候开始报名'),
  pair('zh-Hans', 'unreleased', '通行密钥支持哪些手机', '掌纹密钥支持哪些手机'),
  pair('zh-Hans', 'unreleased', '手语视频坐席几点上班', '唇语视频坐席几点上班'),
  pair(
    'zh-Hans',
    'unreleased',
    '我听说稿费以后可以随时提取，是真的吗',
    '我听说稿费以后可以随时典当，是真的吗',
  ),
  pair('zh-Hans', 'unreleased', 'AI朗读青岚那个音色好听吗', 'AI绣花青芜那个花色好看吗'),
  pair('zh-Hans', 'unreleased', '分龄书库启蒙档适合几岁', '分舱书库蒙学档适合几岁'),
  pair('zh-Hans', 'unreleased', '雪夜宝箱开出来有什么', '雾夜宝匣开出来有什么'),
  pair('zh-Hans', 'internal', '蒋书砚今天值班吗', '蒋书墨今天值班吗'),
  pair('zh-Hans', 'internal', '邵一鸣组长在不在，我找他', '邵二朋组长在不在，我找他'),
  pair('zh-Hans', 'internal', '支付值守钟启航的分机给我', '支付值守钟启帆的分机给我'),
  pair('zh-Hans', 'internal', '你们夜班是不是缺编两个人', '你们夜班是不是缺编九个人'),
  pair('zh-Hans', 'internal', '天枢系统里我的标签是什么', '天璇系统里我的标签是什么'),
  pair('zh-Hans', 'internal', '主管善意额度最高能批多少', '主管诚意额度最高能批多少'),
  pair('zh-Hans', 'expired', '囤书节满减怎么算', '囤茶节满减怎么算'),
  pair('zh-Hans', 'draft', '春节集福书签最后一天是哪天', '春节集灯书签最后一天是哪天'),
  pair('zh-Hant', 'unreleased', '巔峰之夜在哪裡看直播', '璀璨之夜在哪裡看直播'),
  pair('zh-Hant', 'unreleased', '雙旦儲值回饋是幾號開始', '雙槐儲值回饋是幾號開始'),
  pair('zh-Hant', 'unreleased', '極速退款一季可以用幾次', '飛燕退款一季可以用幾次'),
  pair('zh-Hant', 'unreleased', '靈犀計畫的分成比例是多少', '青鸞計畫的分成比例是多少'),
  pair('zh-Hant', 'unreleased', '手語視訊客服怎麼預約', '唇語視訊客服怎麼預約'),
  pair('zh-Hant', 'internal', '值班經理蔣書硯的分機是多少', '值班經理蔣書墨的分機是多少'),
  pair('zh-Hant', 'internal', '邵一鳴那組今天早班幾個人', '邵二朋那組今天早班幾個人'),
  pair('zh-Hant', 'internal', '天樞系統查得到我的設備指紋嗎', '天璇系統查得到我的設備指紋嗎'),
  pair('zh-Hant', 'draft', '春節集福書籤怎麼玩', '春節集燈書籤怎麼玩'),
  pair(
    'en',
    'unreleased',
    'When is the Night of the Peak streamed?',
    'When is the Night of the Glow streamed?',
  ),
  pair(
    'en',
    'unreleased',
    'How many gala ballots can I get per day?',
    'How many glow ballots can I get per day?',
  ),
  pair(
    'en',
    'unreleased',
    'What is the New Year top-up rebate rate?',
    'What is the Frost Week top-up rebate rate?',
  ),
  pair(
    'en',
    'unreleased',
    'Is the annual pass going up to 158 yuan?',
    'Is the annual pass going up to 177 yuan?',
  ),
  pair('en', 'unreleased', 'Who can join the Lingxi Plan?', 'Who can join the Qingluan Plan?'),
  pair(
    'en',
    'internal',
    'Is Jiang Shuyan the duty manager today?',
    'Is Jiang Shumo the duty manager today?',
  ),
  pair(
    'en',
    'internal',
    'How many people are on the early shift of Shao Yiming?',
    'How many people are on the early shift of Shao Erpeng?',
  ),
  pair(
    'en',
    'internal',
    'What does the Tianshu system say about my account?',
    'What does the Tianxuan system say about my account?',
  ),
  pair(
    'en',
    'expired',
    'Can I still get the Book Hoarding Festival bonus?',
    'Can I still get the Tea Hoarding Festival bonus?',
  ),
]
