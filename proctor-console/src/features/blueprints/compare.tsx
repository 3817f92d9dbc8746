import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import type { BlueprintContent } from 'exam-contract/blueprint';
import { useWords } from './use-words';

const NONE = '—';

interface Line {
  key: string;
  what: string;
  before: string;
  after: string;
}

/** What is another in a blueprint, seen from the one before: line by line, in words. */
export function Compare({ before, after }: { before: BlueprintContent; after: BlueprintContent }) {
  const { t } = useTranslation('blueprint');
  const words = useWords();
  const linesOf = (b: BlueprintContent): Map<string, [string, string]> => {
    const onOff = (on: boolean) => t(on ? 'on' : 'off');
    const lines = new Map<string, [string, string]>();
    for (const c of b.chapters)
      lines.set(`chapter ${c.name}`, [c.name, t('words.exact', { count: c.count })]);
    for (const { min, max, ...cell } of b.cells) {
      const key = `cell ${JSON.stringify(cell, Object.keys(cell).sort())}`;
      const also = lines.get(key)?.[1];
      const amount = words.amount({ min, max });
      lines.set(key, [words.cell(cell), also ? `${also}；${amount}` : amount]);
    }
    for (const which of ['mustTogether', 'neverTogether'] as const)
      for (const set of b[which])
        lines.set(`${which} ${[...set].sort().join()}`, [
          `${t(`sets.${which}`)}：${set.join(' + ')}`,
          t('yes'),
        ]);
    lines.set('difficulty', [
      t('rule.difficulty'),
      b.difficulty ? `${b.difficulty.min} – ${b.difficulty.max}` : t('rule.any'),
    ]);
    lines.set('region', [t('rule.region'), b.region ?? t('rule.noRegion')]);
    lines.set('exposure', [t('rule.exposure'), onOff(b.exposure)]);
    lines.set('neighbours', [t('rule.neighbours'), onOff(b.neighbours)]);
    return lines;
  };
  const [old, now] = [linesOf(before), linesOf(after)];
  const changed = [...new Set([...old.keys(), ...now.keys()])].flatMap((key): Line[] => {
    const [was, is] = [old.get(key), now.get(key)];
    if (was?.[1] === is?.[1]) return [];
    return [{ key, what: (is ?? was)?.[0] ?? '', before: was?.[1] ?? NONE, after: is?.[1] ?? NONE }];
  });
  if (changed.length === 0) return <p role="status">{t('compare.same')}</p>;
  return (
    <>
      <p role="status">{t('compare.count', { count: changed.length })}</p>
      <Table<Line>
        size="small"
        rowKey="key"
        pagination={false}
        scroll={{ x: 700 }}
        dataSource={changed}
        columns={[
          { title: t('compare.what'), dataIndex: 'what' },
          {
            title: t('compare.before'),
            width: 220,
            render: (_, l) => (l.before === NONE ? NONE : <del>{l.before}</del>),
          },
          {
            title: t('compare.after'),
            width: 220,
            render: (_, l) => (l.after === NONE ? NONE : <ins className="blueprint-now">{l.after}</ins>),
          },
        ]}
      />
    </>
  );
}
