import { Button, InputNumber, Select, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import type { BlueprintContent, ShortCell } from 'exam-contract/blueprint';
import type { KindBlueprint } from 'exam-contract/http/blueprints';
import { totalOf, type Look } from './use-look';
import { useWords } from './use-words';

interface Props {
  of: KindBlueprint;
  content: BlueprintContent;
  look: Look;
  short: readonly ShortCell[];
  onChange: (more: Partial<BlueprintContent>) => void;
}
type Row = BlueprintContent['chapters'][number] & { at: number };

/** How many questions of each chapter a paper has: their sum beside the kind's, and what the bank holds of each. */
export function ChapterTable({ of, content, look, short, onChange }: Props) {
  const { t } = useTranslation('blueprint');
  const words = useWords();
  const { chapters } = content;
  const known = new Map(of.choices.chapters.map((c) => [c.name, c.types]));
  const put = (at: number, count: number) =>
    onChange({ chapters: chapters.map((c, i) => (i === at ? { ...c, count } : c)) });
  const left = of.choices.chapters.filter((c) => !chapters.some((own) => own.name === c.name));
  const sum = totalOf(content);
  const total = of.kind.questions;
  return (
    <>
      <Table<Row>
        size="small"
        rowKey="name"
        pagination={false}
        scroll={{ x: 760 }}
        dataSource={chapters.map((c, at) => ({ ...c, at }))}
        columns={[
          { title: t('chapter.name'), dataIndex: 'name' },
          {
            title: t('chapter.count'),
            width: 150,
            render: (_, c) => (
              <InputNumber
                aria-label={t('chapter.countOf', { name: c.name })}
                min={0}
                max={1000}
                precision={0}
                value={c.count}
                onChange={(n) => put(c.at, n ?? 0)}
              />
            ),
          },
          {
            title: t('supply'),
            render: (_, c) => {
              const types = known.get(c.name);
              const all = types ? types.judge + types.single + types.multi : 0;
              const faults = short.filter((s) => s.at === 'chapter' && s.index === c.at);
              return (
                <>
                  <span>{t('ofBank', { count: c.count, all: look.data?.chapters[c.at] ?? all })}</span>
                  {types && (
                    <div className="quiet">
                      {(['judge', 'single', 'multi'] as const)
                        .filter((type) => types[type] > 0)
                        .map((type) => `${words.type(type)} ${types[type]}`)
                        .join(' · ')}
                    </div>
                  )}
                  {faults.map((s) => (
                    <div key={words.short(s)} className="cannot" role="alert">
                      {words.short(s)}
                    </div>
                  ))}
                </>
              );
            },
          },
          {
            title: t('deed'),
            width: 110,
            render: (_, c) => (
              <Button
                disabled={chapters.length === 1}
                aria-label={t('chapter.removeOf', { name: c.name })}
                onClick={() => onChange({ chapters: chapters.filter((_own, i) => i !== c.at) })}
              >
                {t('remove')}
              </Button>
            ),
          },
        ]}
        summary={() => (
          <Table.Summary.Row>
            <Table.Summary.Cell index={0}>
              <strong>{t('chapter.sum')}</strong>
            </Table.Summary.Cell>
            <Table.Summary.Cell index={1} colSpan={3}>
              <strong role="status" className={sum === total ? 'can' : 'cannot'}>
                {t('chapter.sumOf', { sum, total })}
              </strong>
              {sum !== total && (
                <span className="cannot">
                  {' '}
                  {t(sum < total ? 'chapter.missing' : 'chapter.tooMany', { count: Math.abs(total - sum) })}
                </span>
              )}
            </Table.Summary.Cell>
          </Table.Summary.Row>
        )}
      />
      {left.length > 0 && (
        <Select
          className="blueprint-add"
          aria-label={t('chapter.add')}
          placeholder={t('chapter.add')}
          value={null}
          options={left.map((c) => ({ value: c.name, label: c.name }))}
          onChange={(name: string | null) =>
            name && onChange({ chapters: [...chapters, { name, count: 0 }] })
          }
        />
      )}
    </>
  );
}
