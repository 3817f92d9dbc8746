import { readOne } from '../../testing/read-one';

const choices = ['快', '慢', '停'].map((t, i) => ({
  id: `c${i}`,
  position: i + 1,
  item_body: `<p>${t}</p>`,
}));
const item = (id: string, entry: object) => ({ id, entry_type: 'Item', entry: { title: '标题', ...entry } });
const choice = (slug: string, value: unknown, more = {}) =>
  item(slug, {
    item_body: '<p>雨天？</p>',
    interaction_data: { choices },
    scoring_data: { value, ...more },
    interaction_type_slug: slug,
  });

describe('items of Canvas New Quizzes', () => {
  test('are read with their choices, the types they say and what is right', async () => {
    const judge = item('3', {
      item_body: '<p>雨天可以快。</p>',
      interaction_data: { true_choice: 'True', false_choice: 'False' },
      scoring_data: { value: false },
      interaction_type_slug: 'true-false',
    });
    const got = await readOne(
      'q.json',
      JSON.stringify([choice('choice', 'c1'), choice('multi-answer', ['c0', 'c2']), judge]),
    );
    expect(got.short).toEqual(['雨天？ -快 +慢 -停', '雨天？ +快 -慢 +停', '雨天可以快。 错']);
    expect(got.candidates.map((c) => c.question.type)).toEqual(['single', 'multi', 'judge']);
  });

  test('of a bank say their kind in an object, and faults stand where the item has them', async () => {
    const bank = {
      format: 'item_bank',
      items: [
        {
          id: '9',
          interaction_type: { slug: 'choice' },
          item_body: '雨天？',
          interaction_data: { choices },
          scoring_data: { value: 'c9' },
        },
        {
          id: '10',
          interaction_type: { slug: 'choice' },
          item_body: '雾天？',
          interaction_data: { choices },
          scoring_data: { value: 'c0' },
        },
      ],
    };
    const text = JSON.stringify(bank, null, 1);
    const got = await readOne('q.json', text);
    expect(got.short).toEqual(['雾天？ +快 -慢 -停']);
    const line = text.split('\n').findIndex((l) => l.includes('"value": "c9"')) + 1;
    expect(got.issues.find((i) => i.code === 'BAD_ANSWER')?.at.row).toBe(line);
  });

  test('whose points contradict their key, and those of other kinds, are refused one by one', async () => {
    const paid = choice('choice', 'c1', {
      values: [
        { value: 'c0', points: 1 },
        { value: 'c1', points: 0 },
      ],
    });
    const essay = item('5', {
      item_body: '说说雨天。',
      interaction_data: { rce: true },
      scoring_data: { value: '' },
      interaction_type_slug: 'essay',
    });
    const got = await readOne('q.json', JSON.stringify([choice('choice', 'c0'), paid, essay]));
    expect(got.short).toEqual(['雨天？ +快 -慢 -停']);
    expect(got.issues.filter((i) => i.severity === 'error').length).toBeGreaterThan(1);
  });
});
