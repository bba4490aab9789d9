import type { Report } from '../../http/api-types.ts'
import { useLanguage } from '../messages/context.tsx'
import { formatValue } from './format-figure.ts'
import type { FigureTexts } from './messages.ts'

/** What was asked about most: a table whose last column is drawn as well. */
export function QuestionTypes(props: { title: string; types: Report['types']; text: FigureTexts }) {
  const { lang } = useLanguage()
  const { title, types, text } = props
  const most = Math.max(...types.map(({ share }) => share), 0.0001)
  return (
    <section className="ranking">
      <h3>{title}</h3>
      {types.length === 0 ? (
        <p className="hint">{text.none}</p>
      ) : (
        <table>
          <caption className="unseen">{title}</caption>
          <thead className="unseen">
            <tr>
              <th scope="col">{title}</th>
              <th scope="col">{text.count}</th>
              <th scope="col">{text.value}</th>
            </tr>
          </thead>
          <tbody>
            {types.map(({ id, name, count, share }) => (
              <tr key={id}>
                <th scope="row">
                  {id === 'unknown' ? text.unknown : (name[lang] ?? Object.values(name)[0] ?? id)}
                </th>
                <td>{count}</td>
                <td className="ranking-share">
                  <svg aria-hidden viewBox="0 0 100 10" preserveAspectRatio="none">
                    <rect className="plot-bar" width={(share / most) * 100} height={10} />
                  </svg>
                  {formatValue('share', share, text)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
