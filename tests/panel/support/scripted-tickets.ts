import type { Ticket, TicketForm, TicketPlace, TicketVersion } from '../../../src/http/api-types.ts'
import type { ScriptedServer } from './scripted-server.ts'

const names = (zhHans: string, zhHant: string, en: string) => ({
  'zh-Hans': zhHans,
  'zh-Hant': zhHant,
  en,
})
const label = (id: string, ...name: [string, string, string]) => ({ id, name: names(...name) })
const field = (path: string, ...name: [string, string, string]) => ({
  ...{ path, description: names(...name), values: null },
  ask: names('请问怎么称呼您？', '請問怎麼稱呼您？', 'May I ask your name?'),
})

export const FORM: TicketForm = {
  types: [
    {
      ...label('complaint', '投诉', '投訴', 'Complaint'),
      fields: [
        field('field.customer_name', '用户姓名或称呼', '用戶姓名或稱呼', "Customer's name"),
        field('field.contact', '联系电话或邮箱', '聯絡電話或電子郵件', 'Phone number or e-mail'),
        field('field.problem', '问题描述', '問題描述', 'Description of the problem'),
        field('field.request', '用户的诉求', '用戶的訴求', 'What the customer asks for'),
      ],
    },
    { ...label('consultation', '业务咨询', '業務諮詢', 'Consultation'), fields: [] },
  ],
  modules: [{ ...label('recharge', '充值', '儲值', 'Top-ups'), department: 'payments' }],
  departments: [label('payments', '支付组', '支付組', 'Payments')],
  urgencies: [label('high', '紧急', '緊急', 'High'), label('normal', '一般', '一般', 'Normal')],
  priorities: [label('p2', '二级', '二級', 'P2')],
}

function place(
  path: string,
  value: string | null,
  evidence: number[],
  more: Partial<TicketPlace> = {},
): TicketPlace {
  return { path, value, evidence, confidence: 0.9, isPersonal: false, origin: 'draft', ...more }
}

const now = '2026-11-22T02:00:00Z'
const WHOLE = { 'field.contact': '13812345678' }

/** A ticket of the scripted conversation: no name was said, the rest was. */
export function makeTicket(conversation: string): Ticket {
  return {
    ...{ id: 't-1', conversation, state: 'draft', version: 1, round: 1, lang: 'zh-Hans' },
    ...{ deadline: null, isOverdue: false, createdAt: now, changedAt: now, sentiment: 'negative' },
    labels: [
      place('type', 'complaint', [1]),
      place('module', 'recharge', [1]),
      place('department', 'payments', [1]),
      place('urgency', 'normal', [3]),
      place('priority', 'p2', []),
    ],
    fields: [
      place('field.contact', '138****5678', [3], { isPersonal: true }),
      place('field.problem', '充值两小时未到账', [1]),
      place('field.request', '退款', [3]),
    ],
    summary: [
      place('summary.problem', '客户充值两小时未到账。\n客户要求退款。', [1, 3], {
        sentences: [
          { text: '客户充值两小时未到账。', evidence: [1], due: null },
          { text: '客户要求退款。', evidence: [3], due: null },
        ],
      }),
      place('summary.promise', '客服承诺24小时内回复。', [2]),
    ],
    findings: [
      {
        ...{ path: 'field.customer_name', rule: 'missing', isBlocking: false },
        ask: '请问怎么称呼您？',
      },
    ],
    ...{ mayReview: true, throughSeq: 3, approvedBy: null, approvedAt: null, dispatch: null },
    ...{ dispatchedAt: null, reference: null, resolvedAt: null, closedAt: null, visits: [] },
  }
}

/** Answers for tickets as the server does, as far as the panel's tests need it; keeps what was sent. */
export class ScriptedTickets {
  readonly sent: { method: string; path: string; body: Record<string, unknown> }[] = []
  ticket: Ticket | null = null
  #since: TicketVersion[] = []
  readonly #server: ScriptedServer

  constructor(server: ScriptedServer) {
    this.#server = server
    server.ticketDesk = (method, path, body) => this.#answer(method, path, body)
  }

  /** The draft is there now. */
  draft(conversation: string): void {
    this.ticket = makeTicket(conversation)
    this.#tell()
  }

  /** A colleague writes into a place. */
  editElsewhere(path: string, to: string): void {
    const from = this.#write(path, to)
    const version = this.#bump()
    const changes = [{ path, from, to }]
    this.#since.push({
      version,
      at: now,
      by: 'agent:other',
      deed: 'edited',
      changes,
      reason: null,
      note: null,
    })
    this.#tell()
  }

  /** The department has it. */
  deliver(): void {
    const { ticket } = this
    if (!ticket?.dispatch) return
    Object.assign(ticket, { state: 'dispatched', reference: 'INC-7' })
    ticket.dispatch.state = 'delivered'
    this.#bump()
    this.#tell()
  }

  #answer(method: string, path: string, body: unknown): [number, unknown] {
    if (path === '/v1/ticket-form') return [200, FORM]
    const { ticket } = this
    if (!ticket) return [404, { code: 'NOT_FOUND', status: 404, detail: 'No ticket yet.' }]
    const asked = (body ?? {}) as {
      version?: number
      values?: Record<string, string>
      accept?: object
    }
    if (method !== 'GET') this.sent.push({ method, path, body: asked as Record<string, unknown> })
    if (path.endsWith('/personal'))
      return [200, { ticket: ticket.id, conversation: ticket.conversation, values: WHOLE }]
    const isOld = asked.version !== undefined && asked.version !== ticket.version
    const touched = this.#since.filter(({ version }) => version > (asked.version ?? 0))
    const paths = touched.flatMap(({ changes }) => changes.map((change) => change.path))
    const isClash = isOld && (!asked.values || paths.some((one) => one in asked.values!))
    if (isClash) {
      const details = { version: ticket.version, state: ticket.state, since: touched }
      return [409, { code: 'CONFLICT', status: 409, detail: 'Changed.', details }]
    }
    if (method === 'PATCH') {
      for (const [one, value] of Object.entries(asked.values ?? {})) this.#write(one, value)
      ticket.state = 'edited'
      this.#bump()
    } else if (path.endsWith('/approval')) {
      const { findings, version, state } = ticket
      if (findings.length > 0 && !asked.accept)
        return [
          409,
          { code: 'CONFLICT', status: 409, detail: '', details: { version, state, findings } },
        ]
      Object.assign(ticket, {
        ...{ state: 'approved', deadline: '2026-11-25T02:00:00Z', approvedBy: 'agent:demo' },
        dispatch: {
          id: 'd-1',
          endpoint: 'service',
          state: 'waiting',
          tries: 0,
          nextAt: now,
          fault: null,
        },
      })
      this.#bump()
    } else if (path.endsWith('/rejection')) {
      ticket.state = 'rejected'
      this.#bump()
    } else if (path.endsWith('/reopening')) {
      ticket.state = 'edited'
      this.#bump()
    }
    return [200, ticket]
  }

  #write(path: string, value: string | null): string | null {
    const { ticket } = this
    if (!ticket) return null
    const all = [...ticket.labels, ...ticket.fields, ...ticket.summary]
    const held = all.find((one) => one.path === path)
    const before = held?.value ?? null
    if (held) Object.assign(held, { value, origin: 'person' })
    else ticket.fields.push(place(path, value, [], { origin: 'person' }))
    ticket.findings = ticket.findings.filter((finding) => finding.path !== path)
    return before
  }

  #bump(): number {
    this.ticket!.version += 1
    return this.ticket!.version
  }

  #tell(): void {
    const { id, version, state } = this.ticket!
    this.#server.emit('ticket-drafted', { ticket: id, version, state, changed: [], findings: [] })
  }
}
