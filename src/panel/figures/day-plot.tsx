import type { FigureId, Report } from '../../http/api-types.ts'
import { formatFigure, formatNote, formatValue, unitOf } from './format-figure.ts'
import type { FigureTexts } from './messages.ts'

const WIDTH = 560
const HEIGHT = 150
const LEFT = 50
const TOP = 8
const BOTTOM = 24
const MOST_LABELS = 7

type Days = Report['days']

/** One figure day by day: a picture, and the same numbers as a table. */
export function DayPlot({ id, days, text }: { id: FigureId; days: Days; text: FigureTexts }) {
  const title = text.figures[id]
  const isKnown = days.some(({ figures }) => figures[id].value !== null)
  return (
    <section className="plot">
      <h3>{title}</h3>
      {isKnown ? <Drawing id={id} days={days} text={text} /> : <p className="hint">{text.none}</p>}
      <details>
        <summary>{text.table}</summary>
        <table>
          <caption className="unseen">{title}</caption>
          <thead>
            <tr>
              <th scope="col">{text.day}</th>
              <th scope="col">{text.value}</th>
              <th scope="col">{text.note}</th>
            </tr>
          </thead>
          <tbody>
            {days.map(({ key, figures }) => (
              <tr key={key}>
                <th scope="row">{key}</th>
                <td>{formatFigure(id, figures[id], text) ?? text.unknownValue}</td>
                <td className="hint">{formatNote(id, figures[id], text)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  )
}

function Drawing({ id, days, text }: { id: FigureId; days: Days; text: FigureTexts }) {
  const unit = unitOf(id)
  const values = days.map(({ figures }) => figures[id])
  const highest = Math.max(...values.map(({ value, high }) => Math.max(value ?? 0, high ?? 0)))
  const top = unit === 'share' ? 1 : roundUp(highest)
  const step = (WIDTH - LEFT) / days.length
  const x = (at: number) => LEFT + step * (at + 0.5)
  const y = (value: number) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top)
  const every = Math.ceil(days.length / MOST_LABELS)
  const barWidth = Math.max(1, Math.min(26, step * 0.7))
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={text.figures[id]}>
      {[0, top / 2, top].map((value) => (
        <g key={value}>
          <line className="plot-grid" x1={LEFT} x2={WIDTH} y1={y(value)} y2={y(value)} />
          <text className="plot-axis" x={LEFT - 6} y={y(value) + 4} textAnchor="end">
            {formatValue(unit, value, text)}
          </text>
        </g>
      ))}
      {days.map(({ key }, at) =>
        at % every === 0 ? (
          <text key={key} className="plot-axis" x={x(at)} y={HEIGHT - 7} textAnchor="middle">
            {key.slice(5)}
          </text>
        ) : null,
      )}
      {unit === 'count' ? (
        days.map(({ key, figures }, at) => {
          const value = figures[id].value ?? 0
          return (
            <rect
              key={key}
              className="plot-bar"
              x={x(at) - barWidth / 2}
              y={y(value)}
              width={barWidth}
              height={y(0) - y(value)}
            >
              <title>{`${key}: ${value}`}</title>
            </rect>
          )
        })
      ) : (
        <Line id={id} days={days} text={text} x={x} y={y} />
      )}
    </svg>
  )
}

type Place = (value: number) => number

/** Days whose value is not known leave a gap. */
function Line(props: { id: FigureId; days: Days; text: FigureTexts; x: Place; y: Place }) {
  const { id, days, text, x, y } = props
  return runsOf(id, days).map((run) => {
    const line = run.map(({ at, figure }) => `${x(at)},${y(figure.value ?? 0)}`)
    const hasBand = run.length > 1 && run.every(({ figure }) => figure.high !== undefined)
    const upper = run.map(({ at, figure }) => `${x(at)},${y(figure.high ?? 0)}`)
    const lower = run.map(({ at, figure }) => `${x(at)},${y(figure.low ?? 0)}`).reverse()
    return (
      <g key={run[0]?.at}>
        {hasBand && <polygon className="plot-band" points={[...upper, ...lower].join(' ')} />}
        <polyline className="plot-line" points={line.join(' ')} />
        {run.map(({ at, key, figure }) => (
          <circle key={key} className="plot-dot" cx={x(at)} cy={y(figure.value ?? 0)} r={2.5}>
            <title>
              {`${key}: ${formatFigure(id, figure, text)} · ${formatNote(id, figure, text)}`}
            </title>
          </circle>
        ))}
      </g>
    )
  })
}

type Known = { at: number; key: string; figure: Days[number]['figures'][FigureId] }

function runsOf(id: FigureId, days: Days): Known[][] {
  const runs: Known[][] = []
  let open: Known[] | null = null
  for (const [at, { key, figures }] of days.entries()) {
    const figure = figures[id]
    if (figure.value === null) open = null
    else if (open) open.push({ at, key, figure })
    else {
      open = [{ at, key, figure }]
      runs.push(open)
    }
  }
  return runs
}

function roundUp(value: number): number {
  if (value <= 0) return 1
  const size = 10 ** Math.floor(Math.log10(value))
  return [1, 2, 2.5, 5, 10].map((factor) => factor * size).find((top) => top >= value) ?? value
}
