import { readOne } from '../testing/read-one';

const READ = ['Red light? -Go +Stop', 'Green light? +Go -Stop'];

describe('a row for each option, named in the singular', () => {
  test('with the question on every row', async () => {
    const got = await readOne(
      'a.csv',
      'question_id,question,option,is_correct\n1,Red light?,Go,FALSE\n1,Red light?,Stop,TRUE\n2,Green light?,Go,TRUE\n2,Green light?,Stop,FALSE\n',
    );
    expect(got.short).toEqual(READ);
  });
  test('with the question beside the first option and crosses', async () => {
    const got = await readOne(
      'a.csv',
      'No;Question;Answer;Correct\n1;Red light?;Go;\n;;Stop;x\n2;Green light?;Go;x\n;;Stop;\n',
    );
    expect(got.short).toEqual(READ);
  });
  test('an ordinary table with such a column stays one', async () => {
    const got = await readOne(
      'a.csv',
      'Question,A,B,Answer,Correct\nRed light?,Go,Stop,B,B\nGreen light?,Go,Stop,A,A\n',
    );
    expect(got.short).toEqual(READ);
  });
});
describe('options whose questions lie elsewhere are no statements', () => {
  const rows = [
    { id: 1, domanda_id: 1, testo: 'Va', corretta: false },
    { id: 2, domanda_id: 1, testo: 'Si ferma', corretta: true },
  ];
  test('in a table', async () => {
    const got = await readOne('a.csv', 'id;question_id;text;correct\n1;1;Go;0\n2;1;Stop;1\n');
    expect([got.short, got.found]).toEqual([[], ['NO_HEADER -']]);
  });
  test('in JSON', async () => {
    const got = await readOne('a.json', JSON.stringify(rows));
    expect([got.short, got.found]).toEqual([[], ['NOT_A_BANK -']]);
  });
  test('a question with an id of another system is one', async () => {
    const got = await readOne('a.csv', 'id,question_id,text,A,B,answer\n1,77,Red light?,Go,Stop,B\n');
    expect(got.short).toEqual(['Red light? -Go +Stop']);
  });
});
