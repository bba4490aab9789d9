import type { Lang } from '../text/types.ts'

type Texts = Record<Lang, string>

const texts = (hans: string, hant: string, en: string): Texts => ({
  'zh-Hans': hans,
  'zh-Hant': hant,
  en,
})

/** What an agent reads beside a finding, by reason. `{}` stands for the words in question. */
export const MESSAGES = {
  link: texts(
    '不是官方网址，不能发给客户。',
    '不是官方網址，不能傳給客戶。',
    'This is not an official address; it must not be sent to a customer.',
  ),
  pii: texts(
    '含有个人信息，且不是客户在本次对话中提供的，请删去。',
    '含有個人資料，且不是客戶在本次對話中提供的，請刪除。',
    'Personal data that the customer has not given in this conversation; please take it out.',
  ),
  restricted: texts(
    '没有可以对客户说的资料支持“{}”，请核对知识库或删去。',
    '沒有可以對客戶說的資料支持「{}」，請核對知識庫或刪除。',
    'Nothing that may be told to customers supports “{}”; check the knowledge base or take it out.',
  ),
  hidden: texts(
    '含有看不见的字符或编码内容，不能发给客户。',
    '含有看不見的字元或編碼內容，不能傳給客戶。',
    'Invisible characters or encoded text must not be sent to a customer.',
  ),
  'internal-record': texts(
    '像是从内部系统复制的记录，不能发给客户。',
    '像是從內部系統複製的紀錄，不能傳給客戶。',
    'This looks like a record copied from an internal system; it must not be sent to a customer.',
  ),
  promise: texts(
    '知识库没有这样的承诺，请改为如实说明。',
    '知識庫沒有這樣的承諾，請改為如實說明。',
    'The knowledge base gives no such promise; please say what is really the case.',
  ),
  incomplete: texts(
    '少了知识库中的条件或步骤：{}。',
    '少了知識庫中的條件或步驟：{}。',
    'A condition or step of the article is missing: {}.',
  ),
  typo: texts('正确的写法是“{}”。', '正確的寫法是「{}」。', 'The right spelling is “{}”.'),
  courtesy: texts(
    '第一次回复请先问候客户。',
    '第一次回覆請先向客戶問候。',
    'Please greet the customer in the first reply.',
  ),
  farewell: texts(
    '结束前请感谢客户，或问问还有没有其他需要。',
    '結束前請向客戶致謝，或詢問是否還有其他需要。',
    'Before closing, please thank the customer or ask whether there is anything else.',
  ),
  abuse: texts(
    '用语伤人，请改用礼貌的说法。',
    '用語傷人，請改用禮貌的說法。',
    'This is hurtful; please put it politely.',
  ),
  rhetorical: texts(
    '这是反问，客户会觉得被指责，请直接说明。',
    '這是反問，客戶會覺得被指責，請直接說明。',
    'A rhetorical question sounds like a reproach; please explain instead.',
  ),
  interrogation: texts(
    '语气像在质问，请换成请求或说明。',
    '語氣像在質問，請換成請求或說明。',
    'This sounds like an interrogation; please ask politely.',
  ),
  sarcasm: texts(
    '语气带有讽刺，请如实、平和地说明。',
    '語氣帶有諷刺，請如實、平和地說明。',
    'This sounds sarcastic; please say it plainly.',
  ),
  shirking: texts(
    '听起来是在推诿，请说明由谁、在什么时候处理。',
    '聽起來是在推諉，請說明由誰、在什麼時候處理。',
    'This pushes the customer away; please say who will take it up and by when.',
  ),
  'hang-up': texts(
    '不能先结束对话，请先确认客户的问题已经解决。',
    '不能先結束對話，請先確認客戶的問題已經解決。',
    'Do not end the conversation first; please make sure that the matter is settled.',
  ),
} satisfies Record<string, Texts>

export type MessageReason = keyof typeof MESSAGES

/** A polite wording to use instead, where one fits every case. */
export const REWORDINGS: Partial<Record<MessageReason, Texts>> = {
  farewell: texts(
    '感谢您的来电，如果还有其他问题欢迎随时联系我们，祝您生活愉快，再见。',
    '謝謝您的來電，若還有其他問題歡迎隨時與我們聯絡，祝您有愉快的一天，再見。',
    'Thank you for contacting us. Please feel free to come back any time; have a nice day.',
  ),
  abuse: texts(
    '非常抱歉给您带来不便，我马上为您处理。',
    '造成您的不便非常抱歉，我馬上為您處理。',
    'I am sorry for the inconvenience; I will look into it right away.',
  ),
  rhetorical: texts('我再为您说明一下。', '我再為您說明一下。', 'Let me explain it once more.'),
  interrogation: texts(
    '为了尽快帮您处理，方便再说一下当时的情况吗？',
    '為了盡快協助您處理，方便再說明一下當時的情形嗎？',
    'So that I can help you quickly, could you tell me once more what happened?',
  ),
  sarcasm: texts(
    '我理解您的意思，我来为您说明。',
    '我了解您的意思，我來為您說明。',
    'I see what you mean; let me explain.',
  ),
  shirking: texts(
    '这件事我来为您联系负责的同事，并及时把结果告诉您。',
    '這件事我來為您聯絡負責的同仁，並盡快告知您結果。',
    'I will get in touch with the colleagues in charge and let you know the result.',
  ),
  'hang-up': texts(
    '请问还有其他可以帮您的吗？',
    '請問還有其他可以協助您的嗎？',
    'Is there anything else I can help you with?',
  ),
}

/** The message of a reason in the agent's language. */
export function messageOf(reason: MessageReason, lang: Lang, words = ''): string {
  return MESSAGES[reason][lang].replace('{}', words)
}
