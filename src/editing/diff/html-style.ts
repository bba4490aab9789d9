/** The look of the page: light and dark, narrow and wide, on screen and on paper. */
export const STYLE = `
:root{color-scheme:light dark;--bg:light-dark(#f6f7f9,#16181c);--card:light-dark(#fff,#1e2126);--line:light-dark(#dfe3e8,#343a42);--text:light-dark(#191d22,#e9ebee);--quiet:light-dark(#59626e,#a4adb8);--accent:light-dark(#0b62a4,#74baf3);--good:light-dark(#1a6b35,#7bd396);--bad:light-dark(#a8231c,#ff9a90);--add:light-dark(#e4f5e8,#16331f);--add-mark:light-dark(#b1e2bd,#2a6b3d);--del:light-dark(#fdeae8,#3b1c1a);--del-mark:light-dark(#f5bdb7,#7d302a);--warn:light-dark(#fff4d6,#3a2f12)}
*{box-sizing:border-box}
body{margin:0 auto;max-width:76rem;padding:2rem 1.25rem 4rem;background:var(--bg);color:var(--text);font:15px/1.6 -apple-system,"Segoe UI",Roboto,Arial,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;font-variant-numeric:tabular-nums}
:lang(zh-Hant) body,body:lang(zh-Hant){font-family:-apple-system,"Segoe UI",Roboto,Arial,"PingFang TC","Microsoft JhengHei","Noto Sans CJK TC",sans-serif}
h1{font-size:1.55rem;line-height:1.3;margin:0 0 .4rem;text-wrap:balance}h2{font-size:1.15rem;margin:2.4rem 0 .7rem;display:flex;gap:.6rem;align-items:baseline;flex-wrap:wrap}
p{margin:.3rem 0}.quiet,.meta{color:var(--quiet)}.meta{font-size:.87rem}
code{font:.88em ui-monospace,SFMono-Regular,Menlo,monospace;overflow-wrap:anywhere}
.count{font-size:.87rem;font-weight:400;color:var(--quiet)}
.note{background:var(--warn);border-radius:8px;padding:.6rem .9rem;margin:.8rem 0}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(10rem,1fr));gap:.75rem;margin:1.4rem 0 0;padding:0;list-style:none}
.tiles li{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:.75rem .95rem}.tiles b{display:block;font-size:1.6rem;line-height:1.2;font-weight:650}.tiles span{color:var(--quiet);font-size:.9rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px;margin:.7rem 0;overflow:hidden}
.card>summary,.card>header{padding:.7rem .95rem;display:flex;gap:.2rem .7rem;flex-wrap:wrap;align-items:baseline}
summary{cursor:pointer;list-style-position:inside}summary:focus-visible{outline:2px solid var(--accent);outline-offset:-2px;border-radius:10px}
.kind{font-weight:650}.kind.lost,.failed{color:var(--bad)}.kind.gained,.ok{color:var(--good)}
.asked{margin:0;padding:.1rem .95rem .7rem 2.1rem;color:var(--quiet);font-size:.93rem}
table{border-collapse:collapse;width:100%;table-layout:auto}th,td{text-align:start;vertical-align:top;padding:.5rem .95rem;border-top:1px solid var(--line)}th{font-weight:600;font-size:.87rem;color:var(--quiet)}td.number,th.number{text-align:end;white-space:nowrap}
table.sides{table-layout:fixed}table.sides td{width:50%;overflow-wrap:anywhere;white-space:pre-wrap}table.sides td+td,table.sides th+th{border-inline-start:1px solid var(--line)}
td.removed{background:var(--del)}td.added{background:var(--add)}td.none{background:repeating-linear-gradient(135deg,transparent 0 6px,var(--bg) 6px 12px)}
del,ins{text-decoration:none;border-radius:3px;padding:0 1px}td.removed del{background:var(--del-mark)}td.added ins{background:var(--add-mark)}
.facts{margin:0;padding:0;list-style:none}.facts li{padding:.65rem .95rem;border-top:1px solid var(--line)}section>.facts>li:first-child{border-top:0}.facts ins{background:var(--add-mark)}.facts code{margin-inline-start:.4rem;white-space:nowrap}.facts .text{overflow-wrap:anywhere}
.state{font-weight:600}.state.open{color:var(--bad)}.state.signed{color:var(--good)}
.scroll{overflow-x:auto}
@media(max-width:44rem){body{padding:1.1rem .75rem 3rem;font-size:14px}th,td{padding:.45rem .6rem}.tiles{grid-template-columns:repeat(2,1fr)}}
@media print{body{background:#fff;max-width:none}.card{break-inside:avoid}details>*{display:block}}
`
