"""How the page of a comparison looks, on a light and on a dark screen and on paper."""

STYLE = """
:root { color-scheme: light dark; --ink: #1d1d1f; --paper: #fdfdfc; --faint: #5c5f66;
  --line: #d8d8d4; --tint: #f0f0ed; --a: #cfe3f7; --b: #f8dfc0; --bar: #3c76b8;
  --heat: 60, 118, 184; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e6e3; --paper: #1b1c1f; --faint: #a9acb3;
  --line: #3b3d42; --tint: #26282c; --a: #23486d; --b: #664419; --bar: #7fb0e6;
  --heat: 127, 176, 230; } }
* { box-sizing: border-box; }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  margin: 2rem auto; max-width: 68rem; padding: 0 1rem; overflow-wrap: break-word; --long: 12em; }
h1 { font-size: 1.6rem; line-height: 1.25; }
h2 { font-size: 1.25rem; margin: 2.6rem 0 .6rem; padding-top: .6rem;
  border-top: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.8rem 0 .4rem; }
h4 { font-size: 1rem; font-weight: 600; margin: 1.4rem 0 0; }
h4 span { color: var(--faint); font-weight: 400; margin-left: .5rem; }
p { max-width: 46rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; margin: .4rem 0; }
th, td { padding: .25rem .7rem; border-bottom: 1px solid var(--line); text-align: left;
  vertical-align: top; unicode-bidi: isolate; }
th { color: var(--faint); font-weight: 600; }
th:first-child, td:first-child { padding-left: 0; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.ci { color: var(--faint); white-space: nowrap; font-variant-numeric: tabular-nums; }
.name { min-width: 9rem; }
.faint { color: var(--faint); }
.how { color: var(--faint); min-width: 16rem; max-width: 34rem; }
.methods { background: var(--tint); padding: .8rem 1rem; border-radius: 6px; max-width: none; }
.crossed td, .crossed th { text-align: right; white-space: nowrap; }
.crossed th.row { text-align: left; color: var(--ink); font-weight: 400; }
.crossed td { min-width: 4.2rem; font-variant-numeric: tabular-nums; }
.crossed td.same { outline: 2px solid var(--bar); outline-offset: -2px; }
mark { color: inherit; border-radius: 2px; padding: 0 1px; unicode-bidi: isolate;
  -webkit-box-decoration-break: clone; box-decoration-break: clone; }
mark.a { background: var(--a); } mark.b { background: var(--b); }
.bar { display: inline-block; height: .7em; min-width: 1px;
  width: calc(var(--share) * var(--long)); background: var(--bar);
  border-radius: 2px; }
.differ { width: 100%; table-layout: fixed; } .differ th:first-child { width: 16%; }
.words { white-space: pre-wrap; overflow-wrap: anywhere; }
.words b { font-weight: 600; }
details { margin: .6rem 0; } summary { cursor: pointer; color: var(--bar); }
@media (max-width: 40rem) {
  body { --long: 5em; margin: 1rem auto; }
  .figures, .figures tbody { display: block; }
  .figures thead, .figures td:empty { display: none; }
  .figures tr { display: flex; flex-wrap: wrap; align-items: baseline; column-gap: .9rem;
    padding: .35rem 0; border-bottom: 1px solid var(--line); }
  .figures td { border: 0; padding: 0; }
  .figures td.name { flex: 1; min-width: 0; }
  .figures td[data-head]::before { content: attr(data-head) " "; color: var(--faint); }
  .figures td.how { flex: 0 0 100%; min-width: 0; max-width: none; }
  .differ, .differ tbody, .differ tr, .differ td { display: block; width: auto; border: 0; }
  .differ thead { display: none; }
  .differ td { padding: .1rem 0; }
  .differ td[data-head]::before { content: attr(data-head) ": "; color: var(--faint); }
  .differ tr { padding: .5rem 0; border-bottom: 1px solid var(--line); }
}
@media print { body { max-width: none; } .wide { overflow: visible; } summary { color: inherit; } }
"""
