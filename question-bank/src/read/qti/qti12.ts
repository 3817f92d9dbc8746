import type { Issue, Position } from '../../model/issue';
import { verdict } from '../answers/plain';
import { readIssue } from '../read-issue';
import type { RawField, RawOption, RawRecord } from '../record';
import { descendants, element, elements, textOf, type XmlElement } from '../xml';
import type { ItemContext, ItemRead } from './item';

const KINDS: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  essay_question: ['问答', 'essay'],
  short_answer_question: ['填空', 'short answer'],
  fill_in_multiple_blanks_question: ['多空填空', 'fill in multiple blanks'],
  multiple_dropdowns_question: ['下拉选择', 'multiple dropdowns'],
  matching_question: ['配对', 'matching'],
  numerical_question: ['数值', 'numerical'],
  calculated_question: ['计算', 'calculated'],
  file_upload_question: ['上传文件', 'file upload'],
  text_only_question: ['说明文字', 'text only'],
  hot_spot_question: ['图上选点', 'hot spot'],
};

const named = (e: XmlElement, name: string) =>
  [...descendants(e)].filter((d) => d.name.toLowerCase() === name);

/** The value of a metadata field such as Canvas' `question_type`. */
function metadata(item: XmlElement, label: string): string {
  const field = named(item, 'qtimetadatafield').find(
    (f) => textOf(element(f, 'fieldlabel')).trim() === label,
  );
  return field ? textOf(element(field, 'fieldentry')).trim() : '';
}

/** Text and pictures of the material in an element, not that of what `except` holds. */
function material(e: XmlElement, except: ReadonlySet<string>): { text: string; pictures: string[] } {
  const texts: string[] = [];
  const pictures: string[] = [];
  const walk = (parent: XmlElement) => {
    for (const child of elements(parent)) {
      const name = child.name.toLowerCase();
      if (except.has(name)) continue;
      if (name === 'mattext' || name === 'matemtext' || name === 'mat_formattedtext')
        texts.push(textOf(child));
      else if (name === 'matimage') pictures.push(child.attributes.get('uri') ?? '');
      else walk(child);
    }
  };
  walk(e);
  return { text: texts.join('\n'), pictures: pictures.filter((p) => p !== '') };
}

/** Whether an element stands below a `not`. */
function negated(e: XmlElement, within: XmlElement): boolean {
  for (let at = e.parent; at && at !== within; at = at.parent)
    if (at.name.toLowerCase() === 'not') return true;
  return false;
}

/** Identifiers that earn score. */
function rightOf(item: XmlElement): string[] {
  const right: string[] = [];
  for (const condition of named(item, 'respcondition')) {
    const earns = named(condition, 'setvar').some(
      (s) => Number(textOf(s)) > 0 || /^SCORE\.max$/i.test(textOf(s).trim()),
    );
    const variables = element(condition, 'conditionvar');
    if (!earns || !variables) continue;
    for (const v of named(variables, 'varequal')) {
      // Blackboard says the share of each option besides, in conditions without a value.
      const value = textOf(v).trim();
      if (value !== '' && !negated(v, variables)) right.push(value);
    }
  }
  return [...new Set(right)];
}

const RESPONSES = new Set(['response_lid', 'response_str', 'response_num', 'response_xy', 'response_grp']);

/** Reads one item of QTI 1.2, also as Canvas writes it. */
export function readItem12(item: XmlElement, { file, picture }: ItemContext): ItemRead {
  const id = (item.attributes.get('ident') ?? '').trim();
  const at = (e: XmlElement): Position => ({
    file,
    row: e.line,
    column: String(e.character),
    ...(id === '' ? {} : { question: id }),
  });
  const title = item.attributes.get('title') ?? id;
  const kind = metadata(item, 'question_type');
  const presentation = element(item, 'presentation');
  const responses = presentation
    ? [...descendants(presentation)].filter((d) => RESPONSES.has(d.name.toLowerCase()))
    : [];
  const [only] = responses;
  const choice = only?.name.toLowerCase() === 'response_lid' && named(only, 'render_choice').length > 0;
  const known = KINDS[kind];
  if (!presentation || !only || !choice || responses.length > 1 || known) {
    const [zh, en] = known ?? kindWithoutName(only, responses.length);
    return { issues: [readIssue('NOT_IMPORTABLE', at(item), { kind: zh, kindEn: en, value: title })] };
  }
  const right = rightOf(item);
  const labels = named(only, 'response_label');
  const idents = labels.map((l) => (l.attributes.get('ident') ?? '').trim());
  if (right.length === 0) return { issues: [readIssue('NO_ANSWER', at(only))] };
  const unknown = right.filter((r) => !idents.includes(r));
  if (unknown.length > 0)
    return { issues: [readIssue('BAD_ANSWER', at(only), { value: unknown.join('、') })] };
  const stem = material(presentation, new Set(['response_label', 'render_choice']));
  const pictures = stem.pictures.map(picture);
  const options = labels.map((l, i): RawOption => {
    const read = material(l, new Set());
    pictures.push(...read.pictures.map(picture));
    return { text: read.text, at: at(l), right: right.includes(idents[i] ?? '') };
  });
  const fields = new Map<Parameters<RawRecord['fields']['get']>[0], RawField>();
  fields.set('stem', { text: stem.text, at: at(presentation) });
  if (id !== '') fields.set('id', { text: id, at: at(item) });
  const general = elements(item, 'itemfeedback').find((f) => f.attributes.get('ident') === 'general_fb');
  if (general) fields.set('explanation', { text: material(general, new Set()).text, at: at(general) });
  const several =
    (only.attributes.get('rcardinality') ?? '').toLowerCase() === 'multiple' && right.length > 1;
  const judge =
    options.length === 2 && options.every((o) => verdict(o.text.replace(/<[^>]*>/g, '')) !== undefined);
  const type = several ? 'multi' : judge ? 'judge' : 'single';
  const issues: Issue[] = [];
  return { record: { at: at(item), fields, options, pictures, type }, issues };
}

function kindWithoutName(response: XmlElement | undefined, count: number): readonly [string, string] {
  if (count > 1) return [`复合（${count} 个作答区）`, `composite (${count} responses)`];
  const name = response?.name.toLowerCase();
  if (name === 'response_str') return ['填空', 'text entry'];
  if (name === 'response_num') return ['数值', 'numerical'];
  if (name === 'response_xy') return ['图上选点', 'hotspot'];
  return name === undefined ? ['没有作答区的', 'without a response'] : ['其他', name];
}
