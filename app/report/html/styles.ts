/** Colours and type are the console's (`app/renderer/design/tokens.css`); a test holds them together. */
const tokens = `
  --window: light-dark(#eceef1, #0c0e12);
  --surface: light-dark(#ffffff, #13161b);
  --surface-sunken: light-dark(#f6f7f9, #0f1216);
  --hover: light-dark(#f0f2f5, #1a1e25);
  --line: light-dark(#e3e6eb, #232831);
  --line-strong: light-dark(#c6ccd6, #39414e);
  --text: light-dark(#161a20, #e7eaef);
  --text-soft: light-dark(#4a5361, #a7b0bd);
  --text-faint: light-dark(#5f6978, #8892a1);
  --accent: light-dark(#0a5fc2, #5eabff);
  --accent-wash: light-dark(#0a5fc21a, #5eabff24);
  --good: light-dark(#12724a, #4fc48d);
  --good-wash: light-dark(#1272491c, #4fc48d1f);
  --warn: light-dark(#805300, #e5ab45);
  --warn-wash: light-dark(#a86d0020, #e5ab451f);
  --bad: light-dark(#bb2530, #ff8078);
  --bad-wash: light-dark(#bb253017, #ff80781f);
  --font-ui: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  --font-mono:
    ui-monospace, "SF Mono", "Cascadia Code", "JetBrains Mono", Menlo, Consolas, "DejaVu Sans Mono",
    monospace;
`;

export const styles = `
:root {
  color-scheme: light dark;
${tokens}
}
*, *::before, *::after { box-sizing: border-box; }
body {
  margin: 0;
  background: var(--window);
  color: var(--text);
  font: 400 14px / 1.5 var(--font-ui);
  font-variant-numeric: tabular-nums;
}
main { display: grid; gap: 16px; max-width: 1240px; margin: 0 auto; padding: 24px 20px 64px; }
main > * { min-width: 0; }
h1, h2, h3, h4, p, dl, dd, pre, ol { margin: 0; padding: 0; }
h1 { font-size: 22px; font-weight: 600; line-height: 1.3; }
h2 { margin-bottom: 10px; font-size: 15px; font-weight: 600; }
h3 { margin: 18px 0 6px; font-size: 13px; font-weight: 600; }
h4 { margin: 10px 0 4px; color: var(--text-soft); font-size: 12px; font-weight: 600; }
a { color: var(--accent); }
code, pre, .mono { font-family: var(--font-mono); font-size: 12px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.soft { color: var(--text-soft); }
.faint { color: var(--text-faint); font-size: 12px; }
.kind { color: var(--text-faint); font-size: 12px; font-weight: 600; letter-spacing: 0.04em; text-transform: uppercase; }
.card { padding: 18px 20px; border: 1px solid var(--line); border-radius: 10px; background: var(--surface); }
.scroll { overflow-x: auto; }

.verdict { display: grid; grid-template-columns: auto 1fr; gap: 4px 16px; align-items: center; }
.verdict .stamp {
  display: grid; grid-row: span 3; place-items: center; width: 56px; height: 56px;
  border-radius: 50%; font-size: 26px; font-weight: 700;
}
.stamp.pass { background: var(--good-wash); color: var(--good); }
.stamp.warn { background: var(--warn-wash); color: var(--warn); }
.stamp.fail { background: var(--bad-wash); color: var(--bad); }
.stamp.skip { background: var(--surface-sunken); color: var(--text-soft); }
.verdict + .pair { margin-top: 16px; padding-top: 14px; border-top: 1px solid var(--line); }
.patterns { position: absolute; }
.counts { display: flex; flex-wrap: wrap; gap: 4px 18px; }
.note { grid-column: 1 / -1; margin-top: 10px; padding: 8px 12px; border-radius: 6px; background: var(--warn-wash); }

.mark { font-weight: 600; white-space: nowrap; }
.mark.pass { color: var(--good); }
.mark.warn { color: var(--warn); }
.mark.fail { color: var(--bad); }
.mark.skip { color: var(--text-soft); font-weight: 400; }

.facts { display: grid; align-content: start; grid-template-columns: max-content minmax(0, 1fr); gap: 3px 18px; font-size: 13px; }
.facts dt { color: var(--text-soft); }
.facts dd { overflow-wrap: anywhere; white-space: pre-line; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(460px, 100%), 1fr)); gap: 16px 40px; }

table { border-collapse: collapse; width: 100%; font-size: 13px; }
th { color: var(--text-soft); font-weight: 500; text-align: left; white-space: nowrap; }
th, td { padding: 5px 14px 5px 0; border-bottom: 1px solid var(--line); vertical-align: baseline; }
tbody tr:last-child > * { border-bottom: 0; }
tbody th { color: var(--text); font-weight: 400; }
.number { text-align: right; white-space: nowrap; }
td.number, th.number { padding-right: 18px; }

.strip { margin-top: 12px; }
.strip-head { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 2px 16px; font-size: 13px; }
.strip svg { display: block; shape-rendering: crispEdges; width: 100%; height: 30px; margin: 4px 0 2px; border-radius: 4px; background: var(--surface-sunken); }
.axis { display: flex; justify-content: space-between; color: var(--text-faint); font-size: 12px; }
.cell-pass { fill: var(--good); opacity: 0.5; }
.cell-skip { fill: var(--text-faint); opacity: 0.35; }
.cell-warn { fill: url(#dots); }
.cell-fail { fill: url(#hatch); }
.ground-warn { fill: var(--warn); opacity: 0.45; }
.ground-fail { fill: var(--bad); }
.sign-warn { fill: var(--warn); }
.sign-fail { stroke: var(--surface); stroke-width: 1.6; }
.strip a:focus-visible { outline: 2px solid var(--accent); outline-offset: 0; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 18px; font-size: 12px; color: var(--text-soft); }
.legend span { display: inline-flex; align-items: center; gap: 6px; }
.legend svg { display: block; width: 14px; height: 14px; border-radius: 3px; background: var(--surface-sunken); }

.bars { fill: var(--accent); opacity: 0.75; }
.chart { display: block; width: 100%; max-width: 640px; height: auto; }
.chart text { fill: var(--text-soft); font: 11px var(--font-ui); }
.chart .base { stroke: var(--line-strong); }
.chart .mark-line { stroke: var(--text-soft); stroke-dasharray: 3 3; }

.filters { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: end; margin-bottom: 10px; }
.filters label { display: grid; gap: 2px; color: var(--text-soft); font-size: 12px; }
.filters select, .filters input, button {
  height: 30px; padding: 0 10px; border: 1px solid var(--line-strong); border-radius: 6px;
  background: var(--surface); color: var(--text); font: inherit; font-size: 13px;
}
.filters select { max-width: 220px; }
.filters input { width: 200px; }
button:hover:not(:disabled) { background: var(--hover); }
button:disabled { color: var(--text-faint); }
th button { height: auto; margin-left: -6px; padding: 0 6px; border: 0; background: none; color: inherit; font-weight: 500; }
.number th button, th.number button { margin: 0 -6px 0 0; }
.pager { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; margin-top: 10px; font-size: 13px; }
#results tbody tr:hover { background: var(--hover); }
#results td { white-space: nowrap; }
#results td.text { max-width: 260px; overflow: hidden; text-overflow: ellipsis; }

.case { border-top: 1px solid var(--line); }
.case > summary { display: flex; flex-wrap: wrap; gap: 2px 14px; padding: 9px 4px; cursor: pointer; }
.case > summary:hover { background: var(--hover); }
.case > summary::before { content: "▸"; color: var(--text-faint); }
.case[open] > summary::before { content: "▾"; }
.case > summary .why { flex: 1 1 320px; min-width: 0; color: var(--text-soft); overflow-wrap: anywhere; }
.case > div { padding: 4px 4px 22px 24px; }
.check { margin: 6px 0; padding: 8px 12px; border-left: 3px solid var(--line-strong); background: var(--surface-sunken); font-size: 13px; overflow-wrap: anywhere; }
.check.fail { border-color: var(--bad); }
.check.warn { border-color: var(--warn); }
.hop { margin-top: 8px; border: 1px solid var(--line); border-radius: 6px; overflow: hidden; }
.hop > p { padding: 6px 12px; background: var(--surface-sunken); font-size: 12px; overflow-wrap: anywhere; }
.heads { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(380px, 100%), 1fr)); }
.heads > div { min-width: 0; padding: 8px 12px; }
.head { list-style: none; }
.head li { display: grid; grid-template-columns: 14px minmax(0, 1fr); }
.head code { white-space: pre-wrap; overflow-wrap: anywhere; }
.head .explained { grid-column: 2; color: var(--text-faint); font-size: 12px; }
.head .sign { color: var(--text-faint); font-family: var(--font-mono); font-size: 12px; }
.head .added .sign, .head .added code { color: var(--good); }
.head .dropped .sign, .head .dropped code { color: var(--text-faint); }
.head .rewritten .sign, .head .rewritten code { color: var(--warn); }
.head .spoken-of { background: var(--bad-wash); box-shadow: -3px 0 0 var(--bad); }
.command { display: flex; gap: 10px; align-items: start; margin-top: 6px; }
.command code { flex: 1; min-width: 0; padding: 6px 10px; border-radius: 6px; background: var(--surface-sunken); overflow-wrap: anywhere; white-space: pre-wrap; }
.picture { display: block; max-width: min(640px, 100%); margin-top: 6px; border-radius: 6px; background: #050608; }
.picture-words { margin-top: 4px; }
.wrap { overflow-wrap: anywhere; }
footer { color: var(--text-faint); font-size: 12px; }
[hidden] { display: none !important; }
@media (forced-colors: active) {
  .cell-pass, .cell-skip, .cell-warn, .cell-fail, .bars { forced-color-adjust: none; }
}
@media print {
  .filters, .pager, .command button { display: none; }
  .card { break-inside: avoid; }
}
`;
