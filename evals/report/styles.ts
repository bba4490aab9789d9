/** The page's style sheet. Light and dark follow the reader's system; plots take their colours from here. */
export const STYLES = `
:root {
  color-scheme: light dark;
  --ground: #ffffff; --raised: #f6f7f9; --line: #dde2e8; --text: #1d2733; --soft: #5c6a79;
  --good: #1f7a45; --good-soft: #e2f3e8; --bad: #b3261e; --bad-soft: #fbe6e4; --warn: #8a5a00; --warn-soft: #fdf1d8;
  --accent: #2f66ad; --accent-soft: #e3edf9; --bar: #9dbbe0;
  --plot-ground: var(--ground); --plot-text: #46535f; --plot-faint: #dde2e8; --plot-mark: #c4311d; --plot-good: #2f66ad;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14191f; --raised: #1c232b; --line: #303a45; --text: #e6ebf0; --soft: #9aa8b6;
    --good: #6cc994; --good-soft: #17352a; --bad: #ff9388; --bad-soft: #46201d; --warn: #e9bd66; --warn-soft: #3c2f12;
    --accent: #86b4ef; --accent-soft: #1d2f47; --bar: #3f628f;
    --plot-text: #b8c4cf; --plot-faint: #303a45; --plot-mark: #ff8a7c; --plot-good: #5f96dc;
    --plot-1: #6fa3e6; --plot-2: #e79857; --plot-3: #63bd8c; --plot-4: #c884cd; --plot-5: #c2bb5a; --plot-6: #e57c93;
    --plot-7: #5cc4c4; --plot-8: #a3adb8;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--ground); color: var(--text);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", "PingFang SC", "PingFang TC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
}
main { max-width: 1080px; margin: 0 auto; padding: 32px 24px 96px; }
h1 { font-size: 30px; line-height: 1.2; margin: 0 0 6px; }
h2 { font-size: 22px; margin: 56px 0 8px; scroll-margin-top: 16px; }
h3 { font-size: 17px; margin: 28px 0 6px; }
p { margin: 6px 0 12px; max-width: 75ch; }
.soft { color: var(--soft); }
.eyebrow { color: var(--soft); font-size: 14px; margin: 0 0 4px; }
nav { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 20px 0 0; font-size: 15px; }
a { color: var(--accent); }
.verdict { border-radius: 12px; padding: 20px 24px; border: 1px solid var(--line); border-left-width: 6px; background: var(--raised); }
.verdict.good { border-left-color: var(--good); }
.verdict.bad { border-left-color: var(--bad); }
.verdict p { margin-bottom: 0; }
dl.facts { display: flex; flex-wrap: wrap; gap: 4px 28px; margin: 14px 0 0; font-size: 14px; }
dl.facts div { display: flex; gap: 8px; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 15px; }
th { text-align: left; font-weight: 600; color: var(--soft); font-size: 13px; white-space: nowrap; }
th, td { padding: 7px 14px 7px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
tr:last-child td { border-bottom: 0; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.name { white-space: nowrap; font-weight: 600; }
tr.is-bad td { background: var(--bad-soft); }
tr.is-good td { background: var(--good-soft); }
.tag { display: inline-block; border-radius: 999px; padding: 1px 9px; font-size: 13px; white-space: nowrap; background: var(--raised); border: 1px solid var(--line); }
.tag.good { color: var(--good); background: var(--good-soft); border-color: transparent; }
.tag.bad { color: var(--bad); background: var(--bad-soft); border-color: transparent; }
.tag.warn { color: var(--warn); background: var(--warn-soft); border-color: transparent; }
.up { color: var(--good); } .down { color: var(--bad); }
.bar { position: relative; min-width: 130px; height: 20px; border-radius: 4px; background: var(--raised); overflow: hidden; }
.bar i { position: absolute; inset: 0 auto 0 0; background: var(--bar); }
.bar b { position: absolute; top: 0; bottom: 0; width: 2px; background: var(--text); }
.slices { columns: 2; column-gap: 40px; }
.slices > div { break-inside: avoid; margin-bottom: 20px; }
.plots { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 28px 32px; }
.plots figure { margin: 0; min-width: 0; }
.plots figure.wide { grid-column: 1 / -1; }
.plots svg { max-width: 100%; height: auto; display: block; border: 1px solid var(--line); border-radius: 8px; }
figcaption { font-size: 14px; color: var(--soft); margin-top: 8px; max-width: 75ch; }
figcaption strong { color: var(--text); display: block; font-size: 15px; }
@media (max-width: 760px) { .asks { display: none; } main { padding: 20px 14px 64px; } .plots { grid-template-columns: minmax(0, 1fr); } .slices { columns: 1; } h1 { font-size: 25px; } .holds { columns: 1; } }
details { border: 1px solid var(--line); border-radius: 10px; margin: 8px 0; background: var(--ground); }
summary { cursor: pointer; padding: 10px 16px; display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: baseline; }
summary:hover { background: var(--raised); border-radius: 10px; }
summary .said { flex: 1 1 280px; overflow-wrap: anywhere; }
summary code { white-space: nowrap; }
details > .inner { padding: 4px 16px 16px; border-top: 1px solid var(--line); }
h4 { font-size: 15px; margin: 18px 0 4px; }
.holds { columns: 2; column-gap: 40px; list-style: none; padding: 0; margin: 16px 0 0; font-size: 15px; }
.holds li { break-inside: avoid; padding: 6px 0; border-bottom: 1px solid var(--line); }
code { white-space: nowrap; }
pre, td code { white-space: pre-wrap; }
code, pre { font: 13px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "Noto Sans Mono CJK SC", monospace; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; }
.talk { margin: 8px 0; padding: 0; list-style: none; }
.talk li { padding: 5px 0; display: grid; grid-template-columns: 96px 1fr; gap: 12px; }
.talk span { color: var(--soft); font-size: 14px; }
.talk div { overflow-wrap: anywhere; white-space: pre-wrap; }
.answer { background: var(--raised); border-radius: 8px; padding: 10px 14px; white-space: pre-wrap; overflow-wrap: anywhere; }
.passage { color: var(--soft); font-size: 13px; white-space: pre-wrap; overflow-wrap: anywhere; max-height: 8.5em; overflow-y: auto; }
tr.is-expected td:first-child { box-shadow: inset 3px 0 0 var(--good); padding-left: 8px; }
.bounds { width: 200px; height: 22px; display: block; }
`
