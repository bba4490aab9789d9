/** What was registered, agreed, paid or looked up for this customer; the agent's own number; today's date. */
const CASE = [
  /(?:为|帮|给|替)您(?:登记|记录|提交|申请|反馈|转接|催|查|预约|备注|回电|回拨|致电|安排|核实|打)/u,
  /(?:工单|受理|案件|登记|申诉|快递|包裹|物流)(?:编?号|号码|单号)/u,
  /(?:回电|回拨|回复|联系|答复|致电)(?:给)?您|给您(?:答复|回复|回电|回话|打|结果)/u,
  /(?:请|麻烦)?(?:您)?(?:稍等|稍候|等候|等待)|(?:大概|大约|需要).{0,8}(?:核实|确认|查一下|看一下)/u,
  /您(?:的|这|那|是|上(?:周|次|个?月)|之前|昨天|今天|刚才|刚刚|前天|目前|现在|还?有|账|在|一共|共|申诉|反馈|提到|说|排|充|付|买|登记|申请|希望|想|\s?\d+\s?月|[一二三四五六七八九十]+月)/u,
  /(?:退款|退费|退还)(?:金额|了|申请|已)|扣了|到账了|(?:查到|看到)(?:您|了)|已(?:经)?(?:受理|提交|签收|退|到账|发放|恢复|送出)/u,
  /我(?:先|来|这就|马上|现在)?(?:把|去).{0,24}(?:申请|提交|交上|登记|上报|转给)/u,
  /(?:我|客服|这里).{0,10}工号|工号.{0,6}(?:很高兴|为您)|我是.{0,4}号客服|今天是/u,
  /念一遍|念一次|核对一下|对(?:吗|吧)|是(?:吗|吧)[?？]/u,
  /\b(?:i(?:'ve| have)? (?:logged|registered|recorded|submitted|raised|noted|filed|booked|found|asked|changed|reported)|i(?: can)? see your|order of|(?:ticket|case|reference|tracking) (?:number|no)|call you back|get back to you|will reply|(?:one|a|\w+) (?:moment|minutes?) to|hold on|my (?:agent|staff|employee) (?:number|id)|today is|correct\?)/u,
  /\byour (?:\w+ ){0,2}(?:order|payment|account|ticket|case|request|refund|top-?up|balance|booking|seat|parcel|membership|card|appeal)\b|\byou (?:have|had|mentioned|paid|bought|ordered|said|asked|told|are number|signed up)\b|\b(?:refund|payment|top-?up|amount) (?:of .{1,20})?(?:was|has)\b/u,
]
/** A price, an offer, an event is the desk's, whoever it is said to. */
const OFFER =
  /价(?!值)|涨|降到|优惠|套餐|上线|推出|活动(?!奖励|奖品|页)|分成|新规|\b(?:prices?|costs?|plans?|sale|events?|offers?|discounts?|launch\w*)\b/u

/** Whether a folded sentence tells of the customer's own case: such facts are no product claims. */
export function isCaseFact(sentence: string): boolean {
  return !OFFER.test(sentence) && CASE.some((pattern) => pattern.test(sentence))
}
