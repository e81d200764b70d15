/** Style of the report: readable on a screen, on paper, in light, dark and high contrast, without a file of its own. */
export const reportStyle = `
:root{color-scheme:light dark;--line:#c7c7c7;--soft:#f5f5f5;--ink:#1b1b1b;--quiet:#515151;--accent:#0f5fa8;--paper:#fff}
@media (prefers-color-scheme:dark){:root{--line:#5a5a5a;--soft:#262626;--ink:#f2f2f2;--quiet:#c4c4c4;--accent:#8cc5ff;--paper:#161616}svg text{fill:#f2f2f2}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1080px;padding:32px 24px 64px;background:var(--paper);color:var(--ink);font:15px/1.5 "Segoe UI",system-ui,-apple-system,"Helvetica Neue",Arial,sans-serif}
h1{font-size:28px;margin:0 0 4px}h2{font-size:21px;margin:48px 0 12px;padding-top:12px;border-top:2px solid var(--line)}h3{font-size:18px;margin:36px 0 8px}h4{font-size:15px;margin:20px 0 4px}
a{color:var(--accent)}a:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.skip{position:absolute;left:-9999px}.skip:focus{left:16px;top:8px;background:var(--paper);padding:8px;z-index:1}
.status{border:3px solid var(--ink);border-radius:6px;padding:12px 16px;margin:20px 0;font-size:17px}
.status.partial{border-style:double;border-width:6px}
.quiet,.none{color:var(--quiet)}
dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(300px,1fr));gap:6px 24px;margin:12px 0}dl div{display:flex;gap:8px}dt{color:var(--quiet);flex:0 0 130px}dd{margin:0;overflow-wrap:anywhere}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%;margin:12px 0;font-size:14px}caption{text-align:left;font-weight:600;padding:4px 0}
th,td{border:1px solid var(--line);padding:5px 8px;text-align:left;vertical-align:top;overflow-wrap:anywhere}thead th{background:var(--soft);overflow-wrap:normal}tbody th{font-weight:400}
code{font-family:"Cascadia Mono",Consolas,Menlo,monospace;font-size:13px;overflow-wrap:anywhere}
figure{margin:12px 0}svg{width:760px;max-width:100%;height:auto}svg text{font:13px "Segoe UI",system-ui,sans-serif;fill:currentColor}
nav ol{columns:2;column-gap:32px}nav ol ol{columns:1}nav li{break-inside:avoid}
.sign{display:grid;grid-template-columns:1fr 1fr;gap:28px}.sign p{border-bottom:1px solid var(--ink);min-height:48px;margin:0}
@media print{body{max-width:none;padding:0;font-size:10.5pt}h2{break-before:page}h3,h4,caption{break-after:avoid}tr,figure,dl div{break-inside:avoid}thead{display:table-header-group}.wide{overflow:visible}a{color:inherit;text-decoration:none}@page{margin:16mm}}
`;
