import type { Issue, Position } from '../../model/issue';
import { verdict } from '../answers/plain';
import { readIssue } from '../read-issue';
import type { RawField, RawOption, RawRecord } from '../record';
import { elements, textOf, type XmlElement } from '../xml';
import { all, attribute, canonical, first, reading } from './markup';
import { rightByRules } from './processing';

/** Interactions that are no choice, as a clerk calls them. */
const KINDS: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  associate: ['连线', 'associate'],
  custom: ['自定义', 'custom'],
  portableCustom: ['自定义', 'portable custom'],
  drawing: ['画图', 'drawing'],
  endAttempt: ['结束作答', 'end attempt'],
  extendedText: ['问答', 'extended text'],
  gapMatch: ['拖放填空', 'gap match'],
  graphicAssociate: ['图上连线', 'graphic associate'],
  graphicGapMatch: ['图上拖放', 'graphic gap match'],
  graphicOrder: ['图上排序', 'graphic order'],
  hottext: ['文中选择', 'hottext'],
  hotspot: ['图上选点', 'hotspot'],
  inlineChoice: ['文中下拉选择', 'inline choice'],
  match: ['配对', 'match'],
  media: ['音视频', 'media'],
  order: ['排序', 'order'],
  positionObject: ['放置物体', 'position object'],
  selectPoint: ['图上点选', 'select point'],
  slider: ['滑块', 'slider'],
  textEntry: ['填空', 'text entry'],
  upload: ['上传文件', 'upload'],
};

export interface ItemRead {
  record?: RawRecord;
  issues: Issue[];
}

export interface ItemContext {
  file: string;
  /** Gives a picture its name in the bank. */
  picture: (reference: string) => string;
}

const refuse = (at: Position, zh: string, en: string, value: string): ItemRead => ({
  issues: [readIssue('NOT_IMPORTABLE', at, { kind: zh, kindEn: en, value })],
});

/** Identifiers a response declares as right; undefined with a reason where that cannot be told. */
function rightOf(item: XmlElement, response: string): { right: string[] } | { partly: string } {
  const declaration = all(item, (n) => n === 'responseDeclaration').find(
    (d) => attribute(d, 'identifier') === response,
  );
  if (!declaration) return { right: [] };
  const correct = first(declaration, 'correctResponse');
  const values = correct ? all(correct, (n) => n === 'value').map((v) => textOf(v).trim()) : [];
  if (values.length > 0) return { right: values };
  const entries = all(declaration, (n) => n === 'mapEntry').map((e) => ({
    key: attribute(e, 'mapKey') ?? '',
    value: Number(attribute(e, 'mappedValue') ?? 0),
  }));
  const positive = entries.filter((e) => e.value > 0);
  if (positive.length === 0) return { right: entries.length === 0 ? rightByRules(item, response) : [] };
  if (attribute(declaration, 'cardinality') === 'multiple') return { right: positive.map((e) => e.key) };
  const most = Math.max(...positive.map((e) => e.value));
  const best = positive.filter((e) => e.value === most);
  return best.length === 1
    ? { right: best.map((e) => e.key) }
    : { partly: positive.map((e) => `${e.key} ${e.value}`).join(' / ') };
}

/** Reads one assessmentItem of QTI 2.0–2.2 or qti-assessment-item of 3.0. */
export function readItem(item: XmlElement, { file, picture }: ItemContext): ItemRead {
  const id = attribute(item, 'identifier')?.trim() ?? '';
  const title = attribute(item, 'title')?.trim() ?? '';
  const at = (e: XmlElement): Position => ({
    file,
    row: e.line,
    column: String(e.character),
    ...(id === '' ? {} : { question: id }),
  });
  const body = first(item, 'itemBody');
  const named = title || id;
  if (!body) return refuse(at(item), '没有题面（itemBody）的', 'without an item body', named);
  const interactions = all(body, (n) => n.endsWith('Interaction'));
  const [only] = interactions;
  if (!only) return refuse(at(body), '没有作答区的', 'without an interaction', named);
  if (interactions.length > 1) {
    const kinds = [...new Set(interactions.map((i) => kindOf(i)[1]))].join(', ');
    return refuse(at(body), `复合（${interactions.length} 个作答区）`, `composite (${kinds})`, named);
  }
  const [zh, en] = kindOf(only);
  if (canonical(only.name) !== 'choiceInteraction') return refuse(at(only), zh, en, named);
  if (first(item, 'templateProcessing')) return refuse(at(item), '模板变量', 'template', named);

  const response = attribute(only, 'responseIdentifier') ?? '';
  const found = rightOf(item, response);
  if ('partly' in found) return { issues: [readIssue('PARTLY_RIGHT', at(only), { value: found.partly })] };
  const choices = all(only, (n) => n === 'simpleChoice');
  const unknown = found.right.filter((r) => !choices.some((c) => attribute(c, 'identifier')?.trim() === r));
  if (found.right.length === 0) return { issues: [readIssue('NO_ANSWER', at(only))] };
  if (unknown.length > 0)
    return { issues: [readIssue('BAD_ANSWER', at(only), { value: unknown.join('、') })] };

  const hidden = (name: string, e: XmlElement) =>
    /feedback/i.test(name) ||
    (name === 'rubricBlock' && !/candidate/.test(attribute(e, 'view') ?? 'candidate')) ||
    ['stylesheet', 'script', 'style', 'catalogInfo', 'companionMaterialsInfo'].includes(name);
  const stem = reading(body, (name, e) => hidden(name, e) || name === 'simpleChoice');
  const pictures = stem.pictures.map(picture);
  const options = choices.map((c, i): RawOption => {
    const read = reading(c, hidden);
    pictures.push(...read.pictures.map(picture));
    const alt = all(c, (n) => n === 'img' || n === 'object')
      .map((e) => e.attributes.get('alt') ?? '')
      .join(' ');
    const text = read.text || (read.pictures.length > 0 ? alt.trim() || `图 ${i + 1}` : '');
    return { text, at: at(c), right: found.right.includes(attribute(c, 'identifier')?.trim() ?? '') };
  });
  const fields = new Map<Parameters<RawRecord['fields']['get']>[0], RawField>();
  fields.set('stem', { text: stem.text, at: at(body) });
  if (id !== '') fields.set('id', { text: id, at: at(item) });
  const mixed =
    attribute(only, 'shuffle') === 'true' && !choices.some((c) => attribute(c, 'fixed') === 'true');
  fields.set('shuffle', { text: mixed ? '是' : '否', at: at(only) });
  const feedback = elements(item).filter((e) => canonical(e.name) === 'modalFeedback');
  const [said] = feedback;
  if (said && feedback.length === 1) {
    const text = reading(said, () => false).text;
    if (text !== '') fields.set('explanation', { text, at: at(said) });
  }
  const issues: Issue[] = [];
  if (first(body, 'math')) {
    const lost = { what: '数学公式的排版', whatEn: 'the layout of formulas' };
    issues.push(readIssue('TEXT_LOST', at(body), lost));
  }
  const judge = options.length === 2 && options.every((o) => verdict(o.text) !== undefined);
  const several = attribute(declared(item, response), 'cardinality') === 'multiple' && found.right.length > 1;
  const type = several
    ? ({ type: 'multi' } as const)
    : judge
      ? ({ type: 'judge' } as const)
      : ({ type: 'single' } as const);
  return { record: { at: at(item), fields, options, pictures, ...type }, issues };
}

const declared = (item: XmlElement, response: string): XmlElement =>
  all(item, (n) => n === 'responseDeclaration').find((d) => attribute(d, 'identifier') === response) ?? item;

function kindOf(interaction: XmlElement): readonly [string, string] {
  const name = canonical(interaction.name).replace(/Interaction$/, '');
  return KINDS[name] ?? [`“${name}”`, name];
}
