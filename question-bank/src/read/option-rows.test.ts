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
