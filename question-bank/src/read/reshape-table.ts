import type { Issue } from '../model/issue';
import { answerLetters, lettersOf, rightOrWrong } from './answers/plain';
import { meaningOf, type FieldKey } from './column-names';
import { flagSays } from './flag-words';
import { findHeader } from './header';
import { plainNumber } from './keys-beside';
import { looksMeanOtherwise } from './meant-otherwise';
import { chosenByLook, lookIssue, withLookKeys, type LookFound } from './look-keys';
import type { Table, TableRow } from './table';
import { turnedTable } from './turned-table';
import { fromUpright, isUpright } from './upright-table';

const HEADER_ROWS = 20;
const NEARLY = 0.9;
const isBlank = (text: string | undefined) => (text ?? '').trim() === '';

/** The columns at which a header begins anew: 题号 题目 答案 题号 题目 答案. */
function beginnings(row: TableRow): number[] {
  const keys = row.cells.map((cell): FieldKey | undefined => meaningOf(cell)?.key);
  const [first] = keys.flatMap((k, i) => (k === undefined ? [] : [i]));
  const begins = keys[first ?? -1];
  if (first === undefined || begins === undefined) return [];
  const starts = keys.flatMap((k, i) => (k === begins ? [i] : []));
  const blocks = starts.map((start, i) => keys.slice(start, starts[i + 1] ?? keys.length));
  const alike = blocks.every(
    (block) =>
      block.includes('stem') &&
      block.includes('answer') &&
      block.filter((k) => k !== undefined).join() === blocks[0]?.filter((k) => k !== undefined).join(),
  );
  return starts.length > 1 && alike ? starts : [];
}

const HAN = /\p{Script=Han}/u;
/** Two blocks of which one is Chinese and the other is not are the same questions in two languages. */
function oneLanguage(table: Table, header: TableRow, starts: readonly number[]): boolean {
  const chinese = starts.map((start, i) => {
    const at = header.cells.findIndex(
      (c, column) => column >= start && column < (starts[i + 1] ?? Infinity) && meaningOf(c)?.key === 'stem',
    );
    const below = table.rows.filter((r) => r.row > header.row && !isBlank(r.cells[at]));
    return below.filter((r) => HAN.test(r.cells[at] ?? '')).length > below.length / 2;
  });
  return new Set(chinese).size === 1;
}

/** Tables that stand side by side on one sheet, each by itself in its own columns; else the one table. */
function sideBySide(table: Table): Table[] {
  const header = table.rows.slice(0, HEADER_ROWS).find((r) => beginnings(r).length > 1);
  const starts = header ? beginnings(header) : [];
  if (!header || starts.length < 2 || !oneLanguage(table, header, starts)) return [table];
  return starts.map((start, i) => {
    const end = starts[i + 1];
    const rows = table.rows.map(({ row, cells }) => ({
      row,
      cells: cells.slice(0, end).map((cell, at) => (at < start && i > 0 ? '' : cell)),
    }));
    // Pictures lie over a row, and nothing tells over which of its questions: the first keeps them.
    return { ...table, rows, pictures: i === 0 ? table.pictures : new Map<number, readonly string[]>() };
  });
}

const ANSWER_LINE =
  /^\s*[【[(（]?\s*(?:(?:正确|参考|标准)?答案|answers?|key|antwort|lösung|ответ)\s*[】\])）]?\s*[:：]?\s*(.+?)\s*$/i;
const EXPLANATION_LINE =
  /^\s*[【[]?\s*(?:答案|试题|题目)?(?:解析|详解|说明|explanation)\s*[】\]]?\s*[:：]?\s*(.*)$/i;

interface Whole {
  stem: string;
  answer: string;
  explanation: string;
}

/** A question that stands wholly in one cell, its key on a line of its own. */
function wholeQuestion(cell: string): Whole | undefined {
  const lines = cell.split(/\r?\n|<br\s*\/?>/i);
  const at = lines.findIndex((line) => {
    const said = ANSWER_LINE.exec(line)?.[1];
    return said !== undefined && (answerLetters(said) !== undefined || rightOrWrong(said) !== undefined);
  });
  if (at < 1) return undefined;
  const rest = lines
    .slice(at + 1)
    .join('\n')
    .trim();
  const explained = EXPLANATION_LINE.exec(rest.split('\n')[0] ?? '');
  if (rest !== '' && !explained) return undefined;
  const explanation = explained ? [explained[1] ?? '', ...rest.split('\n').slice(1)].join('\n').trim() : '';
  return {
    stem: lines.slice(0, at).join('\n').trim(),
    answer: ANSWER_LINE.exec(lines[at] ?? '')?.[1] ?? '',
    explanation,
  };
}

/** A table with one column of whole questions, as one with columns for stem, answer and explanation. */
function withWholeCells(table: Table): Table | undefined {
  if (findHeader(table)) return undefined;
  const width = table.rows.reduce((most, r) => Math.max(most, r.cells.length), 0);
  for (let column = 0; column < Math.min(width, 8); column += 1) {
    const filled = table.rows.filter((r) => !isBlank(r.cells[column]));
    const whole = new Map(
      filled.flatMap((r) => {
        const found = wholeQuestion(r.cells[column] ?? '');
        return found ? [[r.row, found] as const] : [];
      }),
    );
    if (whole.size < 2 || whole.size < 0.8 * (filled.length - 1)) continue;
    const [first = 0] = whole.keys();
    const head = table.rows.find((r) => r.row < first && !isBlank(r.cells[column]));
    const rows = table.rows.map((r): TableRow => {
      const cells = Array.from({ length: width }, (_, i) => r.cells[i] ?? '');
      const found = whole.get(r.row);
      if (found) {
        cells[column] = found.stem;
        return { row: r.row, cells: [...cells, found.answer, found.explanation] };
      }
      if (r !== head) return { row: r.row, cells };
      cells[column] = '题干';
      return { row: r.row, cells: [...cells, '答案', '解析'] };
    });
    const header = [...Array.from({ length: width }, (_, i) => (i === column ? '题干' : '')), '答案', '解析'];
    return { ...table, rows: head ? rows : [{ row: Math.max(0, first - 1), cells: header }, ...rows] };
  }
  return undefined;
}

const LABELLED = /^\s*[(（]?([A-HＡ-Ｈ])\s*[.．、:：)）]\s*(\S[^]*)$/;
const isFlagName = (name: string) =>
  /^(?:是否)?(?:为)?(?:正确|对错|正误|答案|标记)(?:与否|选项|答案)?$|^(?:is_?)?(?:correct|right|answer|key|richtig)\??$/i.test(
    name.trim(),
  ) || meaningOf(name)?.key === 'answer';

/** One option a row: its column is named in the singular, often like an answer's, with a flag in another column. */
const isOptionName = (name: string) =>
  /^(?:option|choice|answer|response|alternative|antwort(?:möglichkeit)?|opción|opcion|respuesta|réponse|proposition|opzione|risposta|resposta|alternativa|вариант(?:ответа)?|ответ|odpowiedź|odpowiedz|cevap|seçenek|选项|备选项)(?:text|content|内容)?$/i.test(
    name.replace(/[\s_]+/g, ''),
  );

interface Stacked {
  row: TableRow;
  stem: string;
  id: string;
  said: string;
  options: { text: string; mark: string; row: number }[];
}

/** What stands in a column of marks, as yes or no; undefined where it cannot be told. */
function marksIn(questions: readonly Stacked[]): ((mark: string) => boolean | undefined) | undefined {
  const marks = new Set(questions.flatMap((q) => q.options.map((o) => o.mark)).filter((m) => m !== ''));
  const [only = ''] = marks;
  // A cross alone is how forms are ticked; the sign × says wrong.
  if (marks.size === 1 && /^[xX*●■]$/.test(only)) return (mark) => mark !== '';
  const read = [...marks].map(flagSays);
  return read.includes(true) && !read.includes(undefined) ? flagSays : undefined;
}

/** The columns of a table whose options stand below each other. */
interface StackedColumns {
  header: TableRow;
  stem: number;
  id: number;
  key: number;
  /** Where options have a column of their own, the first of them in the stem's row. */
  option: number;
}

function stackedColumns(table: Table): StackedColumns | undefined {
  const header = table.rows
    .slice(0, HEADER_ROWS)
    .find((r) => r.cells.some((c) => meaningOf(c)?.key === 'stem'));
  if (!header) return undefined;
  const meanings = header.cells.map((c) => meaningOf(c)?.key);
  if (meanings.some((m) => m !== undefined && /^option[A-H]/.test(m))) return undefined;
  const [stem, id, listed] = [meanings.indexOf('stem'), meanings.indexOf('id'), meanings.indexOf('options')];
  const singular = header.cells.findIndex(
    (c, i) => isOptionName(c) && header.cells.some((f, k) => k !== i && isFlagName(f)),
  );
  const option = listed < 0 ? singular : listed;
  const key = header.cells.findIndex((c, i) => ![stem, id, option].includes(i) && isFlagName(c));
  return key < 0 && !table.look ? undefined : { header, stem, id, key, option };
}

/** Questions with the options below them, and the rows that are neither. */
function stackedRows(
  table: Table,
  { header, stem, id, key, option }: StackedColumns,
): (Stacked | TableRow)[] {
  const found: (Stacked | TableRow)[] = [];
  let last: Stacked | undefined;
  for (const row of table.rows) {
    if (row.row <= header.row) continue;
    const cell = (at: number) => (at < 0 ? '' : (row.cells[at] ?? '').trim());
    const [text, number, said] = [cell(stem), cell(id), cell(key)];
    const begin = (stems: string) => {
      last = { row, stem: stems, id: plainNumber(number), said, options: [] };
      found.push(last);
      return last;
    };
    if (option >= 0) {
      const again =
        last && (text === '' || text === last.stem) && (number === '' || plainNumber(number) === last.id);
      if (cell(option) === '' || (!again && text === '')) found.push(row);
      else
        (again && last ? last : begin(text)).options.push({ text: cell(option), mark: said, row: row.row });
      continue;
    }
    if (text === '') {
      found.push(row);
      continue;
    }
    const labelled = LABELLED.exec(text);
    const letter = (labelled && !/^\d/.test(number) ? labelled[1] : /^[A-HＡ-Ｈ]$/i.exec(number)?.[0])
      ?.normalize('NFKC')
      .toUpperCase();
    if (letter !== undefined && last?.options.length === letter.charCodeAt(0) - 65)
      last.options.push({ text: labelled?.[2] ?? text, mark: said, row: row.row });
    else begin(text);
  }
  return found;
}

/** Marks options that look otherwise than the others of their question; undefined where looks say nothing. */
function byLook(table: Table, questions: readonly Stacked[], column: number): LookFound | undefined {
  const look = (o: { row: number }) => table.look?.(o.row, column);
  const found = chosenByLook(questions.map((q) => q.options.map(look)));
  if (found)
    for (const q of questions) for (const o of q.options) o.mark = found.isRight(look(o)) ? '1' : '0';
  return found;
}

const isQuestion = (found: Stacked | TableRow): found is Stacked => 'options' in found;

/**
 * A table that lists each question's options in rows of their own, in the stem's column or in one beside it, as a table with a
 * row a question. The key stands beside the stem, or marks rows of options. What fits neither stays a row of its own.
 */
function unstacked(table: Table): { table: Table; issue?: Issue } | undefined {
  const columns = stackedColumns(table);
  if (!columns) return undefined;
  const found = stackedRows(table, columns);
  const questions = found.filter(isQuestion);
  const others = found.filter((f) => !isQuestion(f) && f.cells.some((c) => !isBlank(c))).length;
  const whole = questions.filter((q) => q.options.length > 1).length;
  if (whole < 2 || whole < NEARLY * (questions.length + others)) return undefined;
  // Where options have their own column, a key in the stem's row is the mark of its option.
  const beside = columns.option < 0 && questions.some((q) => q.said !== '');
  const column = columns.option < 0 ? columns.stem : columns.option;
  const looks =
    columns.key < 0 && !looksMeanOtherwise(table, columns.header)
      ? byLook(table, questions, column)
      : undefined;
  const marked = beside ? undefined : columns.key < 0 ? looks && flagSays : marksIn(questions);
  if (!beside && !marked) return undefined;
  const key = ({ said, options }: Stacked): string => {
    if (!marked) return said;
    const unread = options.find((o) => marked(o.mark) === undefined);
    return unread?.mark ?? lettersOf(options.map((o) => marked(o.mark)));
  };
  const width = Math.max(...questions.map((q) => q.options.length));
  const letters = Array.from({ length: width }, (_, i) => i);
  const { header, stem, id, option } = columns;
  const more = header.cells.flatMap((_, i) => ([stem, id, option, columns.key].includes(i) ? [] : [i]));
  const named = ['题号', '题干', ...letters.map((i) => `选项${String.fromCharCode(65 + i)}`), '答案'];
  const rows = found.map((f): TableRow => {
    if (!isQuestion(f)) {
      const filled = f.cells.filter((c) => !isBlank(c));
      return { row: f.row, cells: filled.length > 1 ? ['', filled.join(' ')] : filled };
    }
    const texts = letters.map((i) => f.options[i]?.text ?? '');
    return {
      row: f.row.row,
      cells: [f.id, f.stem, ...texts, key(f), ...more.map((i) => f.row.cells[i] ?? '')],
    };
  });
  const pictures = new Map(table.pictures);
  for (const q of questions)
    for (const o of q.options) {
      const own = o.row === q.row.row ? undefined : pictures.get(o.row);
      if (!own) continue;
      pictures.set(q.row.row, [...(pictures.get(q.row.row) ?? []), ...own]);
      pictures.delete(o.row);
    }
  const names = { row: header.row, cells: [...named, ...more.map((i) => header.cells[i] ?? '')] };
  const above = table.rows.filter((r) => r.row < header.row);
  const examples = questions.slice(0, 3).map((q) => `A${q.row.row} = ${key(q)}`);
  return {
    table: { ...table, rows: [...above, names, ...rows], pictures },
    ...(looks ? { issue: lookIssue(table, looks, examples.join('；')) } : {}),
  };
}

/** A sheet as the tables that stand on it, each with a row a question and a column for the keys. */
export function reshaped(table: Table): { tables: readonly Table[]; issues: readonly Issue[] } {
  const made = unstacked(table) ?? withLookKeys(table);
  if (made) return { tables: [made.table], issues: 'issue' in made && made.issue ? [made.issue] : [] };
  if (!findHeader(table)) {
    const turned = turnedTable(table);
    if (turned) return { tables: [turned], issues: [] };
    if (isUpright(table.rows)) return { tables: [fromUpright([table])], issues: [] };
  }
  return { tables: sideBySide(withWholeCells(table) ?? table), issues: [] };
}
