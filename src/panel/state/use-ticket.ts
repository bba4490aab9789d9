import { useCallback, useEffect, useRef, useState } from 'react'
import type {
  Ticket,
  TicketApproval,
  TicketConflict,
  TicketForm,
  TicketRejection,
  TicketVersion,
} from '../../http/api-types.ts'
import { ApiError, type Client } from '../api/client.ts'

/** Why a ticket is approved although something is missing. */
export type AcceptReason = NonNullable<TicketApproval['accept']>['reason']
export type RejectReason = TicketRejection['reason']

/** In the order of their digits. */
export const ACCEPT_REASONS: AcceptReason[] = [
  ...(['customer-gone', 'customer-declined', 'not-applicable'] as const),
  ...(['asked-later', 'urgent'] as const),
]
export const REJECT_REASONS: RejectReason[] = [
  ...(['no-ticket-needed', 'duplicate', 'not-our-desk', 'wrong'] as const),
]

/** What somebody else changed while this was open, and what it got in the way of. */
export type Clash = { deed: 'save' | 'approve'; since: TicketVersion[] }

export type TicketNotice = 'saving' | 'saved' | 'approving' | 'reopened' | { failed: string } | null

/** What is asked back before the deed is done. */
export type Asking = 'accept' | 'must-choose' | 'reject' | null

/** The ticket of the open conversation: read, edited, approved. Edits are kept until the server has them. */
export function useTicket(options: {
  client: Client
  conversation: string | null
  /** Changes whenever the server told of the ticket. */
  event: number
  form: TicketForm | null
  isOpen: boolean
}) {
  const { client, conversation, event, form, isOpen } = options
  const [ticket, setTicket] = useState<Ticket | null | 'loading' | 'failed'>('loading')
  const [edits, setEdits] = useState<Record<string, string>>({})
  const [whole, setWhole] = useState<Record<string, string> | null>(null)
  const [clash, setClash] = useState<Clash | null>(null)
  const [notice, setNotice] = useState<TicketNotice>(null)
  const [asking, setAsking] = useState<Asking>(null)
  /** The version that what is typed is based on. */
  const base = useRef(0)
  const pending = useRef(edits)
  pending.current = edits
  const work = useRef<Promise<unknown>>(Promise.resolve())

  useEffect(() => {
    setTicket(conversation ? 'loading' : null)
    setEdits({})
    setWhole(null)
    setClash(null)
    setNotice(null)
    setAsking(null)
    base.current = 0
  }, [conversation])

  const take = useCallback((next: Ticket | null) => {
    setTicket((before) => {
      const isOlder = next && before !== null && typeof before === 'object'
      return isOlder && before.id === next.id && before.version > next.version ? before : next
    })
    // What is being typed rests on what was read when it was begun.
    if (next && Object.keys(pending.current).length === 0) base.current = next.version
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: read again whenever the server told of it
  useEffect(() => {
    if (!conversation || !isOpen) return
    const reading = new AbortController()
    client.ticket(conversation, reading.signal).then(take, () => {
      if (!reading.signal.aborted) setTicket((before) => (before === 'loading' ? 'failed' : before))
    })
    return () => reading.abort()
  }, [client, conversation, isOpen, event, take])

  const shown = ticket !== null && typeof ticket === 'object' ? ticket : null

  /** One deed after the other; a conflict is shown and what is typed stays. */
  const doing = (deed: Clash['deed'], run: (ticket: Ticket) => Promise<Ticket>) => {
    const next = work.current.then(async () => {
      if (!shown) return false
      try {
        take(await run(shown))
        setClash(null)
        return true
      } catch (error) {
        await explain(deed, error)
        return false
      }
    })
    work.current = next
    return next
  }

  const explain = async (deed: Clash['deed'], error: unknown) => {
    const conflict = error instanceof ApiError && error.status === 409 ? error : null
    const details = (conflict?.details ?? {}) as Partial<TicketConflict>
    if (details.since) {
      setClash({ deed, since: details.since })
      setNotice(null)
      if (conversation) {
        const now = await client.ticket(conversation, AbortSignal.timeout(10_000)).catch(() => null)
        if (now) setTicket(now)
      }
    } else if (details.findings) {
      setNotice(null)
      setAsking(details.findings.some(({ isBlocking }) => isBlocking) ? 'must-choose' : 'accept')
    } else {
      setNotice({ failed: error instanceof Error ? error.message : '' })
    }
  }

  const send = (values: Record<string, string>, version: number) => {
    setNotice('saving')
    return doing('save', async ({ id }) => {
      const saved = await client.editTicket(id, { version, values })
      // What was typed on while it was under way is not saved yet.
      setEdits((now) =>
        Object.fromEntries(Object.entries(now).filter(([path, text]) => values[path] !== text)),
      )
      base.current = saved.version
      if (whole) setWhole({ ...whole, ...values })
      setNotice('saved')
      return saved
    })
  }
  const save = async (): Promise<boolean> => {
    // The agent is being asked whose words stay: leaving a place answers nothing.
    if (clash?.deed === 'save') return false
    const values = changedIn(pending.current, shown, whole)
    if (Object.keys(values).length > 0) return send(values, base.current)
    setEdits({})
    return true
  }

  return {
    ticket,
    form,
    whole,
    clash,
    notice,
    asking,
    edits,
    setAsking,
    /** What stands in a place as it is typed. */
    valueOf: (path: string, value: string | null) => edits[path] ?? whole?.[path] ?? value ?? '',
    type(path: string, value: string) {
      if (Object.keys(pending.current).length === 0 && shown) base.current = shown.version
      setNotice(null)
      setEdits((now) => ({ ...now, [path]: value }))
    },
    /** Chosen, not typed: saved at once. */
    choose: (path: string, value: string) => void send({ [path]: value }, shown?.version ?? 0),
    save: () => void save(),
    keepMine: () => void send(changedIn(pending.current, shown, whole), shown?.version ?? 0),
    takeTheirs() {
      setEdits({})
      setClash(null)
      base.current = shown?.version ?? 0
    },
    async approve(reason?: AcceptReason) {
      // What is typed is part of what is approved.
      if (!(await save())) return
      setNotice('approving')
      await work.current
      await doing('approve', async ({ id }) => {
        const approval = reason ? { accept: { reason } } : {}
        const approved = await client.approveTicket(id, { version: base.current, ...approval })
        setAsking(null)
        setNotice(null)
        return approved
      })
    },
    async reject(reason: RejectReason) {
      await doing('approve', async ({ id, version }) => {
        const rejected = await client.rejectTicket(id, { version, reason })
        setAsking(null)
        setEdits({})
        return rejected
      })
    },
    async reopen() {
      const isOpen = await doing('approve', async ({ id }) => client.reopenTicket(id))
      if (isOpen) setNotice('reopened')
    },
    async reveal() {
      if (!shown) return
      try {
        setWhole((await client.ticketPersonal(shown.id)).values)
      } catch (error) {
        setNotice({ failed: error instanceof Error ? error.message : '' })
      }
    },
  }
}

/** What was typed and is another value than what stands there. */
function changedIn(
  edits: Record<string, string>,
  ticket: Ticket | null,
  whole: Record<string, string> | null,
): Record<string, string> {
  const places = [...(ticket?.fields ?? []), ...(ticket?.summary ?? []), ...(ticket?.labels ?? [])]
  return Object.fromEntries(
    Object.entries(edits).filter(([path, text]) => {
      const held = whole?.[path] ?? places.find((place) => place.path === path)?.value ?? ''
      return text.trim() !== held
    }),
  )
}

export type TicketDesk = ReturnType<typeof useTicket>
