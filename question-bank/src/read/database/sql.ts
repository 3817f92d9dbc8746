import type { Issue } from '../../model/issue';
import type { ReaderInput } from '../bank-reader';
import { readIssue } from '../read-issue';
import { nothingRead, type RawBank } from '../record';
import { relate } from './relate';
import { SqlDump } from './sql-dump';
import { TableStore } from './table-store';

/** Whether a text holds rows for tables. */
export function looksLikeSql(text: string): boolean {
  return /^[ \t]*(?:INSERT\s+(?:IGNORE\s+)?INTO\s|INSERT\s+\[|REPLACE\s+INTO\s|CREATE\s+TABLE\s|COPY\s+\S+.*FROM\s+stdin)/im.test(
    text.slice(0, 100_000),
  );
}

/** Reads one or several SQL dumps that belong together, in the order given. */
export function readSqlDumps(dumps: readonly { text: string; input: ReaderInput }[]): RawBank {
  const [first] = dumps;
  if (!first) return nothingRead([]);
  const { limits, mapping, file } = first.input;
  const store = new TableStore(limits.maxRows);
  const issues: Issue[] = [];
  let refused = 0;
  const changes: Issue[] = [];
  for (const { text, input } of dumps) {
    const dump = new SqlDump(text, input, store);
    dump.read();
    issues.push(...dump.issues);
    refused += dump.refused;
    for (const [name, { at, count }] of dump.changes)
      changes.push(
        readIssue('TEXT_LOST', at, {
          what: `${count} 条修改表 ${name} 的语句（UPDATE、DELETE）没有执行`,
          whatEn: `${count} statements that change table ${name} (UPDATE, DELETE) are not carried out`,
        }),
      );
  }
  const { tables, nameless } = store.finish();
  for (const { name, at, count } of nameless) {
    refused += count;
    const reason = `表 ${name} 的 ${count} 行没有可用的列名`;
    const reasonEn = `${count} rows of table ${name} have no column names that fit`;
    issues.push(readIssue('SQL_SYNTAX', at, { reason, reasonEn }));
  }
  const bank = relate(tables, {
    file: dumps.length === 1 ? file : file.replace(/\/[^/]*$/, ''),
    mapping,
    limits,
  });
  return { ...bank, refused: bank.refused + refused, issues: [...issues, ...changes, ...bank.issues] };
}
