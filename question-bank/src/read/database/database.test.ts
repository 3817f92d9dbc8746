import fc from 'fast-check';
import initSqlJs from 'sql.js';
import { readBankFolder } from '../read-bank';
import { readOne, short } from '../../testing/read-one';
import { processorMs } from '../../testing/processor-ms';

const sql = (text: string) => readOne('dump.sql', text);

describe('SQL dumps', () => {
  test('MySQL: backticks, escapes, several rows, columns from CREATE TABLE, comments, other tables left alone', async () => {
    const got = await sql(`
-- MySQL dump
/*!40101 SET NAMES utf8 */;
CREATE TABLE \`km1\` (
  \`id\` int(11) NOT NULL AUTO_INCREMENT,
  \`question\` varchar(500) DEFAULT 'a,b',
  \`item1\` text, \`item2\` text, \`item3\` text, \`item4\` text,
  \`answer\` enum('1','2') ,
  \`explains\` text,
  PRIMARY KEY (\`id\`),
  KEY \`x\` (\`question\`(10))
) ENGINE=InnoDB;
INSERT INTO \`km1\` VALUES (1,'它\\'是“让”吗？\\n第二行','甲','乙','丙','丁','2',NULL),(2,'哪些；对(x)','甲','乙','丙','丁','7','因为'),
 (3,'可以酒驾。','','','','','2',''), (4,'末','甲','乙','丙','丁','17','');
INSERT INTO users (name, id_card, phone) VALUES ('张三', '110101199003070011', '13800000000');
`);
    expect(got.short).toEqual([
      "它'是“让”吗？\n第二行 -甲 +乙 -丙 -丁",
      '哪些；对(x) +甲 +乙 -丙 -丁',
      '可以酒驾。 错',
      '末 +甲 +乙 +丙 +丁',
    ]);
    expect(got.candidates.map((c) => c.question.subjects)).toEqual(Array(4).fill(['K1']));
    expect(got.candidates[1]?.where(['answer'])).toMatchObject({
      file: 'dump.sql',
      row: 13,
      field: 'answer',
      question: '2',
    });
    const skipped = got.issues.filter((i) => i.code === 'TABLE_SKIPPED');
    expect(skipped).toMatchObject([{ at: { row: 15 } }]);
    expect(JSON.stringify(got.issues)).not.toMatch(/张三|1101|138/);
  });
  test('PostgreSQL: option rows by serial id, booleans, arrays, COPY', async () => {
    const got = await sql(`
INSERT INTO public.question (questiontext, multipleselect, "image") VALUES
('Is it so?', false, null),
('Which ones?', true, ARRAY[pg_read_binary_file('/in/images/a1.png')]);
COPY "option" (questionid, optiontext, iscorrect) FROM stdin;
1\tIt is\tt
1\tIt is not\tf
1\tNobody knows\tf
2\ta\\\\b\tt
2\tc\tt
2\td\tf
9\tlost\tt
\\.
`);
    expect(got.short).toEqual(['Is it so? +It is -It is not -Nobody knows', 'Which ones? +a\\b +c -d']);
    expect(got.candidates.map((c) => c.question.type)).toEqual(['single', 'multi']);
    expect(got.candidates[1]?.question.media[0]?.file).toBe('a1.png');
    expect(got.found).toEqual(['ROW_WITHOUT_QUESTION 12']);
  });
  test('a statement that cannot be read costs itself', async () => {
    const got = await sql(
      "INSERT INTO q (question, answer) VALUES ('甲','对'),('乙');\nINSERT INTO q (question, answer) VALUES ('丙' '错', ;\nINSERT INTO q (question, answer) VALUES ('丁','错');",
    );
    expect(got.short).toEqual(['甲 对', '丁 错']);
    expect(got.found).toEqual(['SQL_SYNTAX 1', 'SQL_SYNTAX 2']);
  });
  test('nothing is executed, whatever stands there', async () => {
    const got = await sql(
      "DROP TABLE q; DELETE FROM q; SELECT pg_sleep(9); INSERT INTO q (question, answer) VALUES ('x''); DROP TABLE q; --', '对');",
    );
    expect(got.short).toEqual(["x'); DROP TABLE q; -- 对"]);
  });
  test('tables in several files are one bank', async () => {
    const files = new Map([
      ['1_questions.sql', Buffer.from("INSERT INTO question (id, question) VALUES (5,'甲'),(6,'乙');")],
      [
        '2_options.sql',
        Buffer.from(
          "INSERT INTO options (question_id, content, is_correct) VALUES (5,'a1',1),(5,'b1',0),(5,'c1',0),(6,'a1',0),(6,'b1',1);",
        ),
      ],
    ]);
    const got = await readBankFolder(files, 'dump');
    expect(got.candidates.map((c) => short(c.question))).toEqual(['甲 +a1 -b1 -c1', '乙 -a1 +b1']);
    const alone = await readOne('1.sql', files.get('1_questions.sql')!);
    expect(alone).toMatchObject({ read: 2, short: [] });
    expect(alone.found).toContain('OPTIONS_ELSEWHERE 1');
  });
  test('no text crashes or stalls it', async () => {
    const pieces = fc.constantFrom(
      'INSERT INTO q (question, answer) VALUES ',
      '(',
      ')',
      ',',
      "'",
      '"',
      '`',
      '\\',
      '甲',
      ';',
      '--',
      '/*',
      '*/',
      '$$',
      '\n',
      'COPY q (a) FROM stdin;',
      'CREATE TABLE q (',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(pieces),
        async (p) => void (await sql(`INSERT INTO q (question) VALUES ${p.join('')}`)),
      ),
      { numRuns: 300 },
    );
    const began = processorMs();
    await sql(`INSERT INTO q (question, answer) VALUES ${"('".repeat(100_000)}`);
    expect(processorMs() - began).toBeLessThan(5000);
  });
});

describe('SQLite', () => {
  async function database(...statements: string[]): Promise<Buffer> {
    const SQL = await initSqlJs();
    const db = new SQL.Database();
    for (const s of statements) db.run(s);
    const bytes = Buffer.from(db.export());
    db.close();
    return bytes;
  }
  test('tables of a practice app; a mask, blobs as pictures, the subject in the table’s name', async () => {
    const bytes = await database(
      'CREATE TABLE kemu4 (_id INTEGER, question TEXT, option_a TEXT, option_b TEXT, option_c TEXT, option_d TEXT, answer INTEGER, explain TEXT, image BLOB)',
      "INSERT INTO kemu4 VALUES (1,'甲','1x','2x','3x','4x',16,'',NULL),(2,'乙','1x','2x','3x','4x',80,'',x'89504e470d0a1a0a'),(3,'丙','','','','',32,'',NULL),(4,'丁','1x','2x','3x','4x',128,'',NULL)",
      'CREATE TABLE member (name TEXT, card TEXT)',
      "INSERT INTO member VALUES ('李四','secret')",
      'CREATE VIEW v AS SELECT * FROM kemu4',
    );
    const got = await readOne('app.db', bytes);
    expect(got).toMatchObject({ format: 'sqlite', read: 4 });
    expect(got.short).toEqual(['甲 +1x -2x -3x -4x', '乙 +1x -2x +3x -4x', '丙 错', '丁 -1x -2x -3x +4x']);
    expect(got.candidates[1]?.question).toMatchObject({ subjects: ['K3'], media: [{ file: 'kemu4-2.png' }] });
    expect(got.candidates[1]?.where(['stem'])).toMatchObject({ sheet: 'kemu4', row: 2 });
    expect(JSON.stringify(got.issues)).not.toMatch(/李四|secret/);
  });
  test('damaged files are said to be so', async () => {
    const bytes = await database(
      'CREATE TABLE q (question TEXT, answer TEXT)',
      "INSERT INTO q VALUES ('甲','对')",
    );
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 16, max: bytes.length - 1 }), fc.nat(255), async (at, value) => {
        const broken = Buffer.from(bytes);
        broken[at] = value;
        await readOne('q.sqlite', broken);
      }),
      { numRuns: 100 },
    );
    expect((await readOne('q.sqlite', bytes.subarray(0, 700))).found[0]).toMatch(
      /DATABASE_BROKEN|NO_QUESTIONS/,
    );
  });
});

describe('property lists', () => {
  const entry = (q: string, answer: string, items: string[]) =>
    `<dict><key>id</key><integer>1</integer><key>question</key><string>${q}</string>${items
      .map((t, i) => `<key>item${i + 1}</key><string>${t}</string>`)
      .join('')}<key>answer</key><string>${answer}</string></dict>`;
  const four = ['a1', 'b1', 'c1', 'd1'];
  test('XML, in the form of the Juhe exports', async () => {
    const got = await readOne(
      '科目四.plist',
      `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><array>
${entry('甲', '3', four)}
${entry('乙', '13', four)}
${entry('丁', '9', four)}
${entry('丙', '1', ['', '', '', ''])}
</array></plist>`,
    );
    expect(got.format).toBe('plist');
    expect(got.short).toEqual(['甲 -a1 -b1 +c1 -d1', '乙 +a1 +b1 +c1 -d1', '丁 +a1 -b1 -c1 +d1', '丙 对']);
    expect(got.candidates[1]?.where(['stem'])).toMatchObject({ row: 5 });
  });
  test('binary that is none', async () => {
    expect((await readOne('a.plist', Buffer.from('bplist00garbage'))).found).toEqual(['DATABASE_BROKEN -']);
  });
});

describe('rows listed in a query', () => {
  const rows = `('雨天？', '["快","慢","停"]'::jsonb, 2), ('雾天？', '["快","慢","停"]'::jsonb, 0)`;
  test('are read by the names that the statement gives their columns', async () => {
    const got = await readOne(
      'q.sql',
      `INSERT INTO questions (id, question_text, options, correct_index, made)
       SELECT gen_random_uuid(), d.asked, d.listed, d.at, NOW() FROM (VALUES ${rows}) AS d(asked, listed, at);
       INSERT INTO questions (question_text, options, correct_index) SELECT '晴天？', '["快","慢"]', 1;`,
    );
    expect(got.short).toEqual(['雨天？ -快 -慢 +停', '雾天？ +快 -慢 -停', '晴天？ -快 +慢']);
  });

  test('have two options a and b beside an answer; without one `a` is the answer', async () => {
    const two = await sql(
      "INSERT INTO q (stem, a, b, answer) VALUES ('红灯？','停','行','A'),('绿灯？','停','行','B');",
    );
    expect(two.short).toEqual(['红灯？ +停 -行', '绿灯？ -停 +行']);
    const one = await sql("INSERT INTO q (question, a) VALUES ('红灯可以走。','错'),('绿灯可以走。','对');");
    expect(one.short).toEqual(['红灯可以走。 错', '绿灯可以走。 对']);
  });

  test('are not taken for what a statement makes of them', async () => {
    const got = await sql(
      "INSERT INTO q (question, option_a, option_b, answer) SELECT t.question, t.option_a, t.option_b, CASE t.answer WHEN 1 THEN 'A' ELSE 'B' END FROM (VALUES ('红灯？','停','行',1),('绿灯？','停','行',0)) AS t (question, option_a, option_b, answer);",
    );
    expect([got.short, got.found]).toEqual([[], ['NO_ANSWER 1', 'NO_ANSWER 1']]);
  });

  test('of another table are told to come from there', async () => {
    const got = await readOne(
      'q.sql',
      `INSERT INTO questions (question_text, answer) SELECT q, a FROM old_questions;`,
    );
    expect(got.short).toEqual([]);
    expect(got.found.some((f) => f.startsWith('SQL_SYNTAX'))).toBe(true);
  });
});
