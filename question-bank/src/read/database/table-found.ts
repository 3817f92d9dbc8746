import type { FieldKey } from '../field-keys';
import {
  addSample,
  columnsOf,
  COLUMNS_SHOWN,
  saidOf,
  sampleText,
  signatureOf,
  type ColumnFound,
  type ColumnMap,
  type MappingOptions,
  type Said,
  type SourceFound,
} from '../mapping';
import type { Understood } from './columns';
import type { DataTable } from './data-table';

/** What the clerk said about a table. */
export interface TableSaid {
  signature: string;
  said: Said;
  map: ColumnMap | undefined;
}

export function saidOfTable(table: DataTable, options: MappingOptions): TableSaid {
  const signature = signatureOf('table', table.columns);
  const said = saidOf(options, signature, table.name);
  return { signature, said, map: columnsOf(said) };
}

const ROWS_LOOKED_AT = 300;
const LETTERS = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'] as const;

const head = (table: DataTable, { signature, said }: TableSaid) =>
  ({
    signature,
    file: table.file,
    name: table.name,
    form: 'table',
    rows: table.count,
    left: !said.read,
    header: null,
    head: [],
    answers: [],
    numbers: null,
    values: [],
    mapped: said.mapping !== undefined,
  }) satisfies Omit<SourceFound, 'read' | 'columns'>;

/** A table that questions were read from. */
export function tableFound(u: Understood, of: TableSaid, optionsElsewhere: boolean): SourceFound {
  const { table } = u;
  const taken = new Map<number, FieldKey>([...u.fields].map(([field, at]) => [at, field]));
  if (!optionsElsewhere)
    u.options.forEach((at, i) => at !== undefined && taken.set(at, `option${LETTERS[i] ?? 'H'}`));
  if (u.optionList !== undefined && !optionsElsewhere) taken.set(u.optionList, 'options');
  const columns = table.columns.slice(0, COLUMNS_SHOWN).map((name, at): ColumnFound => {
    const samples: string[] = [];
    for (const row of table.rows.slice(0, ROWS_LOOKED_AT)) addSample(samples, row.values[at]?.text ?? '');
    const as = taken.get(at) ?? null;
    const told = of.map?.get(name);
    const known = as !== null || at === u.language;
    const how = told === null ? 'left' : known ? (told === as && as ? 'said' : 'name') : 'unknown';
    return { key: name, name: sampleText(name, 60), as, how, samples };
  });
  return { ...head(table, of), read: true, columns };
}

/** A table that is none of questions: its columns, and nothing of its rows, which may be people. */
export function tableSkipped(table: DataTable, of: TableSaid): SourceFound {
  const columns = table.columns.slice(0, COLUMNS_SHOWN).map((name): ColumnFound => {
    const how = of.map?.get(name) === null ? 'left' : 'unknown';
    return { key: name, name: sampleText(name, 60), as: null, how, samples: [] };
  });
  return { ...head(table, of), read: false, columns };
}
