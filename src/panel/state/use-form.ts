import { useEffect, useState } from 'react'
import type { TicketForm } from '../../http/api-types.ts'
import type { Client } from '../api/client.ts'

/** What the desk calls its types, modules, departments and fields. */
export function useForm(client: Client, isReady: boolean): TicketForm | null {
  const [form, setForm] = useState<TicketForm | null>(null)
  useEffect(() => {
    // Without it labels stand there by their ids.
    if (isReady) client.ticketForm().then(setForm, () => undefined)
  }, [client, isReady])
  return form
}
