import { unsafeInSvg } from './svg-safety';

const svg = (inside: string, attributes = '') =>
  `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"${attributes}>${inside}</svg>`;

test.each([
  svg('<title>a &lt; b</title><g transform="rotate(5)"><path d="M0 0L9 9" style="fill:url(#g)"/></g>'),
  svg('<defs><linearGradient id="g"><stop offset="0"/></linearGradient></defs><rect fill="url(#g)"/>'),
  svg('<symbol id="s"/><use href="#s"/><use xlink:href="#s" xmlns:xlink="http://www.w3.org/1999/xlink"/>'),
  svg('<image href="data:image/png;base64,iVBORw0KGgo="/>'),
  svg('<style>.a{fill:red}</style><!-- <script> --><text>onload=</text>'),
  svg('<style><![CDATA[.a > .b{fill:red}]]></style>'),
  `<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">${svg('').slice(21)}`,
])('a drawing %#', (text) => {
  expect(unsafeInSvg(text)).toBeUndefined();
});

test.each([
  ['<script>', svg('<script>alert(1)</script>')],
  ['<SCRIPT>', svg('<SCRIPT xlink:href="x.js"/>')],
  ['<x:script>', svg('<x:script xmlns:x="http://www.w3.org/2000/svg"/>')],
  ['onload', svg('', ' onload="alert(1)"')],
  ['onClick', svg("<g onClick='x()'/>")],
  ['href="javascript:x"', svg('<a href="javascript:x"><rect/></a>')],
  ['xlink:href="javascript:x"', svg('<a xlink:href="java&#115;cript&colon;x"/>')],
  ['href="https://x.example/a.png"', svg('<image href="https://x.example/a.png"/>')],
  ['href="other.svg#a"', svg('<use href="other.svg#a"/>')],
  ['href="data:text/html,x"', svg('<use href="data:text/html,x"/>')],
  ['href="data:image/svg+xml;base64,AA"', svg('<image href="data:image/svg+xml;base64,AA"/>')],
  ['style="fill:url(//x/y)"', svg('<rect style="fill:url(//x/y)"/>')],
  ['<style>', svg('<style>@import "x.css";</style>')],
  ['<style>', svg('<style>a{background:u\\72l(x)}</style>')],
  ['<foreignObject>', svg('<foreignObject><p/></foreignObject>')],
  ['<iframe>', svg('<iframe src="x"/>')],
  ['<animate>', svg('<animate attributeName="href" to="x"/>')],
  ['<set>', svg('<set attributeName="onclick" to="x"/>')],
  ['<!DOCTYPE [', `<!DOCTYPE svg [<!ENTITY a "b">]>${svg('&a;')}`],
  ['<?xml-stylesheet href="x.css"?', `<?xml-stylesheet href="x.css"?>${svg('')}`],
  ['<![CDATA[', svg('<text><![CDATA[<script>]]></text>')],
  ['<g onload=x>', svg('<g onload=x/>')],
  ['<', svg('<scr<ipt>')],
])('not a drawing: %s', (found, text) => {
  expect(unsafeInSvg(text)).toContain(found === '<' ? '<' : found);
});
