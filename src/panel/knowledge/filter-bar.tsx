import { Search, X } from 'lucide-react'
import type { KnowledgeStatus } from '../../http/api-types.ts'
import { ActionButton } from '../components/action-button.tsx'
import { useMessages } from '../messages/context.tsx'
import type { KnowledgeTexts } from './messages.ts'
import type { ModuleName } from './module-names.ts'

export type Filter = {
  q: string
  module: string
  owner: string
  audience: string
  outcome: string
  isStale: boolean
}

export const NO_FILTER: Filter = {
  ...{ q: '', module: '', owner: '', audience: '', outcome: '' },
  isStale: false,
}
const AUDIENCES = ['customer', 'agent', 'internal'] as const
const OUTCOMES = ['served', 'kept', 'draft', 'archived', 'refused'] as const

/** The filter as the API takes it. */
export function queryOf({ isStale, ...texts }: Filter): Record<string, string> {
  return { ...texts, q: texts.q.trim(), stale: String(isStale), limit: '200' }
}

export function FilterBar(props: {
  filter: Filter
  status: KnowledgeStatus | null
  nameOf: ModuleName
  text: KnowledgeTexts
  onChange: (filter: Filter) => void
}) {
  const { filter, status, text, onChange } = props
  const panel = useMessages()
  const isFiltered = JSON.stringify(filter) !== JSON.stringify(NO_FILTER)
  const set = (change: Partial<Filter>) => onChange({ ...filter, ...change })
  const plain = (values: readonly string[]) => values.map((value) => ({ value, name: value }))
  return (
    <search className="knowledge-filter">
      <span className="knowledge-search">
        <Search aria-hidden size={14} />
        <input
          type="search"
          aria-label={text.search}
          placeholder={text.search}
          value={filter.q}
          onChange={(event) => set({ q: event.target.value })}
        />
      </span>
      <Choice
        label={text.module}
        all={text.all}
        value={filter.module}
        options={(status?.modules ?? []).map(({ id }) => ({ value: id, name: props.nameOf(id) }))}
        onChoose={(module) => set({ module })}
      />
      <Choice
        label={text.owner}
        all={text.all}
        value={filter.owner}
        options={plain(status?.owners ?? [])}
        onChoose={(owner) => set({ owner })}
      />
      <Choice
        label={text.audience}
        all={text.all}
        value={filter.audience}
        options={AUDIENCES.map((value) => ({ value, name: panel.audience[value] }))}
        onChoose={(audience) => set({ audience })}
      />
      <Choice
        label={text.state}
        all={text.all}
        value={filter.outcome}
        options={OUTCOMES.map((value) => ({
          value,
          name: `${text.outcomes[value]} ${status?.counts[value] ?? ''}`,
        }))}
        onChoose={(outcome) => set({ outcome })}
      />
      <label className="knowledge-check">
        <input
          type="checkbox"
          checked={filter.isStale}
          onChange={(event) => set({ isStale: event.target.checked })}
        />
        {text.onlyStale} {status?.counts.stale ?? ''}
      </label>
      {isFiltered && (
        <ActionButton
          icon={X}
          label={text.clear}
          look="quiet"
          onPress={() => onChange(NO_FILTER)}
        />
      )}
    </search>
  )
}

function Choice(props: {
  label: string
  all: string
  value: string
  options: { value: string; name: string }[]
  onChoose: (value: string) => void
}) {
  return (
    <label className="knowledge-choice">
      <span>{props.label}</span>
      <select value={props.value} onChange={(event) => props.onChoose(event.target.value)}>
        <option value="">{props.all}</option>
        {props.options.map(({ value, name }) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
