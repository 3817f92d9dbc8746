import { Button, Empty, InputNumber, Select, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import type { BlueprintCell, BlueprintContent, ShortCell } from 'exam-contract/blueprint';
import type { KindBlueprint } from 'exam-contract/http/blueprints';
import { LICENCE_CLASSES } from '../../ui/licence-classes';
import type { Look } from './use-look';
import { OWN_REGION, useWords } from './use-words';

interface Props {
  of: KindBlueprint;
  content: BlueprintContent;
  look: Look;
  short: readonly ShortCell[];
  onChange: (more: Partial<BlueprintContent>) => void;
}
type Row = BlueprintCell & { at: number };
const TYPES = ['judge', 'single', 'multi'] as const;

/** Leaves out what is not said: a cell without a key is one of anything. */
const without = <T extends object>(of: T): T =>
  Object.fromEntries(Object.entries(of).filter(([, v]) => v !== undefined && v !== null)) as T;

/** Further cells of a paper: of a type, chapter, class and tag at least and at most so many. */
export function CellTable({ of, content, look, short, onChange }: Props) {
  const { t } = useTranslation('blueprint');
  const words = useWords();
  const { cells } = content;
  const put = (at: number, more: { [K in keyof BlueprintCell]?: BlueprintCell[K] | null | undefined }) =>
    onChange({
      cells: cells.map((c, i) => (i === at ? (without({ ...c, ...more }) as BlueprintCell) : c)),
    });
  const classes = of.kind.classes.includes('*') ? LICENCE_CLASSES : of.kind.classes;
  const choice = (
    c: Row,
    key: 'type' | 'chapter' | 'tag' | 'licenceClass',
    options: { value: string; label: string }[],
  ) => (
    <Select
      className="blueprint-choice"
      aria-label={t('cell.fieldOf', { field: t(`cell.${key}`), n: c.at + 1 })}
      allowClear
      showSearch
      optionFilterProp="label"
      placeholder={t('cell.any')}
      value={c[key] ?? null}
      options={options}
      onChange={(value: string | null | undefined) => put(c.at, { [key]: value ?? undefined })}
    />
  );
  const number = (c: Row, key: 'min' | 'max') => (
    <InputNumber
      aria-label={t('cell.fieldOf', { field: t(`cell.${key}`), n: c.at + 1 })}
      min={0}
      max={1000}
      precision={0}
      value={c[key] ?? null}
      onChange={(n) => put(c.at, { [key]: n ?? undefined })}
    />
  );
  return (
    <>
      <Table<Row>
        size="small"
        rowKey="at"
        pagination={false}
        scroll={{ x: 1060 }}
        dataSource={cells.map((c, at) => ({ ...c, at }))}
        locale={{ emptyText: <Empty description={t('cell.none')} /> }}
        columns={[
          {
            title: t('cell.type'),
            width: 115,
            render: (_, c) =>
              choice(
                c,
                'type',
                TYPES.map((type) => ({ value: type, label: words.type(type) })),
              ),
          },
          {
            title: t('cell.chapter'),
            width: 200,
            render: (_, c) =>
              choice(
                c,
                'chapter',
                content.chapters.map(({ name }) => ({ value: name, label: name })),
              ),
          },
          {
            title: t('cell.tag'),
            width: 160,
            render: (_, c) =>
              choice(c, 'tag', [
                { value: OWN_REGION, label: t('words.ownRegion') },
                ...of.choices.tags.map(({ tag, count }) => ({ value: tag, label: `${tag} (${count})` })),
              ]),
          },
          {
            title: t('cell.licenceClass'),
            width: 100,
            render: (_, c) =>
              choice(
                c,
                'licenceClass',
                classes.map((name) => ({ value: name, label: name })),
              ),
          },
          { title: t('cell.min'), width: 95, render: (_, c) => number(c, 'min') },
          { title: t('cell.max'), width: 95, render: (_, c) => number(c, 'max') },
          {
            title: t('supply'),
            render: (_, c) => {
              const there = look.data?.cells[c.at];
              const faults = short.filter((s) => s.at === 'cell' && s.index === c.at);
              const says = c.type ?? c.chapter ?? c.tag;
              return (
                <>
                  {look.fresh && there !== null && there !== undefined && faults.length === 0 && (
                    <span>{t('ofBank', { count: c.min ?? c.max ?? 0, all: there })}</span>
                  )}
                  {look.fresh && there === null && (
                    <span className="quiet">{t(c.tag === OWN_REGION ? 'cell.noRegion' : 'cell.nobody')}</span>
                  )}
                  {says === undefined && <div className="cannot">{t('cell.sayWhat')}</div>}
                  {c.min === undefined && c.max === undefined && (
                    <div className="cannot">{t('cell.sayHowMany')}</div>
                  )}
                  {c.min !== undefined && c.max !== undefined && c.min > c.max && (
                    <div className="cannot">{t('cell.crossed')}</div>
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
            width: 100,
            render: (_, c) => (
              <Button
                aria-label={t('cell.removeOf', { n: c.at + 1 })}
                onClick={() => onChange({ cells: cells.filter((_cell, i) => i !== c.at) })}
              >
                {t('remove')}
              </Button>
            ),
          },
        ]}
      />
      <Button
        className="blueprint-add"
        disabled={cells.length >= 64}
        onClick={() => onChange({ cells: [...cells, {}] })}
      >
        {t('cell.add')}
      </Button>
    </>
  );
}
