import { colourProperties } from "./palette.ts";

/** The page's style: light or dark as the reader has set it, and on paper black on white. */
export const STYLE = `
:root{color-scheme:light dark;${colourProperties("light")}}
@media screen and (prefers-color-scheme:dark){:root{${colourProperties("dark")}}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:1rem/1.5 system-ui,sans-serif}
header,main,nav,footer{max-width:72rem;margin:0 auto;padding:0 1.5rem}
header{padding-top:1.5rem}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 1rem}
h2{font-size:1.25rem;margin:2.5rem 0 .75rem;border-bottom:1px solid var(--line);padding-bottom:.25rem}
h3{font-size:1rem;margin:0 0 .5rem}
a{color:var(--link)}
a:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-999rem}
.skip:focus{left:1rem;top:1rem;background:var(--page);padding:.5rem}
.verdict{margin:0;padding:1rem 1.25rem;border-left:.4rem solid;font-size:1.1rem}
.good{color:var(--good);background:var(--goodGround)}
.bad{color:var(--bad);background:var(--badGround)}
.odd{color:var(--odd);background:var(--oddGround)}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;padding:0;margin:1rem 0 0}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9rem}
caption{text-align:left;color:var(--quiet);padding-bottom:.5rem}
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border:1px solid var(--line)}
thead th{background:var(--raised)}
th[scope=row]{font-weight:400}
.number{text-align:right;white-space:nowrap}
.cell{white-space:nowrap}
.quiet{color:var(--quiet)}
article{border:1px solid var(--line);border-left-width:.3rem;background:var(--raised);padding:.75rem 1rem;margin:0 0 1rem;overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;margin:.5rem 0 0}
dt{color:var(--quiet)}
dd{margin:0;overflow-wrap:anywhere}
code,pre{font:.875rem/1.5 ui-monospace,monospace}
pre{background:var(--raised);border:1px solid var(--line);padding:.75rem 1rem;overflow-x:auto;white-space:pre-wrap}
footer{color:var(--quiet);padding-top:2rem;padding-bottom:2rem}
@media (max-width:40rem){dl{grid-template-columns:1fr}dt{margin-top:.4rem}}
@media print{nav,.skip{display:none}body{font-size:10pt}header,main,footer{max-width:none;padding:0}
article,tr{break-inside:avoid}h2,h3{break-after:avoid}thead{display:table-header-group}.scroll{overflow:visible}
.verdict,.good,.bad,.odd,thead th{print-color-adjust:exact}a{color:inherit}}
`.replace(/\n/g, "");
