import fc from 'fast-check';
import { makeQuestion } from '../testing/make-question';
import { canonicalJson } from './canonical';
import { publish, type Draft } from './publish';

const picture = { file: 'stop.svg', alt: { 'zh-CN': '标志' } };
const draft: Draft = {
  questions: [makeQuestion('b', { media: [picture] }), makeQuestion('a', { type: 'judge' })],
  media: new Map([
    ['stop.svg', Buffer.from('<svg/>')],
    ['unused.svg', Buffer.from('<svg></svg>')],
  ]),
};

describe('publish', () => {
  test('counts, sorts and hashes what is used', () => {
    const version = publish(draft);
    expect(version.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(version.questions.map((q) => q.id)).toEqual(['a', 'b']);
    expect(Object.keys(version.mediaHashes)).toEqual(['stop.svg']);
    expect(version.counts).toEqual({ questions: 2, media: 1, judge: 1, single: 1, multi: 0 });
  });

  test('order and unused pictures do not change the hash; a key, a text or a picture does', () => {
    const { hash } = publish(draft);
    const [first, second] = draft.questions;
    if (!first || !second) throw new Error('two questions');
    expect(
      publish({ questions: [second, first], media: new Map([['stop.svg', Buffer.from('<svg/>')]]) }).hash,
    ).toBe(hash);
    expect(publish({ ...draft, questions: [{ ...first, answer: ['B'] }, second] }).hash).not.toBe(hash);
    expect(publish({ ...draft, questions: [{ ...first, tags: ['x'] }, second] }).hash).not.toBe(hash);
    expect(publish({ ...draft, media: new Map([['stop.svg', Buffer.from('<svg />')]]) }).hash).not.toBe(hash);
  });

  test('refuses what no version can hold', () => {
    const [first] = draft.questions;
    if (!first) throw new Error('a question');
    expect(() => publish({ questions: [], media: new Map() })).toThrow(
      expect.objectContaining({ code: 'EMPTY' }),
    );
    expect(() => publish({ ...draft, media: new Map() })).toThrow(
      expect.objectContaining({ code: 'MISSING_MEDIA' }),
    );
    expect(() => publish({ ...draft, questions: [first, first] })).toThrow(
      expect.objectContaining({ code: 'DUPLICATE_ID' }),
    );
  });
});

describe('canonicalJson', () => {
  test('property: parses back to the same value, whatever order the keys were in', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
    expect(canonicalJson({ b: 1, a: [undefined, 'x'], c: undefined })).toBe('{"a":[null,"x"],"b":1}');
  });
});
