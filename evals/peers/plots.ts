import * as echarts from 'echarts'
import type { Measured } from './measure.ts'

const SIZE = { width: 900, height: 520 }
const TEXT = { fontFamily: 'system-ui, sans-serif' }

/** Quality against latency, one point per system: mean nDCG@10 over the sets, median p50 in ms (log scale). */
export function plotQualityAgainstLatency(rows: Measured[]): string {
  const systems = [...new Set(rows.map((row) => row.system))]
  return render({
    title: {
      text: 'Quality against latency',
      subtext: 'mean nDCG@10 over all sets; median of p50',
    },
    xAxis: { type: 'log', name: 'ms per query', nameLocation: 'middle', nameGap: 28 },
    yAxis: { type: 'value', name: 'nDCG@10', scale: true },
    series: systems.map((system) => {
      const own = rows.filter((row) => row.system === system)
      const quality = own.reduce((sum, row) => sum + row.ndcg10, 0) / own.length
      return {
        type: 'scatter',
        name: system,
        symbolSize: system.startsWith('sidecue') ? 18 : 11,
        label: { show: true, position: 'right', formatter: system },
        data: [[Math.max(0.01, median(own.map((row) => row.p50Ms))), quality]],
      }
    }),
  })
}

/** p50 against the number of documents, both on log scales. */
export function plotLatencyAgainstSize(rows: Measured[]): string {
  const systems = [...new Set(rows.map((row) => row.system))]
  return render({
    title: { text: 'Latency against corpus size', subtext: 'p50 in ms' },
    legend: { bottom: 0 },
    xAxis: { type: 'log', name: 'documents', nameLocation: 'middle', nameGap: 28 },
    yAxis: { type: 'log', name: 'ms' },
    series: systems.map((system) => ({
      type: 'line',
      name: system,
      lineStyle: { width: system.startsWith('sidecue') ? 4 : 1.5 },
      data: rows
        .filter((row) => row.system === system)
        .map((row) => [row.documents, Math.max(0.01, row.p50Ms)]),
    })),
  })
}

function render(option: object): string {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, ...SIZE })
  chart.setOption({
    animation: false,
    textStyle: TEXT,
    grid: { left: 60, right: 150, bottom: 70, top: 70 },
    ...option,
  })
  const svg = chart.renderToSVGString()
  chart.dispose()
  return svg
}

function median(numbers: number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
