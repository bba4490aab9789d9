import type { Lang } from '../messages/languages.ts'
import type { Shown } from './seen.ts'

/** Every text of the start page and of the player. */
export type DemoTexts = {
  title: string
  note: string
  play: string
  shows: string
  one: string
  tryIt: string
  seen: string
  notYet: string
  skipped: string
  failed: string
  languages: Record<Lang, string>
  shown: Record<Shown, { name: string; about: string }>
}

const zhHans: DemoTexts = {
  title: '一分钟看懂 Sidecue',
  note: '三段录好的对话，通过真实接口播放。下面五样都由程序当场给出。',
  play: '播放一分钟演示',
  shows: '你会看到',
  one: '只放一段',
  tryIt: '也可以在下面的输入框里扮演客户，自己问一句。',
  seen: '已出现',
  notYet: '未出现',
  skipped: '录音里的静默已略过',
  failed: '放到这里停住了：没有连上服务器。',
  languages: { 'zh-Hans': '简体中文', 'zh-Hant': '繁体中文', en: '英文' },
  shown: {
    answer: { name: '有出处的答案', about: '每句话都标明引自哪篇文章' },
    warning: { name: '预警', about: '客户要找记者：提醒组长，先给安抚用语' },
    refusal: { name: '不能说的不说', about: '还没公布的活动，答案里不会出现' },
    'idle-timer': { name: '静默计时', about: '客户三分钟不说话就提醒，五分钟关闭' },
    ticket: { name: '工单草稿', about: '只填客户说过的，缺的列出来' },
  },
}

const zhHant: DemoTexts = {
  title: '一分鐘看懂 Sidecue',
  note: '三段錄好的對話，透過真實介面播放。下面五樣都由程式當場給出。',
  play: '播放一分鐘示範',
  shows: '您會看到',
  one: '只播一段',
  tryIt: '也可以在下面的輸入框扮演顧客，自己問一句。',
  seen: '已出現',
  notYet: '尚未出現',
  skipped: '錄音中的空白已略過',
  failed: '播到這裡停住了：沒有連上伺服器。',
  languages: { 'zh-Hans': '簡體中文', 'zh-Hant': '繁體中文', en: '英文' },
  shown: {
    answer: { name: '有出處的答案', about: '每句話都標明引自哪篇文章' },
    warning: { name: '預警', about: '顧客要找記者：提醒組長，先給安撫用語' },
    refusal: { name: '不能說的不說', about: '還沒公布的活動，答案裡不會出現' },
    'idle-timer': { name: '靜默計時', about: '顧客三分鐘沒回覆就提醒，五分鐘關閉' },
    ticket: { name: '工單草稿', about: '只填顧客說過的，缺的列出來' },
  },
}

const en: DemoTexts = {
  title: 'Sidecue in one minute',
  note: 'Three recorded conversations, played through the real API. The program does all five things below as you watch.',
  play: 'Play the one-minute demo',
  shows: 'What you will see',
  one: 'Play just one',
  tryIt: 'Or type a line below as the customer.',
  seen: 'seen',
  notYet: 'still to come',
  skipped: 'Silence in the recording was skipped',
  failed: 'Playing stopped here: the server did not answer.',
  languages: { 'zh-Hans': 'Simplified Chinese', 'zh-Hant': 'Traditional Chinese', en: 'English' },
  shown: {
    answer: { name: 'A sourced answer', about: 'Every sentence names the article it comes from' },
    warning: {
      name: 'An early warning',
      about: 'Talk of reporters alerts the lead; calming words first',
    },
    refusal: { name: 'A refusal', about: 'What is not announced yet is in no answer' },
    'idle-timer': {
      name: 'The idle timer',
      about: 'Three minutes of silence: a reminder; five: the close',
    },
    ticket: { name: 'A ticket draft', about: 'Only what was said; what is missing is listed' },
  },
}

export const DEMO_TEXTS: Record<Lang, DemoTexts> = { 'zh-Hans': zhHans, 'zh-Hant': zhHant, en }
