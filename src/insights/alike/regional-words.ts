/** Words that differ by region, folded, as they are said on the mainland. */
const REGIONAL: readonly (readonly [RegExp, string])[] = [
  [/登入|登陆/g, '登录'],
  [/帐(?=号|户|单)/g, '账'],
  [/储值|加值/g, '充值'],
  [/退费/g, '退款'],
  [/简讯/g, '短信'],
  [/讯息/g, '消息'],
  [/软体/g, '软件'],
  [/网路/g, '网络'],
  [/萤幕/g, '屏幕'],
  [/影片/g, '视频'],
  [/资讯/g, '信息'],
  [/装置/g, '设备'],
  [/回覆/g, '回复'],
  [/连结/g, '链接'],
  [/电子书/g, '书'],
]

/** A folded text with the words of Taiwan and Hong Kong that have another word on the mainland replaced by that. */
export function inMainlandWords(folded: string): string {
  let text = folded
  for (const [said, meant] of REGIONAL) text = text.replaceAll(said, meant)
  return text
}
