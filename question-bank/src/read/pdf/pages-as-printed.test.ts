import sharp from 'sharp';
import { makePdf } from '../../testing/make-pdf';
import { readOne } from '../../testing/read-one';

type Doc = PDFKit.PDFDocument;
const line = (doc: Doc, text: string, x: number, y: number) => doc.text(text, x, y, { lineBreak: false });
const codes = (read: Awaited<ReturnType<typeof readOne>>) =>
  read.issues
    .filter((i) => i.severity === 'error')
    .map((i) => `${i.code} ${i.message['zh-CN'].slice(0, 16)}`);

test('a last column that ends early is read behind the full one, with and without a page before', async () => {
  const columns = (doc: Doc, from: number, count: number) => {
    doc.fontSize(10);
    for (let i = 0; i < count; i += 1) {
      const n = from + i;
      const [x, y] = i < 12 ? [56, 60 + i * 58] : [310, 60 + (i - 12) * 58];
      line(doc, `${n}、在第${n}条规定的一般道路上驾驶机动车时车`, x, y);
      line(doc, '速应当是多少？（B）', x, y + 14);
      line(doc, `A、${n}0`, x, y + 28);
      line(doc, `B、${n}5`, x, y + 42);
    }
  };
  const truth = (count: number) =>
    Array.from(
      { length: count },
      (_, i) => `在第${i + 1}条规定的一般道路上驾驶机动车时车速应当是多少？ -${i + 1}0 +${i + 1}5`,
    );
  const shown = (read: Awaited<ReturnType<typeof readOne>>) => read.short.map((s) => s.replace('（ ）', ''));
  const one = await readOne('a.pdf', await makePdf((doc) => columns(doc, 1, 14)));
  expect(shown(one)).toEqual(truth(14));
  const two = await makePdf((doc) => {
    columns(doc, 1, 24);
    doc.addPage();
    columns(doc, 25, 13);
  });
  expect(shown(await readOne('a.pdf', two))).toEqual(truth(37));
});

test('a spreadsheet whose columns stand on different pages is refused with what to do', async () => {
  const bytes = await makePdf((doc) => {
    const row = (cells: readonly string[], y: number) =>
      cells.forEach((c, i) => line(doc, c, 56 + i * 120, y));
    row(['序号', '题目', 'A'], 60);
    for (let i = 1; i < 29; i += 1) row([`${i}`, `雨天怎样行驶${i}？`, '减速'], 60 + i * 20);
    doc.addPage();
    row(['B', '答案'], 60);
    for (let i = 1; i < 9; i += 1) row(['加速', 'A'], 60 + i * 20);
  });
  const read = await readOne('a.pdf', bytes);
  expect(read.short).toEqual([]);
  expect(codes(read)).toEqual(['NO_HEADER 表格太宽，打印时各列分到了不同的']);
  expect(read.issues[0]?.mend['zh-CN']).toContain('导入原来的 Excel');
});

test('texts that end where their cells end are not read, those that end in them are', async () => {
  const table = (stems: readonly string[]) =>
    makePdf((doc) => {
      const xs = [56, 90, 250, 310, 370, 420];
      const rows = [
        ['题号', '题目', 'A', 'B', '答案'],
        ...stems.map((s, i) => [`${i + 1}`, s, '减速', '加速', 'A']),
      ];
      rows.forEach((cells, r) => {
        cells.forEach((c, i) => {
          doc.rect(xs[i] ?? 0, 60 + r * 20, (xs[i + 1] ?? 0) - (xs[i] ?? 0), 20).stroke();
          line(doc, c, (xs[i] ?? 0) + 3, 63 + r * 20);
        });
      });
    });
  const cut = ['一', '二', '三', '四', '五'].map((n) => `雨天在第${n}种道路上行驶应当注`);
  const read = await readOne('a.pdf', await table(cut));
  expect(read.short).toEqual([]);
  expect(codes(read)).toEqual(['BAD_FIELD 表格里的文字被单元格切断，不完整']);
  const whole = await readOne(
    'a.pdf',
    await table(['雨天怎样行驶', '雾天怎样行驶', '夜间在山路怎样行驶', '雪天怎样行驶']),
  );
  expect(whole.short).toHaveLength(4);
});

test('what of a page is left out is said: tiny pictures, one behind all text, text set from top to bottom', async () => {
  const png = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#dde' } })
    .png()
    .toBuffer();
  const bytes = await makePdf((doc) => {
    doc.image(png, 0, 0, { width: 595, height: 800 });
    doc.image(png, 300, 56, { width: 8, height: 8 });
    doc.text('1. 雨天应当减速。（√）', 56, 56).text('2. 雾天应当加速行驶。（×）');
  });
  const read = await readOne('a.pdf', bytes);
  expect(read.short).toHaveLength(2);
  const lost = read.issues.filter((i) => i.code === 'TEXT_LOST').map((i) => i.message['zh-CN'].slice(0, 10));
  expect(lost).toEqual(['有 1 页上有很小的', '有 1 页的文字下面']);

  const font = (encoding: string) =>
    `<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/${encoding}/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]>>/DW 1000>>]>>`;
  const hex = (text: string) => `<${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;
  const body = `BT /H 12 Tf 50 700 Td ${hex('1、雨天应当减速。（√）')} Tj 0 -20 Td ${hex('2、雾天应当加速。（×）')} Tj ET BT /V 12 Tf 3 Tc 500 700 Td ${hex('竖排的题目')} Tj ET`;
  const raw = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</H ${font('UniGB-UCS2-H')}/V ${font('UniGB-UCS2-V')}>>>>>>endobj
4 0 obj<</Length ${body.length}>>stream
${body}
endstream endobj
trailer<</Root 1 0 R>>`;
  const vertical = await readOne('a.pdf', Buffer.from(raw));
  expect(vertical.short).toHaveLength(2);
  expect(vertical.issues.map((i) => i.message['zh-CN'])).toContain('有竖排的文字，没有读：第 1 页');
});

test('options side by side that are broken in their places go on there, a full line goes on with its last one', async () => {
  const bytes = await makePdf((doc) => {
    const rows: [number, string][][] = [
      [[56, '1. 从匝道进入高速公路时，驾驶机动车的人应当怎样并入右侧的行车道才是对的？']],
      [
        [56, 'A. 开左转向灯，在加速车道提'],
        [300, 'B. 在加速车道尽头停车等候，'],
      ],
      [
        [56, '速后并入'],
        [300, '没有车再并入'],
      ],
      [
        [56, 'C. 开右转向灯，从匝道直接切到最左侧的那行车'],
        [300, 'D. 鸣喇叭'],
      ],
      [[56, '道']],
      [[56, '答案：A']],
      [[56, '2. 雨天怎样行驶？']],
      [[56, 'A. 加速    B. 在保证安全的前提下减速慢行，并且与前面的车保持比平时更大的距']],
      [[56, '离']],
      [[56, '答案：B']],
    ];
    rows.forEach((row, r) => row.forEach(([x, text]) => line(doc, text, x, 60 + r * 18)));
  });
  expect((await readOne('a.pdf', bytes)).short).toEqual([
    '从匝道进入高速公路时，驾驶机动车的人应当怎样并入右侧的行车道才是对的？ +开左转向灯，在加速车道提速后并入 -在加速车道尽头停车等候，没有车再并入 -开右转向灯，从匝道直接切到最左侧的那行车道 -鸣喇叭',
    '雨天怎样行驶？ -加速 +在保证安全的前提下减速慢行，并且与前面的车保持比平时更大的距离',
  ]);
});

test('a table of questions without keys names each of them; a header that comes again is none', async () => {
  const body = (n: number) => [`${n}`, `雨天在第${n}种道路上怎样行驶？`, '减速', '加速'];
  const rows = [['题号', '题目', 'A', 'B'], body(1), body(2), body(3)];
  const bytes = (shade: boolean) =>
    makePdf((doc) => {
      const xs = [56, 100, 300, 380, 460];
      for (let page = 0; page < 2; page += 1) {
        if (page > 0) doc.addPage();
        rows.forEach((cells, r) =>
          cells.forEach((c, i) => {
            const box = [xs[i] ?? 0, 60 + r * 40, (xs[i + 1] ?? 0) - (xs[i] ?? 0), 40] as const;
            if (shade && r > 0 && i === (r + page === 1 ? 3 : 2)) doc.rect(...box).fill('#ffff00');
            doc
              .fillColor('#000000')
              .rect(...box)
              .stroke();
            line(doc, i === 1 && r > 0 ? `第${page}页${c}` : c, box[0] + 3, box[1] + 5);
          }),
        );
      }
    });
  const none = await readOne('a.pdf', await bytes(false));
  expect(none.issues.filter((i) => i.code === 'NO_ANSWER')).toHaveLength(6);
  const shaded = await readOne('a.pdf', await bytes(true));
  expect(shaded.short.map((s) => s.slice(-8))).toEqual([
    ' -减速 +加速',
    ' +减速 -加速',
    ' +减速 -加速',
    ' +减速 -加速',
    ' +减速 -加速',
    ' +减速 -加速',
  ]);
  expect(codes(shaded)).toEqual([]);
});

test('a blank as wide as a million pages costs no more than another', async () => {
  const bytes = await makePdf((doc) => {
    for (let n = 1; n <= 9; n += 1) line(doc, `${n}. 雨天应当减速${n}。（√）`, 56, 60 + n * 20);
    doc.text('夜间 会车', 56, 300, { lineBreak: false, wordSpacing: 2e9, characterSpacing: 2e9 });
  });
  expect((await readOne('a.pdf', bytes)).short).toHaveLength(9);
});

test('signs for parts of characters, which browsers name in their fonts, are the characters', async () => {
  const printed = '1. 机动⻋在⾼速公路上发⽣故障，⾏⼈应当⻢上离开⻋⾝。（√）';
  const read = await readOne('a.pdf', await makePdf((doc) => line(doc, printed, 56, 60)));
  expect(read.short).toEqual(['机动车在高速公路上发生故障，行人应当马上离开车身。 对']);
});

test('options side by side are told apart where every letter is painted by itself, as browsers do', async () => {
  const glyphs = (doc: Doc, text: string, x: number, y: number) =>
    [...text].reduce((at, c) => (line(doc, c, at, y), at + doc.widthOfString(c)), x);
  const bytes = await makePdf((doc) => {
    glyphs(doc, '1. 夜间会车时应当怎样使用灯光才是对的，请从下面的选项里选一个？（B）', 56, 60);
    glyphs(doc, 'A. 打开示廓灯并且打开危险报警闪', 56, 78);
    glyphs(doc, 'B. 远光灯', 232, 78);
    glyphs(doc, '光灯', 56, 96);
    glyphs(doc, 'C. 雾灯', 56, 114);
    glyphs(doc, 'D. 近光灯', 232, 114);
  });
  expect((await readOne('a.pdf', bytes)).short.map((s) => s.replace(/（\s*）/, ''))).toEqual([
    '夜间会车时应当怎样使用灯光才是对的，请从下面的选项里选一个？ -打开示廓灯并且打开危险报警闪光灯 +远光灯 -雾灯 -近光灯',
  ]);
});
