import { flatOdf, makeOdf, odfContent } from '../../testing/open-document';
import { makeZip } from '../../testing/make-zip';
import { readOne } from '../../testing/read-one';

const p = (inner: string, style = 'Standard') => `<text:p text:style-name="${style}">${inner}</text:p>`;
const red = (text: string) => `<text:span text:style-name="T1">${text}</text:span>`;
const STYLES =
  '<style:style style:name="T1" style:family="text"><style:text-properties fo:color="#ff0000"/></style:style><style:style style:name="T2" style:family="text" style:parent-style-name="T1"/><style:style style:name="T3" style:family="text"><style:text-properties text:display="none"/></style:style>';
const level = (n: number, format: string, suffix: string) =>
  `<text:list-level-style-number text:level="${n}" style:num-format="${format}" style:num-suffix="${suffix}"/>`;
const LISTS = `<text:list-style style:name="L1">${level(1, '1', '.')}${level(2, 'A', '、')}</text:list-style><text:list-style style:name="L2"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>`;
const item = (inner: string, attributes = '') => `<text:list-item ${attributes}>${inner}</text:list-item>`;
const list = (items: string, attributes = '') =>
  `<text:list text:style-name="L1" ${attributes}>${items}</text:list>`;
const nested = (...options: string[]) => `<text:list>${options.map((o) => item(p(o))).join('')}</text:list>`;
const png = Buffer.from('iVBORw0KGgo=', 'base64');
const frame = (href: string) => `<draw:frame><draw:image xlink:href="${href}"/></draw:frame>`;

const content = (body: string, styles = STYLES + LISTS) => odfContent('text', body, styles);
const read = (body: string, more: Record<string, string | Buffer> = {}) =>
  readOne('题库.odt', makeOdf('text', content(body), more));

test('numbers of lists that the file does not hold as text, going on and beginning anew', async () => {
  const got = await read(
    [
      '<text:h text:outline-level="1">第一章 信号</text:h>',
      list(item(p('红灯亮时应当怎样？') + nested('通行', '停车', '加速'))),
      p('答案：B'),
      list(item(p('黄灯亮时应当怎样？')), 'text:continue-numbering="true"'),
      // The options stand in a list of their own, whose outer items hold nothing.
      list(item(nested('加速', '停车', '鸣笛')), 'text:continue-numbering="true"'),
      p('答案：C'),
      list(
        item(p('第七题怎样？') + nested('甲', '乙'), 'text:start-value="7"'),
        'text:continue-numbering="true"',
      ),
      p('答案：A'),
    ].join(''),
  );
  expect(got.format).toBe('odt');
  expect(got.short).toEqual([
    '红灯亮时应当怎样？ -通行 +停车 -加速',
    '黄灯亮时应当怎样？ -加速 -停车 +鸣笛',
    '第七题怎样？ +甲 -乙',
  ]);
  expect(got.candidates.map((c) => c.question.chapter)).toEqual([
    '第一章 信号',
    '第一章 信号',
    '第一章 信号',
  ]);
});

test('numbers of headings that the file does not hold as text', async () => {
  const outline =
    '<text:outline-style style:name="Outline"><text:outline-level-style text:level="1" style:num-format=""/><text:outline-level-style text:level="2" style:num-format="1" style:num-suffix="."/></text:outline-style>';
  const asked = (stem: string) =>
    `<text:h text:outline-level="2">${stem}</text:h>${p('A. 减速')}${p('B. 加速')}${p('答案：A')}`;
  const body = `<text:h text:outline-level="1">第一章</text:h>${asked('雨天应当怎样？')}${asked('雾天应当怎样？')}`;
  const styles = `<office:document-styles><office:styles>${outline}</office:styles></office:document-styles>`;
  const got = await read(body, { 'styles.xml': styles });
  expect(got.short).toEqual(['雨天应当怎样？ +减速 -加速', '雾天应当怎样？ +减速 -加速']);
});

test('numbers of a list that only the style of its paragraphs names', async () => {
  const own = '<style:style style:name="P1" style:family="paragraph" style:list-style-name="L1"/>';
  const items = (stem: string, ...options: string[]) =>
    `<text:list text:continue-numbering="true">${item(p(stem, 'P1') + nested(...options).replaceAll('Standard', 'P1'))}</text:list>`;
  const body =
    items('雨天怎样？', '减速', '加速') + p('答案：A') + items('雾天怎样？', '加速', '减速') + p('答案：B');
  const got = await readOne('a.odt', makeOdf('text', odfContent('text', body, own + LISTS)));
  expect(got.short).toEqual(['雨天怎样？ +减速 -加速', '雾天怎样？ -加速 +减速']);
});

test('options in a colour are the keys, where nothing says that it means something else', async () => {
  const asked = [1, 0, 2].map(
    (right, n) =>
      p(`${n + 1}、第${n}种情况怎样？`) +
      ['甲', '乙', '丙']
        .map((t, i) => p(i === right ? red(`${'ABC'[i]}. ${t}`) : `${'ABC'[i]}. ${t}`))
        .join(''),
  );
  const got = await read(asked.join(''));
  expect(got.short).toEqual([
    '第0种情况怎样？ -甲 +乙 -丙',
    '第1种情况怎样？ +甲 -乙 -丙',
    '第2种情况怎样？ -甲 -乙 +丙',
  ]);
  expect(got.found).toContain('ANSWERS_READ_AS -');
  const other = await read(p('说明：红字为本次修改') + asked.join(''));
  expect(other.candidates).toEqual([]);
});

test('tables with merged cells and pictures, text boxes, links, deleted and hidden text', async () => {
  const cell = (inner: string, attributes = '') =>
    `<table:table-cell ${attributes}>${inner}</table:table-cell>`;
  const row = (...cells: string[]) => `<table:table-row>${cells.join('')}</table:table-row>`;
  const texts = (...t: string[]) => t.map((x) => cell(p(x)));
  const table = `<table:table><table:table-header-rows>${row(...texts('章节', '题目', 'A', 'B', '答案'))}</table:table-header-rows>${row(cell(p('第二章'), 'table:number-rows-spanned="2"'), ...texts(`图中是什么？${frame('Pictures/a.png')}`, '甲', '乙', 'B'))}${row('<table:covered-table-cell/>', ...texts('另一题？', '甲', '乙', 'A'))}</table:table>`;
  const deleted =
    '<text:tracked-changes><text:changed-region><text:deletion><text:p>9、删去的题。（√）</text:p></text:deletion></text:changed-region></text:tracked-changes>';
  const box = `<draw:frame><draw:text-box>${p('2、雾天应当减速。（√）')}</draw:text-box></draw:frame>`;
  const got = await read(
    [
      deleted,
      p(
        `1、雨天应当<text:a xlink:href="x">${red('减速')}</text:a>。<text:span text:style-name="T3">密</text:span>（√）${box}`,
      ),
      table,
    ].join(''),
    { 'Pictures/a.png': png },
  );
  expect(got.short).toEqual(
    expect.arrayContaining([
      '雨天应当减速。 对',
      '雾天应当减速。 对',
      '图中是什么？ -甲 +乙',
      '另一题？ +甲 -乙',
    ]),
  );
  expect(got.short).toHaveLength(4);
  const tabled = got.candidates.filter((c) => c.question.chapter === '第二章');
  expect(tabled.map((c) => c.question.media.length)).toEqual([1, 0]);
  expect(got.found).toContain('TEXT_LOST -');
});

test('signs in front of options are no numbers; a document that is one XML file', async () => {
  const body =
    p('1. 雨天应当怎样？') +
    `<text:list text:style-name="L2">${['减速（正确答案）', '加速', '鸣笛'].map((t) => item(p(t))).join('')}</text:list>` +
    p('2. 这是什么？') +
    p(
      `<draw:frame><draw:image><office:binary-data>${png.toString('base64')}</office:binary-data></draw:image></draw:frame>`,
    ) +
    p('A、甲<text:tab/>B、乙') +
    p('答案：A');
  const got = await readOne('a.fodt', flatOdf('text', content(body)));
  expect(got.format).toBe('odt');
  expect(got.short).toEqual(['雨天应当怎样？ +减速 -加速 -鸣笛', '这是什么？ +甲 -乙']);
  expect(got.candidates.map((c) => c.question.media.length)).toEqual([0, 1]);
});

test('keys in a document of their own', async () => {
  const odt = (...lines: string[]) => makeOdf('text', content(lines.map((l) => p(l)).join('')));
  const zip = makeZip([
    {
      name: '车规.odt',
      data: odt('1、雨天怎样？', 'A、减速', 'B、加速', '2、雾天怎样？', 'A、加速', 'B、减速'),
    },
    { name: '车规 答案.odt', data: odt('1.A 2.B') },
  ]);
  const got = await readOne('题库.zip', zip);
  expect(got.short).toEqual(['雨天怎样？ +减速 -加速', '雾天怎样？ -加速 +减速']);
});

test('what a package cannot be read for is said', async () => {
  const fault = async (text: string | undefined) =>
    (await readOne('a.odt', makeOdf('text', text))).found.map((f) => f.split(' ')[0]);
  expect(await fault(undefined)).toEqual(['BROKEN_FILE']);
  expect(await fault(content(p('一')).replace('?>', '?><!DOCTYPE a [<!ENTITY b "c">]>'))).toEqual([
    'XML_ENTITIES',
  ]);
  expect(await fault(content('<text:list>'.repeat(300)))).toEqual(['TOO_DEEP']);
  expect(await fault(content(p('一')).slice(0, -30))).toEqual(['XML_BROKEN']);
  const wide = `<table:table><table:table-row><table:table-cell table:number-columns-repeated="1000000000">${p('x<text:s text:c="1000000000"/>')}</table:table-cell></table:table-row></table:table>`;
  expect(await fault(content(wide))).toEqual(['NO_ANSWER']);
});
