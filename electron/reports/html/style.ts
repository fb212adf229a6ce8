/** How a report looks: light and dark after the system, readable on paper, wide values broken. */
export const style = `
:root { color-scheme: light dark; --text: #1b1b1f; --soft: #55555c; --line: #d5d5dc; --ground: #fff; --raised: #f5f5f8; --good: #0b6a0b; --warning: #8a5100; --bad: #b10e1c; --link: #0f548c; }
@media (prefers-color-scheme: dark) {
  :root { --text: #ececf1; --soft: #b4b4bd; --line: #45454d; --ground: #1c1c20; --raised: #27272d; --good: #7ec97e; --warning: #f2b661; --bad: #ff9aa2; --link: #8cc4f5; }
}
body { margin: 0; color: var(--text); background: var(--ground); font: 15px/1.5 "Segoe UI", system-ui, sans-serif; overflow-wrap: anywhere; }
main { max-width: 60rem; margin: 0 auto; padding: 2rem 1.25rem 3rem; }
h1 { margin: 0 0 1rem; font-size: 1.6rem; line-height: 1.25; }
h2 { margin: 2rem 0 .5rem; font-size: 1.2rem; }
h3 { margin: 1.5rem 0 .25rem; font-size: 1.05rem; }
h4 { margin: 1rem 0 .25rem; font-size: 1rem; }
a { color: var(--link); }
.answer { padding: .75rem 1rem; border: 1px solid var(--line); border-inline-start: .4rem solid var(--tone, var(--line)); border-radius: .4rem; background: var(--raised); }
.answer p { margin: 0; }
.answer .headline { font-size: 1.15rem; font-weight: 600; }
.state { color: var(--tone, inherit); font-weight: 600; white-space: nowrap; }
[data-tone=good] { --tone: var(--good); }
[data-tone=warning] { --tone: var(--warning); }
[data-tone=bad] { --tone: var(--bad); }
dl { display: grid; grid-template-columns: minmax(8rem, max-content) minmax(0, 1fr); gap: .2rem 1rem; margin: .5rem 0; }
dt { color: var(--soft); }
dd { margin: 0; }
table { width: 100%; border-collapse: collapse; }
caption { text-align: start; color: var(--soft); }
th, td { padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); text-align: start; vertical-align: top; }
td.time { text-align: end; white-space: nowrap; font-variant-numeric: tabular-nums; }
pre { margin: .25rem 0; padding: .6rem .8rem; border: 1px solid var(--line); border-radius: .3rem; background: var(--raised); white-space: pre-wrap; font: 13px/1.45 Consolas, Menlo, monospace; }
code { font: 13px/1.45 Consolas, Menlo, monospace; }
li { margin: .3rem 0; }
.small, .origin { color: var(--soft); font-size: .88rem; }
footer { margin-top: 2.5rem; padding-top: .75rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .88rem; }
@media (max-width: 36rem) {
  dl { display: block; }
  dd { margin-bottom: .4rem; }
}
@media print {
  :root { color-scheme: light; --text: #000; --soft: #444; --line: #bbb; --ground: #fff; --raised: #fff; --good: #064; --warning: #640; --bad: #900; --link: #000; }
  body { font-size: 10.5pt; }
  main { max-width: none; padding: 0; }
  h1, h2, h3, h4, dt { break-after: avoid; }
  tr, li, .answer { break-inside: avoid; }
  .evidence { break-before: page; }
  a[href^=https]::after { content: " (" attr(href) ")"; }
}
`;
