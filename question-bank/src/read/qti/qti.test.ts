import fc from 'fast-check';
import { makeZip } from '../../testing/make-zip';
import { readOne } from '../../testing/read-one';

const NS = 'xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1"';
const item = (o: {
  id?: string;
  cardinality?: string;
  correct?: string[];
  body?: string;
  extra?: string;
  mapping?: string;
}) => `<?xml version="1.0"?>
<assessmentItem ${NS} identifier="${o.id ?? 'i1'}" title="T" adaptive="false" timeDependent="false">
<responseDeclaration identifier="RESPONSE" cardinality="${o.cardinality ?? 'single'}" baseType="identifier">${
  o.correct
    ? `<correctResponse>${o.correct.map((c) => `<value>${c}</value>`).join('')}</correctResponse>`
    : ''
}${o.mapping ?? ''}</responseDeclaration>
<itemBody>${o.body ?? choice}</itemBody>${o.extra ?? ''}
</assessmentItem>`;
const choice = `<p>看图：<img src="img/stop.png" alt="x"/></p><choiceInteraction responseIdentifier="RESPONSE" shuffle="true" maxChoices="1"><prompt>是何含义？</prompt><simpleChoice identifier="X1">停车</simpleChoice><simpleChoice identifier="X2">让行<feedbackInline outcomeIdentifier="F" identifier="X2" showHide="show">不对</feedbackInline></simpleChoice><simpleChoice identifier="X3">禁行</simpleChoice></choiceInteraction>`;

describe('QTI 2', () => {
  test('a choice: text in reading order, pictures, feedback left out, identifiers as keys', async () => {
    const got = await readOne(
      'a.xml',
      item({
        correct: ['X2'],
        extra: '<modalFeedback outcomeIdentifier="F" identifier="g" showHide="show">因为让行</modalFeedback>',
      }),
    );
    expect(got.short).toEqual(['看图：\n是何含义？ -停车 +让行 -禁行']);
    expect(got.candidates[0]?.question).toMatchObject({
      id: 'i1',
      shuffle: true,
      explanation: { 'zh-CN': '因为让行' },
      media: [{ file: 'stop.png' }],
    });
  });
  test('several right; scores instead of a key; what cannot be told', async () => {
    const map = (...entries: [string, number][]) =>
      `<mapping>${entries.map(([k, v]) => `<mapEntry mapKey="${k}" mappedValue="${v}"/>`).join('')}</mapping>`;
    const two = await readOne('a.xml', item({ cardinality: 'multiple', correct: ['X1', 'X3'] }));
    expect(two.short).toEqual(['看图：\n是何含义？ +停车 -让行 +禁行']);
    const scored = await readOne('a.xml', item({ mapping: map(['X1', 0], ['X2', 2], ['X3', 1]) }));
    expect(scored.short).toEqual(['看图：\n是何含义？ -停车 +让行 -禁行']);
    expect((await readOne('a.xml', item({ mapping: map(['X1', 1], ['X2', 1]) }))).found).toEqual([
      'PARTLY_RIGHT 4',
    ]);
    expect((await readOne('a.xml', item({}))).found).toEqual(['NO_ANSWER 4']);
    expect((await readOne('a.xml', item({ correct: ['Z'] }))).found).toEqual(['BAD_ANSWER 4']);
  });
  test('a key that stands in the rules only, and rules that say more than a key', async () => {
    const rule = (id: string, score: string, kind = 'responseIf', test = 'match') =>
      `<${kind}><${test}><variable identifier="RESPONSE"/><baseValue baseType="identifier">${id}</baseValue></${test}><setOutcomeValue identifier="SCORE"><baseValue baseType="float">${score}</baseValue></setOutcomeValue></${kind}>`;
    const rules = (...of: string[]) =>
      item({
        extra: `<responseProcessing><responseCondition>${of.join('')}</responseCondition></responseProcessing>`,
      });
    const short = async (...of: string[]) => (await readOne('a.xml', rules(...of))).short;
    const key = ['看图：\n是何含义？ -停车 -让行 +禁行'];
    expect(await short(rule('X3', '1'))).toEqual(key);
    expect(await short(rule('X1', '0'), rule('X3', '1.0', 'responseElseIf'))).toEqual(key);
    expect(await short(rule('X1', '1'), rule('X3', '1', 'responseElseIf'))).toEqual([]);
    const not = rule('X3', '1').replace('<match>', '<not><match>').replace('</match>', '</match></not>');
    expect(await short(not)).toEqual([]);
    expect((await readOne('a.xml', rules(not))).found).toEqual(['NO_ANSWER 4']);
  });
  test('Blackboard gives the most by a name and its texts as formatted text', async () => {
    const material = (text: string) =>
      `<material><mat_extension><mat_formattedtext type="HTML">&lt;p&gt;${text}&lt;/p&gt;</mat_formattedtext></mat_extension></material>`;
    const label = (id: string, text: string) =>
      `<flow_label><response_label ident="${id}"><flow_mat>${material(text)}</flow_mat></response_label></flow_label>`;
    const set = (to: string) => `<setvar variablename="SCORE" action="Set">${to}</setvar>`;
    const got = await readOne(
      'b.xml',
      `<questestinterop><assessment><section><item><presentation><flow>${material('何意？')}<response_lid ident="response" rcardinality="Single"><render_choice>${label('a', '左')}${label('b', '右')}</render_choice></response_lid></flow></presentation><resprocessing><respcondition title="correct"><conditionvar><varequal respident="response">b</varequal></conditionvar>${set('SCORE.max')}</respcondition><respcondition title="incorrect"><conditionvar><other/></conditionvar>${set('0')}</respcondition></resprocessing></item></section></assessment></questestinterop>`,
    );
    expect(got.short).toEqual(['何意？ -左 +右']);
  });
  test.each([
    ['textEntryInteraction', '填空'],
    ['orderInteraction', '排序'],
    ['hotspotInteraction', '图上选点'],
    ['matchInteraction', '配对'],
    ['vendorThingInteraction', '“vendorThing”'],
  ])('%s is listed', async (name, kind) => {
    const got = await readOne('a.xml', item({ body: `<p>x</p><${name} responseIdentifier="RESPONSE"/>` }));
    expect(got.read).toBe(1);
    expect(got.issues.find((i) => i.code === 'NOT_IMPORTABLE')?.message['zh-CN']).toContain(kind);
  });
  test('two interactions in one item are listed as composite', async () => {
    expect((await readOne('a.xml', item({ correct: ['X1'], body: choice + choice }))).found).toEqual([
      'NOT_IMPORTABLE 4',
    ]);
  });
});

test('QTI 3', async () => {
  const got = await readOne(
    'a.xml',
    `<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="q3" title="t">
<qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="identifier"><qti-correct-response><qti-value>T</qti-value></qti-correct-response></qti-response-declaration>
<qti-item-body><p>可以通行。</p><qti-choice-interaction response-identifier="RESPONSE" max-choices="1"><qti-simple-choice identifier="T">对</qti-simple-choice><qti-simple-choice identifier="F">错</qti-simple-choice></qti-choice-interaction></qti-item-body></qti-assessment-item>`,
  );
  expect(got).toMatchObject({ format: 'qti', short: ['可以通行。 对'] });
});

test('QTI 1.2 as Canvas writes it: several right with `not`, true/false, others listed', async () => {
  const label = (id: string, text: string) =>
    `<response_label ident="${id}"><material><mattext>${text}</mattext></material></response_label>`;
  const one = (id: string, kind: string, response: string, conditions: string) =>
    `<item ident="${id}" title="${id}"><itemmetadata><qtimetadata><qtimetadatafield><fieldlabel>question_type</fieldlabel><fieldentry>${kind}</fieldentry></qtimetadatafield></qtimetadata></itemmetadata><presentation><material><mattext texttype="text/html">&lt;p&gt;题&lt;/p&gt;</mattext></material>${response}</presentation><resprocessing><respcondition><conditionvar>${conditions}</conditionvar><setvar action="Set" varname="SCORE">100</setvar></respcondition></resprocessing></item>`;
  const lid = (cardinality: string, labels: string) =>
    `<response_lid ident="r" rcardinality="${cardinality}"><render_choice>${labels}</render_choice></response_lid>`;
  const got = await readOne(
    'a.xml',
    `<questestinterop><assessment ident="a"><section ident="s">
${one('m', 'multiple_answers_question', lid('Multiple', label('1', '甲') + label('2', '乙') + label('3', '丙')), '<and><varequal respident="r">1</varequal><varequal respident="r">3</varequal><not><varequal respident="r">2</varequal></not></and>')}
${one('t', 'true_false_question', lid('Single', label('7', 'True') + label('8', 'False')), '<varequal respident="r">8</varequal>')}
${one('e', 'essay_question', '<response_str ident="r"/>', '<other/>')}
</section></assessment></questestinterop>`,
  );
  expect(got).toMatchObject({ read: 3, short: ['题 +甲 -乙 +丙', '题 错'] });
  expect(got.found).toEqual(['NOT_IMPORTABLE 4', 'MENDED -']);
});

describe('content packages', () => {
  const manifest = (...hrefs: string[]) =>
    `<manifest><resources>${hrefs.map((h, i) => `<resource identifier="r${i}" type="imsqti_item_xmlv2p1" href="${h}"><file href="${h}"/></resource>`).join('')}</resources></manifest>`;
  const png = (n: number) => Buffer.concat([Buffer.from('iVBORw0KGgo=', 'base64'), Buffer.from([n])]);
  const pack = (files: Record<string, string | Buffer>) =>
    makeZip(Object.entries(files).map(([name, data]) => ({ name, data: Buffer.from(data) })));
  test('items with their own pictures of the same name; nested in a folder', async () => {
    const got = await readOne(
      'p.zip',
      pack({
        'root/imsmanifest.xml': manifest('a/item.xml', 'b/item.xml', 'none.xml'),
        'root/a/item.xml': item({ id: 'one', correct: ['X1'] }),
        'root/a/img/stop.png': png(1),
        'root/b/item.xml': item({ id: 'two', correct: ['X3'] }),
        'root/b/img/stop.png': png(2),
        'root/c/other.xml': item({ id: 'three', correct: ['X3'] }),
      }),
    );
    expect(got).toMatchObject({ format: 'qti', read: 3 });
    const [one, two] = got.candidates.map((c) => c.question.media[0]!.file);
    expect(got.media.get(one!)).toEqual(png(1));
    expect(got.media.get(two!)).toEqual(png(2));
    expect(got.found).toEqual(['BAD_FIELD 1', 'NOT_IN_MANIFEST -']);
  });
  test('a broken item or manifest costs itself', async () => {
    const good = item({ id: 'ok', correct: ['X1'] });
    const broken = await readOne(
      'p.zip',
      pack({ 'imsmanifest.xml': manifest('a.xml', 'b.xml'), 'a.xml': good.slice(0, 300), 'b.xml': good }),
    );
    expect(broken).toMatchObject({ read: 2, found: [expect.stringMatching(/^XML_BROKEN/)] });
    expect(broken.candidates).toHaveLength(1);
    const without = await readOne('p.zip', pack({ 'imsmanifest.xml': '<manifest', 'b.xml': good }));
    expect(without.candidates).toHaveLength(1);
  });
});

test('no mutation of an item crashes it', async () => {
  const whole = item({ correct: ['X2'] });
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length), fc.nat(40), fc.string(), async (at, cut, put) => {
      await readOne('a.xml', whole.slice(0, at) + put + whole.slice(at + cut));
    }),
    { numRuns: 300 },
  );
});

test('a pool of Blackboard, as its archive holds it', async () => {
  const text = (t: string) =>
    `<flow_mat><material><mat_extension><mat_formattedtext type="HTML">&lt;p&gt;${t}&lt;/p&gt;</mat_formattedtext></mat_extension></material></flow_mat>`;
  const label = (id: string, t: string) =>
    `<flow_label><response_label ident="${id}">${text(t)}</response_label></flow_label>`;
  const share = (id: string, n: number) =>
    `<respcondition><conditionvar><varequal respident="${id}" case="No"/></conditionvar><setvar variablename="SCORE" action="Set">${n}</setvar></respcondition>`;
  const pool = `<questestinterop><assessment><section><item><presentation><flow>${text('Red?')}<response_lid ident="response" rcardinality="Single"><render_choice>${label('aa', 'Go')}${label('bb', 'Stop')}</render_choice></response_lid></flow></presentation><resprocessing><respcondition title="correct"><conditionvar><varequal respident="response">bb</varequal></conditionvar><setvar variablename="SCORE" action="Set">SCORE.max</setvar></respcondition>${share('aa', 0)}${share('bb', 100)}</resprocessing></item></section></assessment></questestinterop>`;
  const manifest = `<manifest identifier="m"><resources><resource bb:file="res00001.dat" identifier="r" type="assessment/x-bb-qti-pool" xmlns:bb="http://www.blackboard.com/content-packaging/"/></resources></manifest>`;
  const zip = makeZip([
    { name: 'imsmanifest.xml', data: Buffer.from(manifest) },
    { name: 'res00001.dat', data: Buffer.from(pool) },
  ]);
  for (const [name, bytes] of [
    ['pool.zip', zip],
    ['res00001.dat', Buffer.from(pool)],
  ] as const)
    expect((await readOne(name, bytes)).short).toEqual(['Red? -Go +Stop']);
});
