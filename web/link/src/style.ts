/** The whole look of the page. Accent colours come from `accentStyle`. */
export const STYLE = `
:root{color-scheme:light dark;--ink:#16191d;--soft:#555d67;--ground:#eef0f3;--card:#fff;--line:#c9ced6;--field:#868e99;
--good:#14713d;--goodground:#e7f5ec;--bad:#a8231a;--badground:#fdeeec;--warn:#7a4d00;--warnground:#fff5df;--accent:#1f4fd8;--onaccent:#fff}
@media(prefers-color-scheme:dark){:root{--ink:#eceef1;--soft:#aab2bd;--ground:#101317;--card:#1a1e24;--line:#353c46;--field:#78818d;
--good:#6fd598;--goodground:#12301f;--bad:#ff9d93;--badground:#3a1714;--warn:#f2c265;--warnground:#332507}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;min-height:100vh;min-height:100dvh;display:grid;grid-template-columns:minmax(0,1fr);place-items:center;padding:1rem;background:var(--ground);color:var(--ink);
font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
.framed{background:rgb(15 18 24/.55)}
.card{position:relative;width:100%;max-width:28rem;background:var(--card);border:1px solid var(--line);border-radius:1rem;padding:1.75rem;
box-shadow:0 1px 2px rgb(0 0 0/.06),0 12px 32px rgb(0 0 0/.08)}
header{display:flex;align-items:center;gap:.75rem;padding-right:2.5rem;color:var(--soft);font-size:.9rem;font-weight:600}
.mark{display:grid;place-items:center;width:2.5rem;height:2.5rem;flex:none;border-radius:.65rem;background:var(--accent);color:var(--onaccent);font-weight:700;font-size:1.1rem;overflow:hidden}
.mark img{width:100%;height:100%;object-fit:contain;background:#fff}
.mark.system{background:var(--ground);color:var(--ink);border:1px solid var(--line)}
.join{flex:none;width:1.25rem;height:2px;background:var(--line)}
.head{display:flex;align-items:center;gap:.7rem;margin:1.25rem 0 .5rem}
h1{font-size:1.35rem;line-height:1.25;margin:0;letter-spacing:-.01em;overflow-wrap:anywhere;text-wrap:balance}
h1:focus{outline:none}
h2{font-size:.95rem;margin:1.25rem 0 .4rem}
p{margin:.5rem 0;overflow-wrap:anywhere;text-wrap:pretty}
.soft{color:var(--soft);font-size:.9rem}
a{color:inherit;text-underline-offset:.2em}
ul{list-style:none;margin:0;padding:0}
.shared{columns:2;column-gap:1.25rem;font-size:.92rem}
.shared li{break-inside:avoid;padding:.2rem 0 .2rem 1.4rem;position:relative}
.shared li::before{content:"";position:absolute;left:.15rem;top:.62rem;width:.7rem;height:.35rem;border:solid var(--good);border-width:0 0 2px 2px;transform:rotate(-45deg)}
.offers{margin-top:1rem}
.offers li{margin:.5rem 0}
.offer{display:flex;align-items:center;gap:.75rem;padding:.75rem;border:1px solid var(--line);border-radius:.75rem;text-decoration:none;font-weight:600}
.offer:hover{border-color:var(--ink)}
nav.tabs{display:grid;grid-auto-flow:column;grid-auto-columns:1fr;gap:.25rem;margin:1.25rem 0 .9rem;padding:.25rem;background:var(--ground);border-radius:.7rem}
nav.tabs a{padding:.5rem;border-radius:.5rem;text-align:center;text-decoration:none;font-weight:600;font-size:.92rem;color:var(--soft)}
nav.tabs a[aria-current]{background:var(--card);color:var(--ink);box-shadow:0 1px 2px rgb(0 0 0/.15)}
label{display:block;font-weight:600;margin:.75rem 0 .3rem}
.field{display:flex;gap:.5rem}
input{flex:1;min-width:0;padding:.7rem .8rem;font:inherit;color:inherit;background:var(--card);border:1px solid var(--field);border-radius:.6rem}
input[aria-invalid=true]{border-color:var(--bad);border-width:2px}
.button,button{display:inline-block;padding:.72rem 1.1rem;font:inherit;font-weight:600;line-height:1.4;text-align:center;text-decoration:none;border:1px solid var(--field);border-radius:.6rem;background:transparent;color:var(--ink);cursor:pointer}
.button.main,button.main{width:100%;margin-top:1rem;background:var(--accent);border-color:var(--accent);color:var(--onaccent)}
.button.main:hover,button.main:hover{filter:brightness(1.08)}
button[disabled]{opacity:.65;cursor:progress}
.actions{display:flex;flex-wrap:wrap;gap:.75rem;margin-top:1.25rem;align-items:center}
.actions:not(:has(>:not([hidden]))){display:none}
.actions .main{flex:1 1 10rem;width:auto;margin:0}
.x{position:absolute;top:1.25rem;right:1.25rem;width:2.5rem;height:2.5rem;padding:0;border-color:transparent;font-size:1.4rem;line-height:1;color:var(--soft);display:grid;place-items:center}
.x:hover{background:var(--ground)}
.notice{margin:1rem 0;padding:.75rem .9rem;border-radius:.6rem;background:var(--warnground);color:var(--warn);font-size:.92rem}
.notice.bad{background:var(--badground);color:var(--bad)}
.problem{color:var(--bad);font-size:.9rem;font-weight:600}
.problem:empty{display:none}
.steps{margin-top:1rem;border-top:1px solid var(--line)}
.steps li{display:grid;grid-template-columns:1.5rem 1fr auto;gap:.5rem;align-items:start;padding:.55rem 0;border-bottom:1px solid var(--line);font-size:.95rem}
.steps .dot{width:1.25rem;height:1.25rem;margin-top:.12rem;border-radius:50%;display:grid;place-items:center;font-size:.8rem;font-weight:700}
.ok .dot{background:var(--goodground);color:var(--good)}
.missing .dot{background:var(--warnground);color:var(--warn)}
.failed .dot{background:var(--badground);color:var(--bad)}
.running .dot{border:2px solid var(--line);border-top-color:var(--ink);animation:turn .8s linear infinite}
.steps .said{color:var(--soft);font-size:.85rem}
.steps .fix{grid-column:2/-1;font-size:.88rem;color:var(--warn);margin:0}
.failed .fix{color:var(--bad)}
.sign{flex:none;width:2.25rem;height:2.25rem;border-radius:50%;display:grid;place-items:center;font-size:1.15rem;font-weight:700}
.sign.good{background:var(--goodground);color:var(--good)}
.sign.warn{background:var(--warnground);color:var(--warn)}
:focus-visible{outline:3px solid var(--ink);outline-offset:2px}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
[hidden]{display:none!important}
@keyframes turn{to{transform:rotate(1turn)}}
@media(prefers-reduced-motion:reduce){*{animation-duration:3s!important;transition:none!important}}
@media(max-width:30rem){body{padding:0;place-items:stretch}.card{border:0;border-radius:0;max-width:none;padding:1.25rem}.shared{columns:1}.x{top:.9rem;right:.9rem}}
`
