import sharp from 'sharp';
import { makePdf, typedPdf } from '../../testing/make-pdf';
import { makeQuestion } from '../../testing/make-question';
import { readOne } from '../../testing/read-one';
import { exportBank } from '../../write/export-bank';

const BANK = `科目一题库
一、判断题
1、雨天应当减速慢行，并与前车保持足够的安全距离，不得在积水的路段紧急制动，以免车辆失去控制而发生侧滑。（√）
2、夜间会车可以使用远光灯。（×）
二、单选题
3. 高速公路上能见度小于200米时，车速不得超过每小时（ ）公里。
A. 40    B. 50
C. 60    D. 80
答案：C
解析：实施条例第八十一条。
4. 遇到让行标志应当怎么做？
A. 加速
B. 停车
C. 让行
D. 鸣笛`;
const READ = [
  '雨天应当减速慢行，并与前车保持足够的安全距离，不得在积水的路段紧急制动，以免车辆失去控制而发生侧滑。 对',
  '夜间会车可以使用远光灯。 错',
  '高速公路上能见度小于200米时，车速不得超过每小时（ ）公里。 -40 -50 +60 -80',
  '遇到让行标志应当怎么做？ -加速 -停车 +让行 -鸣笛',
];

test('a typed bank is read as its lines stand, with page and line', async () => {
  const bytes = await typedPdf(`${BANK}\n答案：C`);
  const read = await readOne('题库.pdf', bytes);
  expect(read.format).toBe('pdf');
  expect(read.short).toEqual(READ);
  expect(read.candidates.map((c) => c.where([]))).toMatchObject([
    { file: '题库.pdf', sheet: '第 1 页', row: 3 },
    { sheet: '第 1 页', row: 5 },
    { sheet: '第 1 页', row: 7 },
    { sheet: '第 1 页', row: 12 },
  ]);
});

test('a question goes on below the running head of the next page, keys stand at the end', async () => {
  const bytes = await makePdf((doc) => {
    const page = (number: number, lines: readonly string[]) => {
      if (number > 1) doc.addPage();
      doc
        .fontSize(9)
        .text('某市车管所内部资料', 56, 30)
        .text(`第 ${number} 页 共 3 页`, 280, 800, { lineBreak: false });
      doc.fontSize(11);
      lines.forEach((line, i) => doc.text(line, 56, 640 + i * 20, { lineBreak: false }));
    };
    page(1, ['1. 通过没有信号灯控制的路口时，应当怎样做？', 'A. 加速通过', 'B. 减速让行']);
    page(2, ['C. 鸣笛通过', 'D. 停车等待', '2. 车速应当多少？', 'A. 30', 'B. 40', 'C. 50', 'D. 60']);
    page(3, ['参考答案', '1. B 2. D']);
  });
  const read = await readOne('a.pdf', bytes);
  expect(read.short).toEqual([
    '通过没有信号灯控制的路口时，应当怎样做？ -加速通过 +减速让行 -鸣笛通过 -停车等待',
    '车速应当多少？ -30 -40 -50 +60',
  ]);
  const skipped = read.issues.filter((i) => i.code === 'TEXT_SKIPPED').map((i) => i.value);
  expect(skipped).toEqual(['某市车管所内部资料 (3×)', '第 1 页 共 3 页 (3×)']);
});

test('two columns are read one below the other, what runs across them first', async () => {
  const bytes = await makePdf((doc) => {
    doc.fontSize(16).text('科目一考试题（两栏）含道路交通安全法律、法规和规章', 90, 50, { lineBreak: false });
    doc.fontSize(10);
    for (let n = 1; n <= 12; n += 1) {
      const [x, y] = n <= 6 ? [56, 60 + n * 40] : [310, 60 + (n - 6) * 40];
      doc.text(`${n}、第${n}条规定的车速是每小时多少公里？（B）`, x, y, { lineBreak: false });
      doc.text(`A. ${n}0    B. ${n}5`, x, y + 18, { lineBreak: false });
    }
  });
  const read = await readOne('a.pdf', bytes);
  expect(read.short).toEqual(
    Array.from({ length: 12 }, (_, i) => `第${i + 1}条规定的车速是每小时多少公里？ -${i + 1}0 +${i + 1}5`),
  );
});

test('a table with lines is a table, also where its cells hold several lines', async () => {
  const rows = [
    ['题号', '题目', 'A', 'B', 'C', '答案'],
    ['1', '夜间行车应当怎样使用灯光，特别是在没有路灯的路段上行驶时？', '近光灯', '远光灯', '雾灯', 'B'],
    ['2', '机动车发生故障，应当怎么做？', '在车后设置警告标志并开启危险报警闪光灯', '离开', '鸣笛', 'A'],
  ];
  const widths = [30, 150, 90, 60, 60, 40];
  const bytes = await makePdf((doc) => {
    rows.forEach((cells, r) => {
      let x = 56;
      cells.forEach((cell, c) => {
        doc.rect(x, 60 + r * 60, widths[c]!, 60).stroke();
        doc.text(cell, x + 4, 64 + r * 60, { width: widths[c]! - 8 });
        x += widths[c]!;
      });
    });
  });
  const read = await readOne('a.pdf', bytes);
  expect(read.short).toEqual([
    '夜间行车应当怎样使用灯光，特别是在没有路灯的路段上行驶时？ -近光灯 +远光灯 -雾灯',
    '机动车发生故障，应当怎么做？ +在车后设置警告标志并开启危险报警闪光灯 -离开 -鸣笛',
  ]);
  expect(read.candidates[0]?.where([])).toMatchObject({ sheet: '第 1 页 表 1', row: 2 });
});

test('pictures belong to the question they stand in, right ones may be told by their colour', async () => {
  const png = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#c00' } })
    .png()
    .toBuffer();
  const bytes = await makePdf((doc) => {
    for (let n = 1; n <= 6; n += 1) {
      doc.fillColor('black').text(`${n}. 第${n}个标志表示什么？`);
      if (n % 2 === 0) doc.image(png, { width: 60 }).moveDown(1);
      for (const [i, text] of ['让行', '停车', '禁止鸣笛', '减速'].entries())
        doc.fillColor(i === n % 4 ? '#ff0000' : 'black').text(`${'ABCD'[i]}. ${text}`);
    }
  });
  const read = await readOne('a.pdf', bytes);
  expect(read.candidates.map((c) => c.question.answer.join(''))).toEqual(['B', 'C', 'D', 'A', 'B', 'C']);
  expect(read.candidates.map((c) => c.question.media.length)).toEqual([0, 1, 0, 1, 0, 1]);
  const file = read.candidates[1]!.question.media[0]!.file;
  const { width, height } = await sharp(read.media.get(file)).metadata();
  expect([width, height]).toEqual([40, 30]);
  expect(read.issues.map((i) => i.code)).toContain('ANSWERS_READ_AS');
});

test('a scan, a password, a damaged file and one that unpacks to gigabytes are refused with what to do', async () => {
  const scan = await sharp({ create: { width: 60, height: 80, channels: 3, background: '#ddd' } })
    .jpeg()
    .toBuffer();
  const scanned = await makePdf((doc) => doc.image(scan, 0, 0, { width: 595, height: 842 }));
  const locked = await typedPdf(BANK, { userPassword: 'geheim', ownerPassword: 'x' });
  const whole = await typedPdf(BANK);
  // Glyphs without the table that says what characters they are.
  const garbled = Buffer.from(whole.toString('latin1').replaceAll('/ToUnicode', '/ToNothing'), 'latin1');
  const { deflateSync } = await import('node:zlib');
  const bomb = Buffer.concat([
    whole,
    Buffer.from('\n9 0 obj\nstream\n'),
    deflateSync(Buffer.alloc(200_000_000)),
    Buffer.from('\nendstream'),
  ]);
  const told = async (bytes: Buffer) => {
    const { issues, candidates } = await readOne('a.pdf', bytes);
    expect(candidates).toEqual([]);
    const [issue] = issues;
    return `${issue?.code} ${issue?.severity} ${issue?.message['zh-CN']}`;
  };
  expect(await told(scanned)).toBe('UNKNOWN_FORMAT error PDF 是扫描件，只有图片，没有文字');
  expect(await told(garbled)).toBe('UNKNOWN_FORMAT error PDF 的字体没有文字编码，读出来是乱码');
  expect(await told(locked)).toBe('PASSWORD_PROTECTED error PDF 设了打开密码，无法读取');
  expect(await told(Buffer.from('%PDF-1.7\nnothing'))).toBe('BROKEN_FILE error PDF 打不开，文件可能已损坏');
  expect(await told(bomb)).toBe('ZIP_BOMB error PDF 解压后异常地大，已拒绝读取');
});

test('watermarks across the page are no text of it', async () => {
  const bytes = await makePdf((doc) => {
    for (const line of `${BANK}\n答案：C`.split('\n')) doc.text(line);
    doc
      .save()
      .rotate(45, { origin: [300, 400] })
      .fontSize(50)
      .fillColor('#dddddd')
      .text('内部资料', 150, 300);
    doc.restore();
  });
  const read = await readOne('a.pdf', bytes);
  expect(read.short).toEqual(READ);
  expect(read.issues.find((i) => i.code === 'TEXT_SKIPPED')?.value).toBe('内部资料');
});

test('a row that the end of a page cut is one row', async () => {
  const widths = [30, 150, 90, 60, 40];
  const bytes = await makePdf((doc) => {
    const row = (y: number, cells: readonly string[]) => {
      let x = 56;
      cells.forEach((cell, c) => {
        doc.rect(x, y, widths[c]!, 50).stroke();
        doc.text(cell, x + 4, y + 4, { width: widths[c]! - 8 });
        x += widths[c]!;
      });
    };
    row(600, ['题号', '题目', 'A', 'B', '答案']);
    row(650, ['1', '夜间会车应当使用什么灯？', '近光灯', '远光灯', 'A']);
    row(700, ['2', '遇到行人横过道路，应当怎样做才是正确的', '停车让', '鸣笛', 'A']);
    doc.addPage();
    row(60, ['', '做法？', '行', '', '']);
    row(110, ['3', '雨天应当怎样行驶？', '减速', '加速', 'A']);
    row(160, ['4', '雾天应当怎样行驶？', '加速', '减速', 'B']);
  });
  const read = await readOne('a.pdf', bytes);
  expect(read.short.map((s) => s.replace(/\n/g, ''))).toEqual([
    '夜间会车应当使用什么灯？ +近光灯 -远光灯',
    '遇到行人横过道路，应当怎样做才是正确的做法？ +停车让行 -鸣笛',
    '雨天应当怎样行驶？ +减速 -加速',
    '雾天应当怎样行驶？ -加速 +减速',
  ]);
});

test('a bank that this system printed is read back: questions, keys, drawn signs', async () => {
  const sign = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 60"><circle cx="30" cy="30" r="28" fill="#fff" stroke="#c00"/><text x="18" y="38" font-size="20">40</text></svg>',
  );
  const questions = [
    makeQuestion('a1', { type: 'judge', stem: { 'zh-CN': '雨天应当减速慢行。' }, answer: ['A'] }),
    makeQuestion('a2', {
      stem: {
        'zh-CN': '这个标志是什么？',
        en: 'What does this sign tell the driver of a car? '.repeat(4).trim(),
      },
      options: ['A', 'B', 'C', 'D'].map((id) => ({
        id,
        text: { 'zh-CN': `选项${id}`, en: 'The lowest speed at which one may drive here. '.repeat(4).trim() },
      })),
      answer: ['C'],
      media: [{ file: 'sign.svg', alt: { 'zh-CN': '标志' } }],
    }),
  ];
  const media = new Map([['sign.svg', sign]]);
  const { bytes } = await exportBank({ name: { 'zh-CN': '题库' }, questions, media }, 'pdf');
  const read = await readOne('题库.pdf', bytes);
  expect(read.candidates.map((c) => c.question.answer)).toEqual([['A'], ['C']]);
  expect(read.short).toEqual(['雨天应当减速慢行。 对', '这个标志是什么？ -选项A -选项B +选项C -选项D']);
  expect(read.issues.map((i) => i.message['zh-CN']).join()).toContain('本系统打印的题库，只读了中文');
  expect(read.candidates.map((c) => c.question.media.length)).toEqual([0, 1]);
  const [svg] = [...read.media.values()];
  expect(Buffer.from(svg!).toString()).toMatch(
    /^<svg .*<path d="M.*<text[^>]*>4<\/text><text[^>]*>0<\/text><\/svg>$/s,
  );
});

test('a key that the margin pushed to the next line stays with its number', async () => {
  const bytes = await makePdf((doc) => {
    const lines = [
      '1. 遇到让行标志时，驾驶机动车应当怎样做才能保证各个方向的车辆和行人的安全？',
      '（B）',
      'A. 加速  B. 让行',
      '2. 雨天应当怎样？',
      'A. 减速  B. 加速',
      '参考答案 1. B 2.',
      'A',
    ];
    lines.forEach((line, i) => doc.text(line, 56, 60 + i * 20, { lineBreak: false }));
  });
  const read = await readOne('a.pdf', bytes);
  expect(read.candidates[0]?.question.answer).toEqual(['B']);
});

describe('a table without lines, as a sheet is printed', () => {
  const widths = [50, 220, 80, 80];
  const rows = [
    ['题号', '题目', 'A', 'B', '答案'],
    ['1', '夜间会车应当使用什么灯？', '近光灯', '远光灯', 'A'],
    ['2', '雨天应当怎样行驶？', '加速', '减速', 'B'],
    ['3', '雾天应当怎样行驶？', '减速', '加速', 'A'],
  ];
  const printed = (pages: readonly (readonly string[][])[]) =>
    makePdf((doc) =>
      pages.forEach((page, i) => {
        if (i > 0) doc.addPage();
        page.forEach((cells, r) => {
          let x = 56;
          cells.forEach((cell, c) => {
            doc.text(cell, x, 60 + r * 20, { lineBreak: false });
            x += widths[c] ?? 0;
          });
        });
      }),
    );
  test('is read by its columns, also where it goes on without a header', async () => {
    const read = await readOne('a.pdf', await printed([rows.slice(0, 3), rows.slice(3)]));
    expect(read.short).toEqual([
      '夜间会车应当使用什么灯？ +近光灯 -远光灯',
      '雨天应当怎样行驶？ -加速 +减速',
      '雾天应当怎样行驶？ +减速 -加速',
    ]);
  });
  test('is refused where a text of several lines may belong to this row or that', async () => {
    const broken = [...rows.slice(0, 2), ['', '在没有路灯的路段上', '', '', ''], ...rows.slice(2)];
    const read = await readOne('a.pdf', await printed([broken]));
    expect(read.candidates).toEqual([]);
    expect(read.issues[0]?.message['zh-CN']).toBe(
      '表格没有框线，分不清各行各列，它和这些页上它下面的内容都没有读：第 1 页',
    );
  });
});

test('a reading that is given up ends, and the next file is read', async () => {
  const bytes = await makePdf((doc) => {
    for (let i = 0; i < 40; i += 1) doc.text('1. 车速多少？').addPage();
  });
  const control = new AbortController();
  const given = readOne('a.pdf', bytes, {
    signal: control.signal,
    onProgress: () => control.abort(new Error('given up')),
  });
  await expect(given).rejects.toThrow('given up');
  const next = await readOne('b.pdf', await typedPdf('1. 雨天应当减速。（√）\n2. 雾天应当加速。（×）'));
  expect(next.short).toEqual(['雨天应当减速。 对', '雾天应当加速。 错']);
});
