import { Checkbox, Select, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { fieldName, type BankSource, type MappedField } from 'exam-contract/http/mapping';
import { MappingAnswers } from './mapping-answers';
import { MappingRemembered } from './mapping-remembered';
import type { SourceChoice } from './mapping-state';

interface Props {
  source: BankSource;
  choice: SourceChoice;
  onChange: (choice: SourceChoice) => void;
  onForget: (signature: string) => void;
}

const AS_NAMED = 'asNamed';
const LEFT = 'left';

/** The header rows to choose among, each as it begins. */
function HeaderChoice({ source, choice, onChange }: Props) {
  const { t } = useTranslation('mapping');
  if (source.form !== 'sheet' || source.head.length === 0) return null;
  return (
    <label className="hint-field">
      <span>{t('header.title')}</span>
      <Select<number>
        aria-label={t('header.title')}
        value={choice.header ?? -1}
        onChange={(header) => onChange({ ...choice, header: header < 0 ? undefined : header })}
        options={[
          { value: -1, label: t('header.auto') },
          { value: 0, label: t('header.none') },
          ...source.head.map(({ row, cells }) => ({
            value: row,
            label: t('header.row', { row, cells: cells.filter((c) => c !== '').join(' · ') }),
          })),
        ]}
      />
    </label>
  );
}

/** One sheet or table: its columns with samples, and what each is to be taken for. */
export function MappingSource(props: Props) {
  const { source, choice, onChange, onForget } = props;
  const { t } = useTranslation('mapping');
  const title = [source.file, source.name].filter(Boolean).join(' / ');
  const fields = fieldName.options.filter((f) => f !== 'own');
  const choose = (key: string, value: string) => {
    const { [key]: _, ...others } = choice.columns;
    const columns =
      value === AS_NAMED ? others : { ...others, [key]: value === LEFT ? null : (value as MappedField) };
    onChange({ ...choice, columns });
  };
  return (
    <section className="mapping-source" aria-label={title}>
      <h3>
        <span className="mono">{title}</span>
        {' · '}
        <span className="quiet">{t('rows', { count: source.rows })}</span>{' '}
        {source.open && (
          <Tag color="#8a5300" variant="solid">
            {t('open')}
          </Tag>
        )}
      </h3>
      {source.remembered && (
        <MappingRemembered remembered={source.remembered} signature={source.signature} onForget={onForget} />
      )}
      <Checkbox checked={choice.read} onChange={(e) => onChange({ ...choice, read: e.target.checked })}>
        {t('read')}
      </Checkbox>
      {choice.read && (
        <>
          <HeaderChoice {...props} />
          <table className="mapping-columns">
            <thead>
              <tr>
                <th scope="col">{t('column.name')}</th>
                <th scope="col">{t('column.samples')}</th>
                <th scope="col">{t('column.as')}</th>
              </tr>
            </thead>
            <tbody>
              {source.columns.map((c) => {
                const said = choice.columns[c.key];
                const value = said === null ? LEFT : (said ?? AS_NAMED);
                const known = c.how === 'name' && c.as ? t(`field.${c.as}`, { defaultValue: c.as }) : null;
                const doubtful = value === AS_NAMED && (c.how === 'unknown' || c.how === 'twice');
                const label = t('column.label', { name: c.name || c.key });
                return (
                  <tr key={c.key} className={doubtful ? 'doubtful' : undefined}>
                    <th scope="row" className="mono">
                      {c.name || t('column.nameless', { key: c.key })}
                    </th>
                    <td>{c.samples.length > 0 ? c.samples.join('；') : <span className="quiet">—</span>}</td>
                    <td>
                      <Select<string>
                        aria-label={label}
                        showSearch={{ optionFilterProp: 'label' }}
                        value={value}
                        onChange={(v) => choose(c.key, v)}
                        options={[
                          {
                            value: AS_NAMED,
                            label: known
                              ? t('column.asNamed', { field: known })
                              : t(c.how === 'twice' ? 'column.twice' : 'column.unknown'),
                          },
                          { value: LEFT, label: t('column.left') },
                          ...fields.map((f) => ({ value: f, label: t(`field.${f}`) })),
                        ]}
                      />
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
          <MappingAnswers
            answers={source.answers}
            numbers={source.numbers}
            chosen={choice.answers}
            onChoose={(answers) => onChange({ ...choice, answers })}
          />
        </>
      )}
    </section>
  );
}
