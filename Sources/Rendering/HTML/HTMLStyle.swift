/// The style of a report: system fonts, and no picture from anywhere.
enum HTMLStyle {
  static let text = """
    :root{color-scheme:light dark;\(HTMLPalette.light.variables)}
    @media (prefers-color-scheme:dark){:root{\(HTMLPalette.dark.variables)}}
    \(rules)
    @media print{:root{color-scheme:light;\(HTMLPalette.light.variables)}}
    \(print)
    """

  private static let rules = """
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;scroll-behavior:smooth}
    body{margin:0 auto;max-width:76rem;padding:3.5rem 2.5rem 6rem;background:var(--page);\
    color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",\
    Arial,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
    h1{margin:.1em 0 .25em;font-size:2.1rem;line-height:1.2;font-weight:600;letter-spacing:-.015em;\
    text-wrap:balance}
    h2{margin:0 0 .35em;font-size:1.3rem;line-height:1.3;font-weight:600;letter-spacing:-.005em}
    h3{margin:1.5em 0 .3em;font-size:1rem;font-weight:600}
    p{margin:0 0 1rem}
    section{margin-top:4rem;scroll-margin-top:1.5rem}
    a{color:var(--accent)}
    code,.place{font:.8125em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;\
    color:var(--quiet)}
    :focus-visible{outline:2px solid var(--accent);outline-offset:3px;border-radius:2px}
    .over,.lead,.quiet,.unit,.kind{color:var(--quiet)}
    .over{margin:0;font-weight:500}
    .lead{font-size:1.0625rem;margin-bottom:2rem}
    .share{color:var(--quiet);font-weight:400;white-space:nowrap}
    h1 .n{white-space:nowrap}
    .name{unicode-bidi:isolate}
    .sr,.skip:not(:focus){position:absolute;width:1px;height:1px;overflow:hidden;\
    clip-path:inset(50%);white-space:nowrap}
    .facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));\
    gap:1.25rem 2rem;margin:0;padding:1.5rem 0;border-top:1px solid var(--rule);\
    border-bottom:1px solid var(--rule)}
    .facts .wide{grid-column:1/-1}
    dt{font-size:.8125rem;color:var(--quiet)}
    dd{margin:0}
    .status{font-weight:600}
    .good{color:var(--good)}
    .status.bad{color:var(--bad)}
    nav{display:flex;flex-wrap:wrap;gap:.4rem 1.75rem;padding-top:1.25rem;font-size:.9375rem}
    table{border-collapse:collapse;width:100%}
    .scroll table{overflow-wrap:normal}
    th,td{padding:.6rem .75rem;text-align:left;vertical-align:baseline;font-weight:400;\
    border-bottom:1px solid var(--rule)}
    th:first-child,td:first-child{padding-left:0}
    th:last-child,td:last-child{padding-right:0}
    thead th{font-size:.8125rem;color:var(--quiet);vertical-align:bottom}
    tfoot th,tfoot td{font-weight:600;border-bottom:0}
    .n{text-align:right;white-space:nowrap}
    h1 .n{text-align:left}
    #spend td.n{font-size:1.0625rem}
    .scroll{overflow-x:auto}
    .remarks{margin-top:2rem;padding:1.25rem 1.5rem;background:var(--box);\
    border-left:4px solid var(--rule)}
    .remarks.bad{border-color:var(--bad)}
    .remarks.bad h2{color:var(--bad)}
    .remarks.warn{border-color:var(--warn)}
    .remarks.warn h2{color:var(--warn)}
    .remarks h2{font-size:1.0625rem}
    .remarks ul{margin:0;padding-left:1.15rem}
    .remarks li+li{margin-top:.6rem}
    details{border-top:1px solid var(--rule)}
    details:last-of-type{border-bottom:1px solid var(--rule)}
    summary{padding:.85rem 0;cursor:pointer}
    summary .name{font-weight:600}
    details[open]::details-content{content-visibility:auto;contain-intrinsic-size:auto 20rem}
    .legend{display:flex;flex-wrap:wrap;gap:.35rem 1.5rem;margin:0 0 1.25rem;padding:0;\
    list-style:none;font-size:.875rem;color:var(--quiet)}
    .legend li{display:flex;align-items:center;gap:.5rem}
    .key{width:34px;height:16px;flex:none}
    .flights{margin-bottom:1.5rem;font-size:.9375rem;table-layout:fixed}
    .flights th:nth-child(1){width:17%}
    .flights .days{width:30%}
    .flights th:nth-child(4){width:21%}
    .flights th:nth-child(5){width:12%}
    .flights td,.flights tbody th{padding-top:.5rem;padding-bottom:.5rem;vertical-align:top}
    .flights .n{white-space:normal}
    .flights .quiet,.unit{font-size:.8125rem}
    .dates{white-space:nowrap;font-size:.875rem}
    .dates .quiet{font-size:.75rem}
    .flights tbody tr:last-child>*{border-bottom:0}
    svg{display:block;overflow:visible}
    svg text{fill:var(--quiet);font-size:.75rem;font-weight:400}
    .bar{width:100%;height:20px;margin-top:2px;overflow:hidden}
    .months{width:100%;height:18px;overflow:hidden}
    rect.on{fill:var(--bar)}
    rect.on.new{fill:var(--accent)}
    rect.off{fill:url(#hatch);stroke:var(--quiet)}
    .stripe{fill:var(--quiet)}
    rect.was{fill:none;stroke:var(--quiet);stroke-width:1;stroke-dasharray:4 2}
    .later{text-anchor:end;paint-order:stroke;stroke:var(--page);stroke-width:4px}
    .grid{stroke:var(--rule);stroke-width:1;shape-rendering:crispEdges}
    figure{margin:0 0 1rem;padding:1rem 0 0}
    figcaption{display:flex;flex-wrap:wrap;justify-content:space-between;gap:.25rem 2rem;\
    font-weight:600}
    figcaption .legend{margin:0;font-weight:400}
    .plot{display:grid;grid-template-columns:minmax(4.5rem,max-content) 1fr;gap:.75rem;margin:1rem 0}
    .ticks{display:flex;flex-direction:column;justify-content:space-between;height:236px;\
    margin-top:-8px;font-size:.75rem;line-height:16px;color:var(--quiet);text-align:right}
    .canvas{position:relative;height:220px;margin-bottom:22px}
    .canvas .lines{position:absolute;inset:0;width:100%;height:100%}
    .canvas .months{position:absolute;top:calc(100% + 6px)}
    .canvas path,.key line{fill:none;vector-effect:non-scaling-stroke}
    .before{stroke:var(--quiet);stroke-width:2;stroke-dasharray:5 4}
    .after{stroke:var(--accent);stroke-width:2.5}
    .numbers,.numbers:last-of-type{border:0;font-size:.9375rem}
    .numbers summary{padding:.25rem 0;color:var(--accent)}
    .controls{display:flex;flex-wrap:wrap;align-items:end;gap:.75rem 1.25rem;margin:0 0 1.5rem}
    .controls[hidden]{display:none}
    .controls label{display:flex;flex-direction:column;gap:.2rem;font-size:.8125rem;\
    color:var(--quiet);min-width:0}
    .controls .grow{flex:1 1 12rem}
    select,input,button{font:inherit;font-size:.9375rem;color:var(--ink);background:var(--page);\
    border:1px solid var(--quiet);border-radius:6px;padding:.4rem .6rem;max-width:100%;\
    min-height:2.5rem}
    select{max-width:22rem}
    button{cursor:pointer}
    output{flex-basis:100%;font-size:.875rem;color:var(--quiet)}
    .changes,.moves{margin:0 0 1.5rem;padding:0;list-style:none}
    .moves{margin-bottom:2rem}
    .change{padding:1rem 0;border-top:1px solid var(--rule)}
    .change[hidden],.group[hidden],figure[hidden],#none[hidden]{display:none}
    .title{margin:0}
    .title .name{font-weight:600}
    .title .place{float:right;margin-left:1rem}
    .tag{display:inline-block;min-width:4.25rem;font-size:.8125rem;font-weight:600}
    .tag.create{color:var(--good)}
    .tag.update,.tag.replace{color:var(--accent)}
    .tag.archive{color:var(--bad)}
    .fields{width:auto;margin:.5rem 0 0 4.55rem;font-size:.9375rem}
    .fields th,.fields td{padding:.12rem 1.25rem .12rem 0;border:0}
    .fields th,.remark,.arrow{color:var(--quiet)}
    .fields th{min-width:9rem}
    .fields td.arrow{padding-right:1rem}
    .note{margin:.35rem 0 0 4.55rem;font-size:.9375rem;color:var(--quiet)}
    @media screen and (max-width:48rem){
    body{padding:1.75rem 1.15rem 4rem}
    h1{font-size:1.6rem}
    section{margin-top:3rem}
    th,td{padding-left:.45rem;padding-right:.45rem}
    .flights,.flights tbody,.flights tr{display:block}
    .flights thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
    .flights tr{padding:.75rem 0;border-bottom:1px solid var(--rule)}
    .flights tr>*,.flights tr>*:nth-child(n){display:block;width:auto;padding:.05rem 0;border:0;\
    text-align:left}
    .flights tr>:empty{display:none}
    .plot{grid-template-columns:minmax(3rem,max-content) 1fr}
    .runs th:nth-child(3),.runs td:nth-child(3),.runs th:nth-child(7),\
    .runs td:nth-child(7){display:none}
    .controls label{flex:1 1 8rem}
    .fields,.note{margin-left:0}
    .fields th{min-width:0}
    .title .place{float:none;display:block;margin:0}
    }
    """

  /// On paper everything is open, and there is nothing to press.
  private static let print = """
    @media print{
    html{font-size:11px}
    body{padding:0;max-width:none;font-size:1rem}
    nav,.controls,.skip,#plots>summary{display:none!important}
    .change[hidden],.group[hidden],figure[hidden]{display:block!important}
    details:not([open])::details-content{content-visibility:visible;display:block;block-size:auto}
    summary{list-style:none}
    section{margin-top:2rem}
    .change,.plot,tr{break-inside:avoid}
    h2,summary,figcaption{break-after:avoid}
    rect,line,path{print-color-adjust:exact;-webkit-print-color-adjust:exact}
    }
    """
}
