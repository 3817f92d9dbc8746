import { readOne } from '../../testing/read-one';

const sql = (text: string) => readOne('dump.sql', text);
const READ = ["Who's first? +You -They", 'Red light? -Go +Stop'];

test('scripts of MSSQL without semicolons', async () => {
  const rows = [
    "INSERT [dbo].[Questions] ([Id], [Question], [OptionA], [OptionB], [Answer]) VALUES (1, N'Who''s first?', N'You', N'They', N'A')",
    "INSERT [dbo].[Questions] ([Id], [Question], [OptionA], [OptionB], [Answer]) VALUES (2, N'Red light?', N'Go', N'Stop', N'B')",
  ];
  const on = 'SET IDENTITY_INSERT [dbo].[Questions] ON';
  expect(
    (await sql(['USE [Quiz]', 'GO', on, 'GO', rows[0], 'GO', rows[1], 'GO'].join('\r\n'))).short,
  ).toEqual(READ);
  expect((await sql([on, ...rows].join('\n'))).short).toEqual(READ);
});
test('INSERT ALL of Oracle', async () => {
  const into = 'INTO questions (id, question, option_a, option_b, answer) VALUES';
  const got = await sql(
    `INSERT ALL\n ${into} (1, 'Who''s first?', 'You', 'They', 'A')\n ${into} (2, 'Red light?', 'Go', 'Stop', 'B')\nSELECT 1 FROM dual;`,
  );
  expect(got.short).toEqual(READ);
  expect(got.found.filter((f) => f.startsWith('SQL'))).toEqual([]);
});
test('what begins a line as a word of a text ends no statement', async () => {
  const got = await sql(
    "UPDATE notes SET text = 'stop\nGO\nINSERT INTO questions' WHERE id = 1;\nINSERT INTO questions (question, option_a, option_b, answer) VALUES ('Red light?', 'Go', 'Stop', 'B');",
  );
  expect(got.short).toEqual(READ.slice(1));
});
test('a table of statements in Italian', async () => {
  const got = await sql(
    "INSERT INTO domande (id, testo, risposta) VALUES (1, 'Si ferma col rosso', 1), (2, 'Si passa col rosso', 0);",
  );
  expect(got.short).toEqual(['Si ferma col rosso 对', 'Si passa col rosso 错']);
});
test('options name their question in another language', async () => {
  const got = await sql(`
    CREATE TABLE pitanja (id int, tekst text);
    INSERT INTO pitanja VALUES (1, 'Crveno svjetlo?'), (2, 'Zeleno svjetlo?');
    CREATE TABLE odgovori (id int, pitanje_id int, tekst text, tacan tinyint);
    INSERT INTO odgovori VALUES (1, 1, 'Kreni', 0), (2, 1, 'Stani', 1), (3, 2, 'Kreni', 1), (4, 2, 'Stani', 0);`);
  expect(got.short).toEqual(['Crveno svjetlo? -Kreni +Stani', 'Zeleno svjetlo? +Kreni -Stani']);
});
test('statements of several chapters are no options', async () => {
  const rows = ['Si passa', 'Si ferma', 'Si sorpassa', 'Si gira'].map(
    (t, i) => `(${i}, ${i % 2}, '${t} col rosso', ${i > 1 ? 1 : 0})`,
  );
  const got = await sql(`INSERT INTO domande (id, capitolo_id, testo, risposta) VALUES ${rows.join(',')};`);
  expect(got.short).toHaveLength(4);
});
